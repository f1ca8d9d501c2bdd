"""Intake's decisions as plain Python: no database, no bus, no clock of their own."""
