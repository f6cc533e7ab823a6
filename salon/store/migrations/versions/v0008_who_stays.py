"""Who stays and why: classes, surveys, campaigns, the house, from door to goodbye."""

from salon.store.migrations.versions import (
    v0008_house,
    v0008_loyalty,
    v0008_surveys,
)

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    v0008_loyalty.upgrade()
    v0008_house.upgrade()
    v0008_surveys.upgrade()
