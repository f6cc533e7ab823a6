"""The file: when facts were confirmed, notes, alerts, the household."""


def upgrade() -> None:
    """Nothing yet."""
