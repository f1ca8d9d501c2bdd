"""What comms does, one function per use case: ``(uow, message) -> answer``."""
