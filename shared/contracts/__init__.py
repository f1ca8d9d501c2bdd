"""The published language: what services say to each other and to whom.

Events carry ids, codes, dates and counts, never a person (a test reads every field).
Commands and RPC bodies may carry people and are therefore sealed on the bus.
"""
