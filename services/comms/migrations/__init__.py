"""Migrations of the store of comms."""
