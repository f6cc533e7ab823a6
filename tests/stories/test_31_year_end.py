"""A year's end: 420 are asked, 188 answer, and in June the promises come back.

Scenario 31 of the domain, with its numbers.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from salon.feedback.asking import questionnaires
from salon.feedback.model import How
from salon.paper.sheets import Look
from salon.reports.surveys import compose_forms, compose_round
from salon.surveys.answering import answer
from salon.surveys.comparing import Note
from salon.surveys.model import AskState, Way
from salon.surveys.operations import (
    close_round,
    draw_round,
    note_changed,
    promise_after,
)
from salon.surveys.queries import asks_of, given_in, promises_again, round_line
from salon.surveys.saying import change_said, figure_said, share_said
from salon.views.surveys import result_sight
from tests.house import open_house, salon_at
from tests.paper.reading import said
from tests.stories.hands import Hands
from tests.surveys.people import CONTENT, crowd

DECEMBER = datetime.fromisoformat("2026-12-01T09:00")
JUNE = datetime(2027, 6, 1, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
ANSWER = {"A": 48, "B": 78, "C": 62}  # of 61, 159 and 200: 188 of 420


def test_a_year_is_asked_told_and_promised(
    fresh_folder: Callable[[], Path], sit_down: Callable[..., Hands]
) -> None:
    folder = fresh_folder()
    with closing(salon_at(folder)) as salon:
        house = open_house(salon)
        people = crowd(house, {"A": 61, "B": 159, "C": 200})
        with salon.stopped_at(DECEMBER):
            drawn = salon.do(draw_round, seed=2026)

            # four weeks, 21 questions, 61 A clients and 36 others in person
            assert (drawn.asked, drawn.interviews) == (420, 61 + 36)
            line = salon.ask(round_line, drawn.round_id)
            assert (line.until - line.opened).days == 28
            assert len(questionnaires()["yearly"].questions) == 21
            asks = {one.client_id: one for one in salon.ask(asks_of, line.id)}
            spoken = [one for one in asks.values() if one.way is Way.INTERVIEW]
            assert {one.client_id for one in spoken} >= set(people["A"])

            nameless = 0
            for abc, count in ANSWER.items():
                for place, key in enumerate(people[abc][:count]):
                    more = {
                        "ye_rel_p": "4" if place % 3 else "3",
                        "ye_rel_e": "5",
                        "ye_nps": str(6 + place % 5),
                        "ye_afc_same": "1" if place % 4 == 0 else "0",
                        "ye_third": "4" if place % 2 else "3",
                        "ye_best": "A quiet hour" if place == 1 else "",
                    }
                    is_nameless = place % 10 == 9
                    nameless += is_nameless
                    how = How.CALL if asks[key].way is Way.INTERVIEW else How.PAPER
                    salon.do(
                        answer,
                        asks[key].code,
                        CONTENT | more,
                        how,
                        is_nameless=is_nameless,
                    )

            forms = salon.ask(compose_forms, line.id, Look())
            left = [
                one
                for one in salon.ask(asks_of, line.id, AskState.OPEN)
                if one.way is Way.PAPER
            ]
            assert len(forms.editions) == len(left)

            # staff cannot see names on anonymous answers, nor one by one who said what
            assert all(one.is_named for one in salon.ask(given_in, line.id))
            salon.do(close_round, line.id)
            given = salon.ask(given_in, line.id)
            assert len(given) == 188
            unnamed = [one for one in given if not one.is_named]
            assert len(unnamed) == nameless > 0
            assert all(one.about_id is None for one in unnamed)
            states = [one.state for one in salon.ask(asks_of, line.id)]
            assert states.count(AskState.NAMELESS) == nameless

            # the report on one sheet, with the warning that leavers answer less
            sight = salon.ask(result_sight)
            assert sight.found is not None
            rates = {one.group: one.share for one in sight.found.by_class}
            assert int(100 * (rates["A"].rate or 0)) == 78
            assert share_said(rates["C"]) == "31 %"
            assert Note.LEAVERS in sight.found.notes
            assert sight.found.dimensions[0].key == "reliability"
            nps = sight.found.measure("nps")
            assert "(" in figure_said("nps", nps.now)
            assert change_said(nps) == "nothing to compare with yet"
            paper = salon.ask(compose_round, line.id, Look()).set()
            assert paper.pages == 1
            text = said(paper)
            for one in ("Promiseskept", "Thethirdplace", "Twocontactssoundedalike"):
                assert one in text
            assert "Aquiethour" in text

            # three promises with names and dates
            salon.do(note_changed, line.id, "Nobody gets two offers in a month")
            for words in ("Warm beds", "Start on time", "Say what will not work"):
                salon.do(promise_after, line.id, words, house.lea, date(2027, 3, 1))

    with closing(salon_at(folder)) as salon, salon.stopped_at(JUNE):
        again = salon.ask(promises_again)
        assert [one.words for one in again] == [
            *("Warm beds", "Start on time", "Say what will not work")
        ]
    hands = sit_down(folder, "en", JUNE)
    hands.sees("Promised after the survey, by Léa: Warm beds")
