"""Skin readings that say how they were taken, and the ticks."""


def upgrade() -> None:
    """Nothing yet."""
