"""What a list would bring, worked out before anything is stored.

It only reads, so nobody is held up by it, however long a list is. What it finds are
plain values in a `Spool`; `storing` writes them.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names
from salon.clients.queries import erasing
from salon.errors import Stopped
from salon.exchange.adding import Addition, File, Said, Told, asked_of, compare, told_of
from salon.exchange.matching import Book, Match, alike, are_turned
from salon.exchange.model import MB, Incoming
from salon.exchange.outcome import LEFT, Outcome, RowResult
from salon.exchange.queries import Person, book_of_clients, files_of, persons
from salon.exchange.storing import More
from salon.settings.queries import premises
from salon.skin.model import BadPicture
from salon.skin.pictures import Prepared as Picture
from salon.skin.pictures import prepared as prepared_picture
from salon.store.chain import head
from salon.store.spool import Spool
from salon.text import N_, _, listed, sentences
from salon.work import Reading

Progress = Callable[[int], bool]  # rows so far; True: go on, False: stop
STEP = 500  # rows between two looks at Cancel
CHUNK = 2_500  # rows that are stored together
HEAVY = 8 * MB  # of pictures; so many rows at most

SHARED = N_("Same phone as {names}")
LACKS = N_("The salon asks this of every client: {fields}")
NAMESAKE = N_(
    "{whom} has the same name, and nothing else says whether it is one person. If it "
    "is, join the two files."
)
OTHER_BIRTHDAY = N_(
    "{whom} has the same name and another birthday, so they are two people here."
)
TURNED = N_(
    "{whom} has the same number and the same names in another order. If it is one "
    "person, join the two files."
)
BESIDE = N_(
    "{whom} in this list has the same name and another number, so they are two people "
    "here."
)
SAME = N_("This is {whom}")
ADDED = N_("Added: {what}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some thousand rows: which of the new clients, and of the pictures."""

    new: range
    pictures: range
    has_more: bool


@dataclass(slots=True)
class Ready:
    """All that a list brings, ready to be stored."""

    file: str
    seq: int  # the action of the history up to which the files were compared
    outcome: Outcome = field(default_factory=Outcome)
    chunks: list[Chunk] = field(default_factory=list)
    spool: Spool = field(default_factory=Spool)

    def people(self, chunk: Chunk) -> Iterator[Told]:
        """Yield who is new of a chunk."""
        if chunk.new:
            yield from self.spool.between("new", chunk.new[0], chunk.new[-1])

    def more(self, number: int) -> More:
        """Return what a chunk adds to files that are there by then."""
        return More.of(self.spool.get("more", number))

    def pictures(self, chunk: Chunk) -> Iterator[tuple[int, Picture]]:
        """Yield the pictures of a chunk, each with whose it is."""
        if chunk.pictures:
            first, last = chunk.pictures[0], chunk.pictures[-1]
            for key, *said in self.spool.between("picture", first, last):
                yield key, Picture(*said)


def prepare(
    reading: Reading,
    people: Iterable[Incoming],
    file: str,
    progress: Progress | None = None,
) -> Ready:
    """Return what a list would bring, of the records as they are now.

    Raises:
        Stopped: *progress* said so.
        CannotRead: The file turned out to be broken on the way.
    """
    with _uncollected():
        preparing = _Preparing(reading, file[:400], progress)
        for number, her in enumerate(people):
            if number % STEP == 0:
                preparing.go_on(number)
            preparing.look_at(her)
        return preparing.end()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for circles among a million objects that make none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Preparing:
    """A list that is being looked through, some thousand rows at a time."""

    def __init__(self, reading: Reading, file: str, progress: Progress | None) -> None:
        self._reading = reading
        self._progress = progress
        self._book: Book = book_of_clients(reading, file)
        self._ready = Ready(file, head(reading.session.connection()).seq)
        self._rows: list[tuple[int, Incoming, Match]] = []  # at hand, with their place
        self._results: list[RowResult | None] = []  # of the rows at hand, and between
        self._notes: dict[int, tuple[int, list[str]]] = {}  # of new ones: number, said
        self._weight = 0  # of the pictures at hand, in bytes
        self._grown: set[int] = set()  # files that know more now
        self._pictures = 0
        self._required = _required(reading)
        self._erasing = {int(key): str(why) for key, why in erasing(reading).items()}
        self._begun = (0, 0)  # new clients and pictures before those at hand
        self._seen = 0

    def go_on(self, seen: int = 0) -> None:
        """Tell how many rows were seen; raises Stopped."""
        self._seen = max(self._seen, seen)
        if self._progress is not None and not self._progress(self._seen):
            raise Stopped

    def look_at(self, her: Incoming) -> None:
        """Take one more row."""
        outcome, refused = self._ready.outcome, her.refused
        if her.is_client and not refused:
            match = self._book.take(her, -1 - outcome.new)
            refused = self._erasing.get(match.key or 0, "")
        if not her.is_client:
            self._results.append(RowResult(her.row, "not_a_client"))
        elif refused:
            outcome.refused += 1
            why = (refused, her.warnings, her.name)
            self._results.append(RowResult(her.row, "refused", None, *why))
        else:
            if match.key is None:
                number = outcome.new
                outcome.new += 1
                self._ready.spool.put("new", number, told_of(her))
                said = self._keep_picture(-1 - number, her)
                self._notes[len(self._results)] = number, said
            else:
                outcome.matched += 1
                outcome.again += match.key < 0
            self._rows.append((len(self._results), her, match))
            self._results.append(None)
            self._weight += len(her.photo or b"")
        if len(self._results) >= CHUNK or self._weight > HEAVY:
            self._end_chunk()

    def end(self) -> Ready:
        """Look at what is left, and return all of it."""
        self._end_chunk()
        self._ready.outcome.more = sum(key > 0 for key in self._grown)
        return self._ready

    def _end_chunk(self) -> None:
        self.go_on()
        first_new, first_picture = self._begun
        number = self._ready.outcome.new
        self._say_new()
        more = self._add()
        chunks = self._ready.chunks
        if more:
            self._ready.spool.put("more", len(chunks), more.plain())
        pictures = range(first_picture, self._pictures)
        chunks.append(Chunk(range(first_new, number), pictures, bool(more)))
        self._begun = number, self._pictures
        for result in self._results:
            assert result is not None
            self._ready.outcome.rows.append(result)
        self._rows, self._results, self._notes = [], [], {}
        self._weight = 0

    def _keep_picture(self, key: int, her: Incoming) -> list[str]:
        """Make a picture fit to keep; return what could not be taken, in words."""
        if her.photo is None:
            return []
        try:
            made = prepared_picture(her.photo, her.name)
        except BadPicture as error:
            return [str(error)]
        said = (key, made.image, made.thumb, made.width, made.height)
        self._ready.spool.put("picture", self._pictures, said)
        self._ready.spool.put("pictured", key, True)
        self._pictures += 1
        return []

    def _say_new(self) -> None:
        """Say what becomes of the rows that are new, and who they may be."""
        notes = self._notes
        of_new = [(at, her, match) for at, her, match in self._rows if at in notes]
        asked = {
            key
            for _at, _her, match in of_new
            for key in (*match.sharing, *match.namesakes, match.beside)
            if key is not None
        }
        known = self._persons(asked)
        for at, her, match in of_new:
            number, said = notes[at]
            warnings = (*her.warnings, *said)
            questions: tuple[str, ...] = ()
            turned = _turned(her, match, known)
            if turned is None and (shared := _sharing(her, match, known)):
                warnings = (*warnings, _(SHARED).format(names=listed(shared[:3])))
            twin = turned or _likeliest(her, match, known)
            if turned is not None:
                questions = (_(TURNED).format(whom=turned.shown),)
                warnings = (*warnings, *questions)
            elif twin is not None and _may_be_one(her, twin):
                questions = (_(NAMESAKE).format(whom=twin.shown),)
                warnings = (*warnings, *questions)
            elif twin is not None:
                warnings = (*warnings, _(OTHER_BIRTHDAY).format(whom=twin.shown))
                twin = None
            elif match.beside is not None and _may_be_one(her, known[match.beside]):
                other = known[match.beside].shown
                warnings = (*warnings, _(BESIDE).format(whom=other))
            known_of_her = _answers_of(her)
            lacks = [said for ref, said in self._required if ref not in known_of_her]
            if lacks:
                warnings = (*warnings, _(LACKS).format(fields=listed(lacks)))
            if her.allergies or her.conditions:
                names = map(self._condition, her.conditions)
                questions = (*questions, asked_of([*her.allergies, *names]))
            questions = (*questions, *her.asks)
            self._results[at] = RowResult(
                *(her.row, "new", -1 - number, sentences(warnings), warnings),
                name=her.name,
                questions=questions,
                namesake=twin.id if twin is not None else None,
                is_grave=twin is not None or her.has_lost,
            )

    def _add(self) -> More:
        """Return what the files of those known already lack."""
        more = More()
        keys = {match.key for _at, _her, match in self._rows if match.key is not None}
        files = self._files(keys)
        grown = set[int]()
        for at, her, match in self._rows:
            if match.key is None:
                continue
            file = files[match.key]
            what = compare(her, file, self._condition)
            warnings = (*her.warnings, *self._add_picture(her, file, what))
            more.take(file, what)
            if what.added:
                grown.add(file.key)
            self._results[at] = _row_of_known(her, file, what, warnings)
        for key in grown:
            _keep_file(self._ready.spool, files[key])
        self._grown |= grown
        return more

    def _add_picture(self, her: Incoming, file: File, what: Addition) -> list[str]:
        if her.photo is None:
            return []
        if file.has_photo:
            here = _(N_("another one"))
            what.left.append(Said("photo", _(N_("a picture")), here))
            return []
        if bad := self._keep_picture(file.key, her):
            return bad
        file.has_photo = True
        what.added.append(Said("photo", _(N_("a picture"))))
        return []

    def _files(self, keys: set[int]) -> dict[int, File]:
        """Return files as they are with what the list has added so far."""
        found: dict[int, File] = {}
        spool, there = self._ready.spool, list[int]()
        for key in keys:
            if (kept := spool.get("file", key)) is not None:
                found[key] = _file(key, kept)
            elif key > 0:
                there.append(key)
            else:
                new = spool.get("new", -1 - key)
                has_photo = spool.get("pictured", key) is not None
                found[key] = _file_of_new(key, new, has_photo=has_photo)
        return found | files_of(self._reading, there)

    def _persons(self, keys: set[int]) -> dict[int, Person]:
        spool = self._ready.spool
        ours = {key for key in keys if key < 0 or spool.get("file", key) is not None}
        found = persons(self._reading, keys - ours)
        for key, file in self._files(ours).items():
            number = next((one["number"] for one in file.phones), "")
            found[key] = Person(key, file.row["name"], file.birthday, number)
        return found

    def _condition(self, ref: str) -> str:
        names = all_names(self._reading, Subject.HEALTH_CONDITION).get(ref)
        return str(names) if names is not None else ref


def _sharing(her: Incoming, match: Match, known: dict[int, Person]) -> list[str]:
    like = alike(her.name)
    others = (known[key].name for key in match.sharing)
    return list(dict.fromkeys(name for name in others if alike(name) != like))


def _required(reading: Reading) -> list[tuple[str, str]]:
    """Return what the salon asks of every client, with what it is called."""
    required = premises(reading).required_fields
    if not required:
        return []
    names = all_names(reading, Subject.CLIENT_FIELD)
    return [(ref, str(names.get(ref, ref))) for ref in required]


def _answers_of(her: Incoming) -> set[str]:
    """Return the questions of the file that a row answers."""
    said: dict[str, object] = {
        "family_name": her.family or her.name,
        "given_name": her.given or her.name,
        "name_reading": her.latin,
        "nickname": her.called,
        "mobile": her.phones,
        "mobile_2": her.phones[1:],
        "birth_solar": her.birthday or her.lunar,
        "birth_lunar_month": her.lunar,
        "birth_lunar_day": her.lunar,
        "preferred_language": her.language,
        "email": her.email,
        "wechat_id": her.wechat,
        "client_no": her.card_no,
        "gender": her.gender,
    }
    return {ref for ref, value in said.items() if value} | her.facts.keys()


def _turned(her: Incoming, match: Match, known: dict[int, Person]) -> Person | None:
    """Return who has one of her numbers, and her names in another order."""
    others = (known[key] for key in match.sharing)
    return next((one for one in others if are_turned(one.name, her.name)), None)


def _likeliest(her: Incoming, match: Match, known: dict[int, Person]) -> Person | None:
    """Return the namesake whose birthday is nearest to hers; the first of several."""
    others = [known[key] for key in match.namesakes]
    return min(others, key=lambda one: _distance(her, one), default=None)


def _distance(her: Incoming, other: Person) -> tuple[int, int]:
    mine, theirs = her.birthday, other.birthday
    if mine is None or theirs is None:
        return 1, 0
    years = mine.year - theirs.year if mine.year and theirs.year else 0
    months, days = mine.month - theirs.month, mine.day - theirs.day
    apart = abs(years * 366 + months * 31 + days)
    return (0 if not apart else 2), apart


def _row_of_known(
    her: Incoming, file: File, what: Addition, warnings: tuple[str, ...]
) -> RowResult:
    """Say what becomes of a row whose person is known already."""
    said = [_(SAME).format(whom=file.in_words)]
    if what.added:
        said.append(_(ADDED).format(what=sentences(one.text for one in what.added)))
    questions = (what.question,) if what.question else ()
    if any(one.field == "note" for one in what.added):
        questions = (*questions, *her.asks)  # else its answer was asked for before
    left = tuple(one.text for one in what.left)
    if left:
        said.append(_(LEFT).format(what=sentences(left)))
    return RowResult(
        *(her.row, "matched", file.key, sentences(said), (*warnings, *left)),
        *(her.name, file.shown, tuple(what.added), tuple(what.left), questions),
        is_grave=her.has_lost,
        is_again=file.key < 0,
    )


def _may_be_one(her: Incoming, other: Person) -> bool:
    """Return whether two of a name may be one person: no birthday speaks against it."""
    mine, theirs = her.birthday, other.birthday
    if mine is None or theirs is None:
        return True
    years = {mine.year, theirs.year} - {None}
    is_same_day = (mine.month, mine.day) == (theirs.month, theirs.day)
    return is_same_day and len(years) < 2


# Files as plain values

_TEXTS = (
    *("name", "family", "given", "called", "latin", "language", "card_no", "gender"),
    *("email", "wechat", "note"),
)
_NUMBERS = ("birth_year", "birth_month", "birth_day", "lunar_month", "lunar_day")
_ROW = dict.fromkeys(_TEXTS, "") | dict.fromkeys((*_NUMBERS, "lunar_leap"))


def _file_of_new(key: int, told: Told, *, has_photo: bool) -> File:
    row, phones, facts, allergies, conditions = told
    stored = {name: (True, value) for name, value in facts.items()}
    open_ones = dict.fromkeys(conditions)
    return File(key, _ROW | row, phones, stored, allergies, open_ones, has_photo)


def _keep_file(spool: Spool, file: File) -> None:
    """Keep a file as it will be once the rows at hand are stored."""
    row = {name: file.row[name] for name in _ROW}
    facts = {name: value for name, (_is_stored, value) in file.facts.items()}
    ended = {
        ref: None if until is None else until.toordinal()
        for ref, until in file.conditions.items()
    }
    said: Any = (row, file.phones, facts, file.allergies, ended, file.has_photo)
    spool.put("file", file.key, said)


def _file(key: int, kept: Any) -> File:
    row, phones, facts, allergies, ended, has_photo = kept
    until = {ref: one and date.fromordinal(one) for ref, one in ended.items()}
    stored = {name: (True, value) for name, value in facts.items()}
    return File(key, row, phones, stored, allergies, until, has_photo)
