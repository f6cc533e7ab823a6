"""Commands about the program itself: pictures of its pages, its speed."""

import json
import os
import subprocess
import sys
from argparse import Namespace
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from salon.cli.answer import Answer
from salon.errors import Hindrance, SalonError
from salon.shipped import HOME
from salon.start import open_salon
from salon.text import N_

PIXELS = 16_000  # a side; larger pictures fill the memory of a cheap PC


@dataclass(eq=False)
class BadSize(SalonError):
    """A size of the window that is none."""

    said: str

    text = N_("“{said}” is not a size such as 1440x900.")


class NoPictures(Hindrance):
    """The window cannot be drawn here."""

    text = N_("The window cannot be drawn on this computer. See README, set-up.")


def tour(_salon: None, options: Namespace) -> Answer:
    """Save a picture of every page of the window, in a process of its own."""
    wide, mark, high = options.size.lower().partition("x")
    if not mark or not (wide.isdecimal() and high.isdecimal()):
        raise BadSize(options.size)
    # 2 and 200 are both what people write for twice the size.
    scale = options.scale / 100 if options.scale >= 50 else options.scale
    if not (0.5 <= scale <= 4 and 1 <= max(int(wide), int(high)) * scale <= PIXELS):
        raise BadSize(f"{options.size} × {options.scale:g}")
    with closing(open_salon(options.data, options.now, may_begin=False)):
        pass  # what stands in the way of opening it is said in words, here
    program = (
        "import json, sys; from ui.tour.pictures import main;"
        " sys.exit(main(json.loads(sys.argv[1])))"
    )
    said = {
        "folder": str(Path(options.dir).resolve()),
        "data": options.data,
        "language": options.language or "",
        "theme": options.theme,
        "scale": scale,
        "size": [int(wide), int(high)],
        "now": options.now.isoformat() if options.now else "",
    }
    environment = dict(os.environ, QT_SCALE_FACTOR=str(scale))
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(said)],
        cwd=HOME,
        env=environment,
        capture_output=True,
        check=False,
    )
    try:
        pictures = json.loads(done.stdout.decode().splitlines()[-1])
    except (ValueError, IndexError) as error:
        print(done.stderr.decode(errors="replace")[-2000:], file=sys.stderr)
        raise NoPictures from error
    return Answer(pictures, [one["file"] for one in pictures["pictures"]])


def bench(_salon: None, options: Namespace) -> Answer:
    """Measure how fast it is, against limits taken in the same run."""
    from benchmarks.run import measure

    ratios = measure(
        options.data if _is_salon(options.data) else None, is_quick=options.quick
    )
    lines = [
        f"{one['what']:<50} {one['ratio']!s:>8} (target {one['target'] or '–'})"
        f" {one.get('salon', '')}".rstrip()
        for one in ratios
        if one["ratio"] is not None
    ]
    return Answer({"ratios": ratios}, lines)


def _is_salon(where: str) -> bool:
    return (Path(where) / "salon.db").exists()
