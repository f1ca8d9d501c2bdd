"""A service's own store: SQLite on one machine, PostgreSQL in production, the same code.

Engine and transactions, column types with declared classification and retention, keys per
case, migrations and the retention runner. It knows no service's tables.
"""
