"""Who stays and why: classes, surveys, campaigns, the house, from door to goodbye."""

from salon.store.migrations.versions import v0008_campaigns, v0008_loyalty

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    v0008_loyalty.upgrade()
    v0008_campaigns.upgrade()
