"""What allocation does, one function per use case: ``(uow, message) -> answer``."""
