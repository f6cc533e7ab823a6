"""Photographs with their purposes, and what was drawn on them."""


def upgrade() -> None:
    """Nothing yet."""
