"""What reporting announces and answers."""
