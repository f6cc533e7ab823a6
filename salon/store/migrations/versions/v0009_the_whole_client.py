"""The whole client: file, what is signed, skin, photographs, twins, leaving."""

from salon.store.migrations.versions import (
    v0009_file,
    v0009_leaving,
    v0009_photos,
    v0009_quizzes,
    v0009_signed,
    v0009_skin,
)

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    v0009_file.upgrade()
    v0009_signed.upgrade()
    v0009_skin.upgrade()
    v0009_quizzes.upgrade()
    v0009_photos.upgrade()
    v0009_leaving.upgrade()
