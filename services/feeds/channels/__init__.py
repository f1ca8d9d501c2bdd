"""Channels for those who cannot publish to a queue: dropped files and filled forms."""
