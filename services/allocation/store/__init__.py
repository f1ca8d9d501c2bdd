"""The store of allocation, and its policy file."""
