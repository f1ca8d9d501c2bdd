"""The script folder that Alembic asks for: one environment for all services."""
