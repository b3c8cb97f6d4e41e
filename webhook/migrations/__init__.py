"""Alembic: the environment and one file per change of the tables."""
