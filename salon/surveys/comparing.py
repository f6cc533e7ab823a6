"""What a round says, and whether it differs from the one before.

Plain arithmetic on what was answered; the words for it are in `saying`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from salon.loyalty.statistics import (
    DETRACTS,
    PROMOTES,
    Share,
    Span,
    mean,
    nps,
)
from salon.text import N_

CONTENT = 3.5  # of five on average: from here on it is a 4 when rounded
ENOUGH = 3  # of the five questions how we do: fewer say nothing of one's content
MATTERS = 4.0  # of five: what is important
DIMENSIONS = {
    "tangibles": ("ye_tan_e", "ye_tan_p", N_("The place")),
    "reliability": ("ye_rel_e", "ye_rel_p", N_("Promises kept")),
    "responsiveness": ("ye_res_e", "ye_res_p", N_("Quick and on time")),
    "assurance": ("ye_ass_e", "ye_ass_p", N_("Knowing the work")),
    "empathy": ("ye_emp_e", "ye_emp_p", N_("Knowing the client")),
}
LATE = ("overdue", "lapsing", "lost")  # states of those who come less
_TOO_FEW, _RIGHT, _TOO_MANY, _NO_USE = range(4)
_SOMETIMES, _OFTEN = 1, 2
_WELCOME = 0
_CLASSES = ("A", "B", "C", "Z", "")


class Note(StrEnum):
    """What has to be said with the figures."""

    NOBODY = "nobody"
    ALL_EQUAL = "all_equal"
    ONE_PERSON = "one_person"
    FEW = "few"
    NO_CLASSES = "no_classes"
    LEAVERS = "leavers"  # they answered less: praise is of those who stayed
    MISSING = "missing"  # scores were left out


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the five: how important, and how well we do it."""

    key: str
    name: str
    importance: float
    performance: float
    count: int
    before: float | None = None  # the difference of the round before
    is_real: bool = False  # whether that is a real change

    @property
    def gap(self) -> float:
        """How much better we are than it is important; below nothing is to mend."""
        return round(self.performance - self.importance, 6)

    @property
    def is_first(self) -> bool:
        """Whether it is important and we fall short of it."""
        return self.importance >= MATTERS and self.gap < 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, between what it lies, and of how many answers."""

    span: Span | None
    count: int
    share: Share | None = None
    promote: int = 0
    detract: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of this round beside the one before."""

    key: str
    now: Figure
    before: Figure | None = None

    @property
    def is_real(self) -> bool | None:
        """Whether it really changed; None where there is nothing to compare."""
        if self.before is None or self.before.span is None or self.now.span is None:
            return None
        return not self.now.span.meets(self.before.span)

    @property
    def is_better(self) -> bool:
        """Whether it is higher than before."""
        assert self.before is not None
        assert self.before.span is not None
        assert self.now.span is not None
        return self.now.span.value > self.before.span.value


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a group have answered."""

    group: str  # a class or a state; "": not worked out
    share: Share


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a round says."""

    asked: int
    answered: int
    interviews: Share
    others: Share
    by_class: tuple[Rate, ...]
    by_state: tuple[Rate, ...]
    measures: tuple[Measure, ...]  # content, gap, nps
    dimensions: tuple[Dimension, ...]  # what is to be mended first stands first
    better: tuple[int, int, int]  # worse, the same, better than a year ago
    care: tuple[int, int, int, int]  # too few, right, too many, not useful
    alike: Measure
    third: Measure
    welcome: Measure
    wishes: tuple[tuple[int, int], ...]  # option of `ye_new`, and how many
    best: tuple[str, ...]
    worst: tuple[str, ...]
    why: tuple[str, ...]
    notes: tuple[Note, ...]
    one_person: str = ""

    def measure(self, key: str) -> Measure:
        """Return one of the measures."""
        return next(one for one in self.measures if one.key == key)


@dataclass(frozen=True, slots=True)
class Round:
    """What is known of a round: who was asked, and what was said."""

    stands: Sequence[tuple[str, str, bool, bool]]  # class, state, in person, answered
    answers: Sequence[Mapping[str, str]]
    recommends: Sequence[int]
    about: Sequence[str] = ()  # therapists of those who gave their names


def compared(now: Round, before: Round | None = None) -> Comparison:
    """Return what a round says, each figure beside the round before."""
    answered = [one for one in now.stands if one[3]]
    by_class = _rates(now.stands, 0, _CLASSES)
    by_state = _rates(now.stands, 1, ("active", "due", *LATE, ""))
    measures = tuple(
        Measure(key, make(now), make(before) if before is not None else None)
        for key, make in (("content", _content), ("gap", _gap), ("nps", _nps))
    )

    def share(key: str, option: Sequence[str], question: str) -> Measure:
        def make(one: Round) -> Figure:
            given = _given(one, question)
            return _figure(Share(sum(each in option for each in given), len(given)))

        return Measure(key, make(now), make(before) if before is not None else None)

    people = set(filter(None, now.about))
    return Comparison(
        asked=len(now.stands),
        answered=len(answered),
        interviews=_share([one for one in now.stands if one[2]]),
        others=_share([one for one in now.stands if not one[2]]),
        by_class=by_class,
        by_state=by_state,
        measures=measures,
        dimensions=_dimensions(now, before),
        better=_counts(now, "ye_ref", 3),  # type: ignore[arg-type]
        care=_counts(now, "ye_afc", 4),  # type: ignore[arg-type]
        alike=share("alike", (str(_SOMETIMES), str(_OFTEN)), "ye_afc_same"),
        third=share("third", ("4", "5"), "ye_third"),
        welcome=share("welcome", (str(_WELCOME),), "ye_promo"),
        wishes=_wishes(now),
        best=_words(now, "ye_best"),
        worst=_words(now, "ye_worst"),
        why=_words(now, "ye_why"),
        notes=_notes(now, by_class, by_state, measures, people),
        one_person=next(iter(people)) if len(people) == 1 else "",
    )


def _given(one: Round, question: str) -> list[str]:
    return [each[question] for each in one.answers if each.get(question)]


def _share(some: Sequence[tuple[str, str, bool, bool]]) -> Share:
    return Share(sum(one[3] for one in some), len(some))


def _rates(
    stands: Sequence[tuple[str, str, bool, bool]], place: int, order: Sequence[str]
) -> tuple[Rate, ...]:
    known = {one[place] for one in stands}
    groups = [group for group in order if group in known]
    return tuple(
        Rate(group, _share([one for one in stands if one[place] == group]))
        for group in groups
    )


def _figure(share: Share) -> Figure:
    return Figure(share.span, share.of, share)


def _content(one: Round) -> Figure:
    """Return how many are content: who gives us 4 or 5 of five on average."""
    scored = []
    for each in one.answers:
        given = [
            int(each[how])
            for _important, how, _name in DIMENSIONS.values()
            if each.get(how)
        ]
        if len(given) >= ENOUGH:
            scored.append(sum(given) / len(given))
    return _figure(Share(sum(score >= CONTENT for score in scored), len(scored)))


def _gaps(each: Mapping[str, str]) -> list[int]:
    return [
        int(each[how]) - int(each[important])
        for important, how, _name in DIMENSIONS.values()
        if each.get(how) and each.get(important)
    ]


def _gap(one: Round) -> Figure:
    """Return the mean of each one's own mean gap: people count, not questions."""
    own = [sum(gaps) / len(gaps) for each in one.answers if (gaps := _gaps(each))]
    return Figure(mean(own), len(own))


def _nps(one: Round) -> Figure:
    scores = list(one.recommends)
    return Figure(
        nps(scores),
        len(scores),
        promote=sum(score >= PROMOTES for score in scores),
        detract=sum(score <= DETRACTS for score in scores),
    )


def _dimensions(now: Round, before: Round | None) -> tuple[Dimension, ...]:
    found = []
    for key, (important, how, name) in DIMENSIONS.items():
        mine = _pair(now, important, how)
        if mine is None:
            continue
        importance, performance, gaps = mine
        last = _pair(before, important, how) if before is not None else None
        span, other = mean(gaps), mean(last[2]) if last is not None else None
        is_real = span is not None and other is not None and not span.meets(other)
        found.append(
            Dimension(
                *(key, name, importance, performance, len(gaps)),
                last[1] - last[0] if last is not None else None,
                is_real,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.gap, -one.importance, one.key)))


def _pair(
    one: Round, important: str, how: str
) -> tuple[float, float, list[int]] | None:
    """Return both means and the differences, of those who answered both."""
    both = [
        (int(each[important]), int(each[how]))
        for each in one.answers
        if each.get(important) and each.get(how)
    ]
    if not both:
        return None
    count = len(both)
    return (
        sum(importance for importance, _p in both) / count,
        sum(performance for _i, performance in both) / count,
        [performance - importance for importance, performance in both],
    )


def _counts(one: Round, question: str, options: int) -> tuple[int, ...]:
    counted = Counter(_given(one, question))
    return tuple(counted[str(place)] for place in range(options))


def _wishes(one: Round) -> tuple[tuple[int, int], ...]:
    counted = Counter(
        int(place) for each in _given(one, "ye_new") for place in each.split(",")
    )
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _words(one: Round, question: str) -> tuple[str, ...]:
    """Return what was said, the longest first: it says most."""
    said = dict.fromkeys(text.strip() for text in _given(one, question))
    return tuple(sorted(filter(None, said), key=lambda text: (-len(text), text)))


def _notes(
    now: Round,
    by_class: Sequence[Rate],
    by_state: Sequence[Rate],
    measures: Sequence[Measure],
    people: set[str],
) -> tuple[Note, ...]:
    found = []
    count = len(now.answers)
    if not count:
        return (Note.NOBODY,)
    if count < 30:
        found.append(Note.FEW)
    if len(now.recommends) > 1 and len(set(now.recommends)) == 1:
        found.append(Note.ALL_EQUAL)
    if len(people) == 1 and count > 1:
        found.append(Note.ONE_PERSON)
    if any(one.now.count < count for one in measures):
        found.append(Note.MISSING)
    if {rate.group for rate in by_class} <= {""}:
        found.append(Note.NO_CLASSES)
    late = _together(by_state, LATE)
    there = _together(by_state, ("active", "due"))
    low = _together(by_class, ("C", "Z"))
    high = _together(by_class, ("A",))
    if _less(late, there) or _less(low, high):
        found.append(Note.LEAVERS)
    return tuple(found)


def _together(rates: Sequence[Rate], groups: Sequence[str]) -> Share:
    mine = [rate.share for rate in rates if rate.group in groups]
    return Share(sum(one.part for one in mine), sum(one.of for one in mine))


def _less(one: Share, other: Share) -> bool:
    return one.rate is not None and other.rate is not None and one.rate < other.rate
