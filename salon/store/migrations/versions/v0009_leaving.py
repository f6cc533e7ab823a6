"""Twins, partings, archives and erasures."""


def upgrade() -> None:
    """Nothing yet."""
