"""The board of today in words, where the day is longer than its hours."""

from dataclasses import replace
from datetime import time

import pytest

from salon.app import Salon
from salon.appointments.model import minute_of
from salon.appointments.slipping import Overrun, Slip, TakenUp
from salon.text import use_language
from salon.views.board import board_of
from salon.views.day import Gap
from salon.views.today import day_at_a_glance
from ui.today.lines import board_lines


@pytest.mark.parametrize(
    ("start", "shown", "said"),
    [
        (24 * 60 - 1, "23:59", "starts 23:59, not 23:"),
        (24 * 60, "00:00", "starts 00:00 after midnight, not 23:"),
        (24 * 60 + 1, "00:01", "starts 00:01 after midnight, not 23:"),
    ],
)
def test_a_visit_that_slips_past_midnight_is_said(
    day_salon: Salon, start: int, shown: str, said: str
) -> None:
    use_language("en")
    day = day_salon.ask(day_at_a_glance)
    board = board_of(day)
    last = board.next[-1]
    late = start - (23 * 60 + 30)
    slip = Slip(last.visit.id, start, late, True)
    slipped = replace(last, slip=slip)
    overrun = Overrun(last.visit.id, 30, (slip,), TakenUp.GAP, start + 30)
    first = replace(board.next[0], overrun=overrun)
    board = replace(
        board,
        next=(first, *board.next[1:-1], slipped),
        gaps=(Gap(1, "Ana", time(21), time(22)),),
    )
    lines = board_lines(day, board, unfolded=(), shows_done=False)
    line = next(one for one in lines if one.key == last.visit.id)
    assert line.time == shown
    assert said in "\n".join(one.name for one in lines)
    names = [one.key for one in lines]
    gap = next(at for at, one in enumerate(lines) if "free with" in one.name)
    assert gap < names.index(last.visit.id)
    assert minute_of(time(21)) < start


def test_two_of_one_name_are_told_apart_by_their_numbers(day_salon: Salon) -> None:
    day = day_salon.ask(day_at_a_glance)
    one, other = board_of(day).next[:2]
    twins = tuple(
        replace(visit, client="Mei Li", phone=f"+44770090{end}")
        if visit.id in (one.visit.id, other.visit.id)
        else visit
        for visit in day.visits
        for end in [1001 if visit.id == one.visit.id else 2002]
    )
    day = replace(day, visits=twins)
    lines = board_lines(day, board_of(day), unfolded=(), shows_done=False)
    names = {line.name for line in lines}
    assert {"Mei Li (1001)", "Mei Li (2002)"} <= names
    assert "Mei Li" not in names
