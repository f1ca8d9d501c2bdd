"""The store of screening, and its policy files."""
