"""What typesetting costs above drawing: our plan against plain ReportLab calls.

The plain run makes the very same calls (Chinese, two photographs, a QR code), whose
places are then already known. Both start with the fonts read, as in a program that
has printed before, and with nothing of the text remembered.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from salon.paper import drawings, pages, text
from salon.paper.canvas import TaggedCanvas
from salon.paper.pages import bind
from salon.paper.sheets import Look, PageSize, Photograph
from salon.plans.document import treatment_plan
from salon.plans.invitation import calendar
from salon.plans.sheet import PlanSheet
from tests.paper.sheets import HEAD, PLAN_ZH

LOOK = Look(PageSize.A4, ("zh_CN",))
_STRUCTURE = ("marked", "grouped", "artifact", "read_as")


def plan_over_plain(rounds: int = 15) -> tuple[float, float]:
    """Return the seconds a Chinese plan takes, and those of its plain drawing."""
    sheet = replace(PLAN_ZH, photographs=_photographs())
    steps = _recorded(sheet)
    ours, plain = [], []
    for _round in range(rounds):
        ours.append(_seconds(lambda: bind(treatment_plan(sheet, HEAD, LOOK)).pdf))
        plain.append(_seconds(lambda: _plain(steps, sheet)))
    return median(ours), median(plain)


def _seconds(work: Callable[[], bytes]) -> float:
    text.forget()  # nothing is quick only because it was set before
    drawings.forget()
    start = perf_counter()
    work()
    return perf_counter() - start


def _photographs() -> tuple[Photograph, ...]:
    found = []
    for shade in (120, 150):
        file, picture = BytesIO(), Image.new("RGB", (900, 1200), (shade, 120, 110))
        picture.paste((shade + 60, 160, 150), (200, 300, 700, 900))
        picture.save(file, "JPEG")
        found.append(Photograph(file.getvalue(), "2026-11-23"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Step:
    """One call: of which object, by number, and with what."""

    owner: int
    name: str
    args: tuple[Any, ...]
    named: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Made:
    """What an earlier call has returned, by that call's number."""

    number: int


class _Tape:
    """Stands for a canvas, a text or a path, and remembers what it is asked."""

    def __init__(self, target: Any, steps: list[_Step], number: int) -> None:
        self.target, self.steps, self.number = target, steps, number

    def __getattr__(self, name: str) -> Any:
        if name in _STRUCTURE:  # plain ReportLab has none
            return getattr(self.target, name)

        def call(*args: Any, **named: Any) -> Any:
            given = [one.target if isinstance(one, _Tape) else one for one in args]
            kept = [
                _Made(one.number) if isinstance(one, _Tape) else one for one in args
            ]
            self.steps.append(_Step(self.number, name, tuple(kept), named))
            number = len(self.steps)
            made = getattr(self.target, name)(*given, **named)
            return _Tape(made, self.steps, number) if name[:5] == "begin" else made

        return call


def _recorded(sheet: PlanSheet) -> list[_Step]:
    """Return every call that the plan makes of its canvas."""
    steps: list[_Step] = []

    def tape(*args: Any, **named: Any) -> _Tape:
        return _Tape(TaggedCanvas(*args, **named), steps, 0)

    with patch.object(pages, "TaggedCanvas", tape):
        bind(treatment_plan(sheet, HEAD, LOOK))
    return steps


def _plain(steps: list[_Step], sheet: PlanSheet) -> bytes:
    """Draw the recorded calls on a canvas of ReportLab's own."""
    file = BytesIO()
    size = LOOK.size.value
    made: dict[int, Any] = {0: Canvas(file, size, pageCompression=1, invariant=1)}
    if dates := calendar(sheet.sessions, HEAD.salon):
        drawings.qr_modules(dates.text)
    photographs = iter(sheet.photographs)
    for number, step in enumerate(steps, 1):
        args = [
            made[one.number] if isinstance(one, _Made) else one for one in step.args
        ]
        if step.name == "drawImage":
            args[0] = ImageReader(BytesIO(next(photographs).picture))
        made[number] = getattr(made[step.owner], step.name)(*args, **step.named)
    return file.getvalue()


if __name__ == "__main__":
    seconds, plainly = plan_over_plain()
    print(f"{seconds:.3f} s, plain {plainly:.3f} s: {seconds / plainly:.2f}")
