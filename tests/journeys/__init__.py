"""Journeys through the whole system, which the room shares and then stops."""
