"""Feeds: what crosses the boundary with a partner agency, each under its dated agreement."""
