"""Words that begin a salon, or bring one up to date."""

from types import ModuleType

from salon.cli.words.adding import Add, folder
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import beginning

    return beginning


def words(add: Add) -> None:
    """Declare them."""
    init = add.apart(
        "init",
        lambda: _doing().init,
        N_("begin an empty salon with the starting content"),
    )
    init.add_argument("dir", type=folder, metavar="DIR")
    init.add_argument("--name", required=True)
    for option in ("region", "currency", "timezone"):
        init.add_argument(f"--{option}")
    demo = add.apart(
        "demo", lambda: _doing().demo, N_("build a believable sample salon")
    )
    demo.add_argument("dir", type=folder, metavar="DIR")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--clients", type=int, default=240)
    demo.add_argument("--years", type=int, default=3)
    add.apart(
        "migrate", lambda: _doing().migrate, N_("bring an older salon up to date")
    )
