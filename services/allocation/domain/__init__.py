"""The decisions of allocation, as plain Python."""
