"""Words about skin."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import skin

    return skin


def words(add: Add) -> None:
    """Declare them."""
    assess = add(
        "assess", lambda: _doing().assess, N_("keep an assessment of a client's skin")
    )
    assess.add_argument("client", metavar="CLIENT")
    assess.add_argument("file", metavar="FILE|-")
    skin = add(
        "skin",
        lambda: _doing().skin,
        N_("ask a questionnaire of skin, or keep a score of its parts"),
    )
    skin.add_argument("verb", choices=("quiz", "score"))
    skin.add_argument("client", metavar="CLIENT")
    skin.add_argument("what", metavar="photo|type16|mmasi|sensitive")
    skin.add_argument("--answer", action="append", default=[], metavar="Q=N")
    skin.add_argument("--part", action="append", default=[], metavar="SITE=AREA,DARK")
    patch = add(
        "patch",
        lambda: _doing().patch,
        N_("note a patch test of a client for a service"),
    )
    patch.add_argument("client", metavar="CLIENT")
    patch.add_argument("service", metavar="SERVICE")
    patch.add_argument("--result", choices=("none", "doubtful", "positive"), default="")
    patch.add_argument("--at", metavar="DAYTTIME", help="when it was put on")
