"""What feeds announces and answers."""
