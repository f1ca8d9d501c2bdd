"""One folder per dialect: the agency's words stop in its ``translate`` module."""
