"""Rules of comms as plain Python: the safety gate, the steps of an item, the leak check."""
