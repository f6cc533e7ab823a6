"""Forms and what was signed in their very words."""


def upgrade() -> None:
    """Nothing yet."""
