"""Journeys at the screen, in a real browser at a system that the room shares and then stops."""
