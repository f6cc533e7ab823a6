"""Desks that book, move, swap and cancel at once, as fast as they can, over few people.

    python -m benchmarks.raced_desks [--data postgresql://…] [--actions 2000]

Without `--data` it races over a new folder. Each desk is a process with two threads.
Printed are how many were done, why the others were refused, how often two crossed
(a server's deadlock) and were done again unseen, and what the check finds at the end.
"""

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from sqlalchemy import text

from salon.app import Salon
from salon.appointments.operations import Booking, Change, book, cancel, move, swap
from salon.errors import Crossed, SalonError
from salon.reports.queries import findings
from salon.rooms.tables import Room
from salon.staff.tables import StaffMember
from salon.work import Work
from tests.house import FRIDAY, HouseOpened, open_house, salon_at

HOME = Path(__file__).parents[1]
THREADS, DESKS = 2, 4
KNOWN = {"slot_taken", "nobody_free", "closed", "edited_elsewhere", "missing"}
KNOWN |= {"out_of_order"}  # of a visit another desk has cancelled
TWICE = text(
    "SELECT count(*) FROM hold a JOIN hold b ON a.resource = b.resource"
    " AND a.resource_id = b.resource_id AND a.day = b.day AND a.id < b.id"
    " AND a.start < b.until AND b.start < a.until"
)


def race(where: str, actions: int) -> int:
    """Let the desks race in an empty store; return 0 if all held."""
    with closing(salon_at(where, desk="first")) as salon:
        house = open_house(salon)
        people = [house.lea, *salon.do(_furnish)]
        known = [list(one) for one in ((house.amira, house.basia), people)]
        visits = [
            salon.do(book, Booking(house.amira, house.peel, FRIDAY, time(8 + n)))
            for n in range(6)
        ]
    said = json.dumps([where, actions // (THREADS * DESKS), *known, house.peel, visits])
    began = monotonic()
    desks = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.raced_desks", "--desk", f"{n} {said}"],
            cwd=HOME,
            stdout=subprocess.PIPE,
        )
        for n in range(DESKS)
    ]
    told = Counter[str]()
    for desk in desks:
        out, _none = desk.communicate()
        told.update(json.loads(out))
    took = monotonic() - began
    with closing(salon_at(where, desk="last")) as salon:
        sound = [one.rule for one in salon.ask(findings)]
        twice = salon.ask(lambda reading: reading.session.scalar(TWICE))
    done, crossed = told.pop("done"), told.pop("crossed", 0)
    print(f"{done} done in {took:.1f} s, {crossed} crossed and done again unseen")
    print(f"refused: {dict(told)}; held twice: {twice}; check: {sound or 'sound'}")
    return int(bool(sound or twice or set(told) - KNOWN))


def _furnish(work: Work) -> list[int]:
    for name in ("Attic", "Cellar"):
        work.add(Room(name=name))
    work.record(HouseOpened())
    return [work.add(StaffMember(name=name)).id for name in ("Mia", "Noa")]


def _desk(number: int, said: Any) -> None:
    where, count, clients, people, peel, visits = said
    told = Counter[str]()

    def work_on(salon: Salon, dice: Random) -> None:
        mine = list(visits)
        for _time in range(count):
            day = FRIDAY + timedelta(days=dice.choice((0, 3, 4, 5, 6)))
            start = time(dice.randrange(8, 20), dice.choice((0, 15, 30, 45)))
            who = dice.choice((None, *people))
            one, other = dice.sample(mine, 2)
            try:
                match dice.randrange(10):
                    case 0 | 1 | 2 | 3:
                        wish = Booking(
                            dice.choice(clients), peel, day, start, staff_id=who
                        )
                        mine.append(salon.do(book, wish))
                    case 4 | 5 | 6:
                        salon.do(move, one, Change(day, start, who))
                    case 7 | 8:
                        salon.do(swap, one, other)
                    case _:
                        gone = mine.pop() if len(mine) > len(visits) else one
                        salon.do(cancel, gone)
                told["done"] += 1
            except SalonError as error:
                told[error.kind()] += 1

    with closing(salon_at(where, 30.0, f"desk {number}")) as salon:
        does = salon._do  # noqa: SLF001 (to count what nobody sees)

        def counted(*given: Any, **more: Any) -> Any:
            try:
                return does(*given, **more)
            except Crossed:
                told["crossed"] += 1
                raise

        salon._do = counted  # type: ignore[method-assign]  # noqa: SLF001
        with ThreadPoolExecutor(THREADS) as hands:
            dices = [Random(THREADS * number + hand) for hand in range(THREADS)]
            list(hands.map(lambda dice: work_on(salon, dice), dices))
    print(json.dumps(told))


def main() -> int:
    """Race as the words say."""
    words = ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--data")
    words.add_argument("--actions", type=int, default=2_000)
    words.add_argument("--desk", help="for its own use")
    said = words.parse_args()
    if said.desk:
        number, _blank, rest = said.desk.partition(" ")
        _desk(int(number), json.loads(rest))
        return 0
    if said.data:
        return race(said.data, said.actions)
    with TemporaryDirectory() as place:
        return race(str(Path(place) / "salon"), said.actions)


if __name__ == "__main__":
    sys.exit(main())
