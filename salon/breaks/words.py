"""What is said to her of what changes: one line, in her language."""

from collections.abc import Mapping, Sequence

from salon.breaks.model import Broken, Kind, Way
from salon.text import _, hour, short_day, speaking


def line_for_her(
    found: Sequence[Broken], ways: Mapping[str, Way], language: str
) -> str:
    """Return what to say of the changes that are chosen; "" if she need not know any.

    Args:
        found: What does not fit any more.
        ways: What is chosen, by the key of each.
        language: Hers.
    """
    with speaking(language):
        parts = [_part(one, ways[one.key]) for one in found if one.key in ways]
        said = [part for part in dict.fromkeys(parts) if part]
        if not said:
            return ""
        listed = ("; " if language == "en" else "；").join(said)
        return _("A few things change for now: {list}. Does that suit you?").format(
            list=listed
        )


def _part(one: Broken, way: Way) -> str:
    when = ""
    if one.slot is not None:
        when = f"{short_day(one.slot.day)} {hour(one.slot.start)}"
    match one.kind, way:
        case Kind.VISIT, Way.MOVE if one.free is not None:
            said = _("{what} moves to {when}")
            return said.format(what=one.title, when=one.free.text)
        case Kind.VISIT, Way.INSTEAD if one.other is not None:
            said = _("{when}: {other} instead of {what}")
            return said.format(when=when, other=one.other.name, what=one.title)
        case Kind.VISIT, Way.CANCEL:
            return _("{what} on {when} waits").format(what=one.title, when=when)
        case Kind.HOME, Way.CANCEL:
            return _("please leave out {what} at home").format(what=one.title)
        case Kind.SESSION, Way.PAUSE:
            return _("the plan pauses")
    return ""
