"""What intake (the case registry) announces and answers."""
