"""Words about skin."""

from types import ModuleType

from salon.cli.words.adding import Add, paper_size
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import skin

    return skin


def _changing() -> ModuleType:
    from salon.cli import changed

    return changed


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
    _tick(add)
    _photo(add)
    said = N_("what changed of a client's skin between two days")
    changed = add("changed", lambda: _changing().changed, said)
    changed.add_argument("client", metavar="CLIENT")
    changed.add_argument("--from", dest="since", metavar="DAY")
    changed.add_argument("--to", dest="until", metavar="DAY")
    said = N_("the page to take home")
    changed.add_argument("--out", metavar="FILE.pdf", help=_(said))
    paper_size(changed)
    changed.add_argument("--large", action="store_true")


def _tick(add: Add) -> None:
    said = N_("note five habits of a client, 0 to 4 each, or list them")
    tick = add("tick", lambda: _changing().tick, said)
    tick.add_argument("client", metavar="CLIENT")
    for habit in ("sleep", "water", "sunscreen", "movement", "home-care"):
        tick.add_argument(f"--{habit}", type=int, choices=range(5), metavar="N")
    tick.add_argument("--way", choices=("visit", "call"), default="")


def _photo(add: Add) -> None:
    said = N_("the photographs of a client, and what each may be used for")
    photo = add("photo", lambda: _changing().photos, said)
    steps = photo.add_subparsers(dest="step", required=True, metavar="STEP")
    one = steps.add_parser("list", parents=[add.nested])
    one.add_argument("client", metavar="CLIENT")
    one = steps.add_parser("add", parents=[add.nested])
    one.add_argument("client", metavar="CLIENT")
    one.add_argument("files", metavar="FILE", nargs="+")
    one.add_argument("--view", default="", metavar="V")
    one = steps.add_parser("view", parents=[add.nested])
    one.add_argument("photo", metavar="PHOTO")
    one.add_argument("view", metavar="V")
    one = steps.add_parser("publish", parents=[add.nested])
    one.add_argument("photo", metavar="PHOTO")
    one.add_argument("switch", choices=("on", "off"))
    one = steps.add_parser("save", parents=[add.nested])
    one.add_argument("photo", metavar="PHOTO")
    one.add_argument("file", metavar="FILE.jpg")
    purposes = ("show", "teach", "publish")
    one.add_argument("--for", dest="purpose", choices=purposes, required=True)
    one = steps.add_parser("remove", parents=[add.nested])
    one.add_argument("photo", metavar="PHOTO")
