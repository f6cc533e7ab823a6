"""Texts as they are being typed: they outlive a power cut, and are no step of undo."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from salon.store.base import Base, table_of
from salon.store.strict import STRICT


class Draft(Base):
    """One text that is not finished, under the place it belongs to."""

    __tablename__ = "draft"
    __table_args__ = (STRICT,)

    place: Mapped[str] = mapped_column(primary_key=True)  # "treatment A12"
    body: Mapped[str]  # JSON
    at: Mapped[datetime]


DRAFT = table_of(Draft)


def keep_draft(connection: Connection, place: str, body: str, at: datetime) -> None:
    """Keep *body* as what stands at *place* now; an empty one is dropped."""
    here = DRAFT.c.place == place
    if not body:
        connection.execute(delete(DRAFT).where(here))
        return
    kept = {"body": body, "at": at}
    if connection.execute(update(DRAFT).where(here).values(kept)).rowcount == 0:
        connection.execute(insert(DRAFT).values(place=place, **kept))


def drop_draft(connection: Connection, place: str) -> None:
    """Forget what was kept at *place*."""
    connection.execute(delete(DRAFT).where(DRAFT.c.place == place))


def places_kept(connection: Connection, places: Iterable[str]) -> frozenset[str]:
    """Return at which of *places* something is kept."""
    asked = select(DRAFT.c.place).where(DRAFT.c.place.in_(list(places)))
    return frozenset(connection.scalars(asked))


def kept_draft(connection: Connection, place: str) -> tuple[str, datetime] | None:
    """Return what was kept at *place*, and when; None if nothing was."""
    found = connection.execute(
        select(DRAFT.c.body, DRAFT.c.at).where(DRAFT.c.place == place)
    ).one_or_none()
    return None if found is None else (found.body, found.at)
