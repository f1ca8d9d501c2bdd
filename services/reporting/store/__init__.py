"""The read model: one row per thing counted, each event one insert-or-update."""
