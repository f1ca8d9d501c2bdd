"""Migrations of allocation."""
