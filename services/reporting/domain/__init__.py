"""Counting rules, as plain functions over facts."""
