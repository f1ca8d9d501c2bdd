"""The system under faults: real processes, a real broker, and a ledger that judges."""
