"""What allocation announces and answers."""
