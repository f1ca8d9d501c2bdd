"""The store of comms: what it knows of cases, and the words, steps and meetings it guards."""
