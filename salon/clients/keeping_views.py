"""Views of the list that a salon keeps, under names of its own."""

from sqlalchemy import select

from salon.clients.events import ViewsChanged
from salon.clients.narrowing import (
    LONGEST,
    MOST_VIEWS,
    BadView,
    KeptView,
    Narrow,
    TooManyViews,
    views_from_text,
    views_to_text,
)
from salon.rights import Right
from salon.settings.tables import Setting
from salon.work import Work, needs

VIEWS = "client_views"  # the key of the settings


@needs(Right.FILE)
def keep_view(work: Work, name: str, narrow: Narrow) -> None:
    """Keep a view under *name*; one of that name is replaced.

    Raises:
        BadView: It has no name, or too long a one.
        TooManyViews: There are `MOST_VIEWS`.
    """
    name = _checked(name)
    views = [one for one in _kept(work) if one.name != name]
    if len(views) >= MOST_VIEWS:
        raise TooManyViews
    _keep(work, [*views, KeptView(name, narrow)])


@needs(Right.FILE)
def rename_view(work: Work, name: str, new: str) -> None:
    """Give a kept view another name; raises BadView."""
    new = _checked(new)
    views = _kept(work)
    if new != name and any(one.name == new for one in views):
        raise BadView(new)
    named = [KeptView(new, one.narrow) if one.name == name else one for one in views]
    _keep(work, named)


@needs(Right.FILE)
def drop_view(work: Work, name: str) -> None:
    """Forget a kept view; nobody on it is touched."""
    _keep(work, [one for one in _kept(work) if one.name != name])


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise BadView(name[:LONGEST])
    return name


def _row(work: Work) -> Setting | None:
    return work.session.scalar(select(Setting).where(Setting.key == VIEWS))


def _kept(work: Work) -> list[KeptView]:
    row = _row(work)
    return list(views_from_text(row.value)) if row is not None else []


def _keep(work: Work, views: list[KeptView]) -> None:
    row, text = _row(work), views_to_text(views)
    if row is None:
        work.add(Setting(key=VIEWS, value=text))
    elif row.value == text:
        return
    else:
        row.value = text
    work.record(ViewsChanged())
