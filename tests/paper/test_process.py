"""What printing asks of the computer."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from salon.paper.pages import Paper, bind
from salon.paper.sheets import Look, PageSize
from salon.plans.document import treatment_plan
from salon.plans.sheet import PlanSheet
from tests.paper.sheets import HEAD, PLAN, PLAN_ZH

ROOT = Path(__file__).parents[2]
PRINT = (
    "from salon.paper.pages import bind; "
    "from salon.plans.document import treatment_plan; "
    "from tests.paper.sheets import HEAD, PLAN_ZH; "
    "import sys; sys.stdout.buffer.write(bind(treatment_plan(PLAN_ZH, HEAD)).pdf)"
)
SHEETS = (
    "import sys, salon.paper.sheets, salon.plans.sheet, salon.plans.invitation, "
    "salon.treatments.sheet, salon.aftercare.sheet, salon.appointments.sheet; "
    "print([name for name in sys.modules if name.split('.')[0] == 'reportlab'])"
)


def run(code: str, temporary: Path) -> bytes:
    environment = os.environ | {
        "TMPDIR": str(temporary),
        "TEMP": str(temporary),
        "TMP": str(temporary),
        "HOME": str(temporary),
    }
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_printing_leaves_nothing_behind_and_prints_the_same_in_a_new_process(
    tmp_path: Path,
) -> None:
    assert run(PRINT, tmp_path) == bind(treatment_plan(PLAN_ZH, HEAD, Look())).pdf
    assert list(tmp_path.iterdir()) == []


def test_filling_a_sheet_does_not_load_the_typesetter(tmp_path: Path) -> None:
    assert run(SHEETS, tmp_path).strip() == b"[]"


def printed(job: tuple[PlanSheet, Look]) -> Paper:
    sheet, look = job
    return bind(treatment_plan(sheet, HEAD, look))


def test_papers_set_at_once_in_several_threads_are_as_if_set_alone() -> None:
    jobs = [
        (sheet, Look(size, (language,)))
        for sheet in (PLAN, PLAN_ZH)
        for size in (PageSize.A4, PageSize.A5)
        for language in ("en", "zh_CN")
    ]
    alone = [printed(job) for job in jobs]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(printed, jobs * 2))

    assert together == alone * 2
