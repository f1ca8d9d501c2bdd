"""Reporting: what may be told to whom in aggregate, counted from events alone."""
