"""Private servers: a RabbitMQ node and a PostgreSQL cluster that belong to one data directory.

Each listens on loopback only, is owned by whoever started it, and dies with it.
"""
