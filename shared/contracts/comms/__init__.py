"""What comms announces and answers."""
