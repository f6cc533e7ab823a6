"""Words about the program itself."""

from types import ModuleType

from salon.cli.words.adding import Add, folder
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import program

    return program


def words(add: Add) -> None:
    """Declare them."""
    many = add("run", None, N_("carry out one command a line, in one process"))
    many.add_argument("file", metavar="FILE|-")
    tour = add.apart(
        "tour", lambda: _doing().tour, N_("save a picture of every page of the window")
    )
    tour.add_argument("dir", type=folder, metavar="DIR")
    tour.add_argument("--theme", choices=("light", "dark"), default="light")
    tour.add_argument("--scale", type=float, default=1.0)
    tour.add_argument("--size", default="1440x900", metavar="WxH")
    bench = add.apart(
        "bench", lambda: _doing().bench, N_("measure how fast it is, against limits")
    )
    bench.add_argument("--quick", action="store_true")
