"""What screening announces and answers."""
