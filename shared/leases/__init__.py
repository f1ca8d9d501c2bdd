"""Short reservations: what a service has just answered stands until it says that it ended.

For a decision of one service that rests on facts of others. ``rule`` says what a lease is worth,
``tables`` and ``register`` keep leases in the store of the service whose facts they cover (ADR 8).
"""
