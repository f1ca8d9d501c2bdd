"""Allocation: which two facilitators take a case, and who may not, with every reason."""
