"""What is stored of the settings."""

from sqlalchemy.orm import Mapped, mapped_column

from salon.store.base import AS_JSON, Record


class Setting(Record):
    """One key of the salon's settings and its value."""

    __tablename__ = "setting"
    is_reference = True

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str] = mapped_column(info=AS_JSON)
