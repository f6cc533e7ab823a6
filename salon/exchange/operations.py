"""What the owner does with whole lists of clients."""

import gc
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from sqlalchemy import select

from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names
from salon.clients.queries import find_ids
from salon.clients.tables import Client, ImportBatch
from salon.errors import SalonError, Stopped
from salon.exchange.adding import Addition, File, Said, asked_of, compare
from salon.exchange.events import (
    ClientsExported,
    ImportTakenBack,
    taken_in,
)
from salon.exchange.matching import Book, Match, alike
from salon.exchange.model import Incoming, Outgoing
from salon.exchange.queries import (
    Person,
    book_of_clients,
    files_of,
    outgoing_clients,
    persons,
)
from salon.exchange.storing import More, New
from salon.exchange.taking_back import Kept, put_back, remove, why_kept
from salon.rights import Right
from salon.store.search import sweeping
from salon.text import N_, _, listed, sentences
from salon.work import Work, needs

Progress = Callable[[int], bool]  # rows so far; True: go on, False: stop
MANY = 1_000  # clients; from here on the index is written anew
STEP = 500  # rows between two looks at Cancel
CHUNK = 2_500  # rows that are held before they are stored

SHARED = N_("Same phone as {names}")
NAMESAKE = N_(
    "{whom} has the same name, and nothing else says whether it is one person. If it "
    "is, join the two files."
)
OTHER_BIRTHDAY = N_(
    "{whom} has the same name and another birthday, so they are two people here."
)
SAME = N_("This is {whom}")
ADDED = N_("Added: {what}")
LEFT = N_("Left as it was: {what}")


@dataclass(eq=False)
class NoSuchImport(SalonError):
    """There is no import of that number, or it was taken back already."""

    batch: str

    text = N_("There is no import {batch}. Look at the list of imports.")


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row of a list."""

    row: int
    status: str  # new, matched, refused, not_a_client
    client_id: int | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()
    name: str = ""
    whom: str = ""  # who is known already, name and number
    added: tuple[Said, ...] = ()  # to the file of somebody known
    left: tuple[Said, ...] = ()  # what the file says otherwise, and still says
    questions: tuple[str, ...] = ()  # what a person has to ask or to decide
    namesake: int | None = None  # who may be the same person


_UNTIL_STORED = RowResult(0, "new")


@dataclass(slots=True)
class Outcome:
    """What a list brought."""

    batch_id: int | None = None
    new: int = 0
    matched: int = 0
    refused: int = 0
    more: int = 0  # files of those known already that know more now
    rows: list[RowResult] = field(default_factory=list)

    def rejects(self) -> dict[int, str]:
        """Return the rows that were not taken whole, by number, each with why."""
        return {
            row.row: _(LEFT).format(what=sentences(one.text for one in row.left))
            if row.left
            else row.reason
            for row in self.rows
            if row.status == "refused" or row.left
        }


@needs(Right.EXCHANGE)
def import_clients(
    work: Work,
    people: Iterable[Incoming],
    file: str,
    *,
    is_trial: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Take a list of clients in, whole or not at all, as one action.

    Who is known already gets what her file lacks; what it says otherwise stays.

    Args:
        work: As ever.
        people: As `salon.exchange.child.read` gives them.
        file: The file's name, for the history.
        is_trial: Look what would become of each row, and store nothing.
        progress: Told how many rows are stored; returns False to stop.

    Raises:
        Stopped: *progress* said so; nothing is kept.
        CannotRead: The file turned out to be broken on the way.
    """
    with _uncollected():
        taking = _Taking(work, file[:400], progress, is_trial)
        with work.tried() if is_trial else nullcontext():
            for number, her in enumerate(people):
                if number % STEP == 0:
                    taking.go_on(number)
                taking.look_at(her)
            return taking.end()


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


class _Taking:
    """A list on its way in, some thousand rows at a time."""

    def __init__(
        self, work: Work, file: str, progress: Progress | None, is_trial: bool
    ) -> None:
        self._work, self._file = work, file
        self._progress, self._is_trial = progress, is_trial
        self._book: Book = book_of_clients(work, file)
        self._outcome = Outcome()
        self._batch: ImportBatch | None = None
        self._made = array("q")  # ids of the new clients, in the order of the list
        self._rows: list[tuple[int, Incoming, Match]] = []  # at hand, with their place
        self._grown: set[int] = set()  # files that know more now
        self._seen = 0

    def go_on(self, seen: int = 0) -> None:
        """Tell how many rows were seen; raises Stopped."""
        self._seen = max(self._seen, seen)
        if self._progress is not None and not self._progress(self._seen):
            raise Stopped

    def look_at(self, her: Incoming) -> None:
        """Take one more row."""
        outcome = self._outcome
        if not her.is_client:
            outcome.rows.append(RowResult(her.row, "not_a_client"))
            return
        if her.refused:
            outcome.refused += 1
            said = (her.refused, her.warnings, her.name)
            outcome.rows.append(RowResult(her.row, "refused", None, *said))
            return
        match = self._book.take(her, -1 - outcome.new)
        if match.key is None:
            outcome.new += 1
        else:
            outcome.matched += 1
        self._rows.append((len(outcome.rows), her, match))
        outcome.rows.append(_UNTIL_STORED)
        if len(self._rows) >= CHUNK:
            self._store()

    def end(self) -> Outcome:
        """Store what is left, and return what became of each row."""
        self._store()
        outcome, batch = self._outcome, self._batch
        outcome.more = len(self._grown)
        if batch is not None and not self._is_trial:
            counts = (outcome.new, outcome.matched, outcome.refused)
            batch.new, batch.matched, batch.refused = counts
            outcome.batch_id = batch.id
            self._work.record(taken_in(batch.id, outcome.new, outcome.more))
        return outcome

    def _store(self) -> None:
        self.go_on()
        new, notes = New(self._work), dict[int, list[str]]()
        for at, her, match in self._rows:
            if match.key is None:
                notes[at] = new.take(her)
        if new.clients:
            batch = self._its_batch()
            self._made.extend(new.store(batch, self.go_on, is_trial=self._is_trial))
        self._say_new(notes)
        self._add()
        self._rows = []

    def _its_batch(self) -> ImportBatch:
        if self._batch is None:
            work, nothing = self._work, dict.fromkeys(("new", "matched", "refused"), 0)
            self._batch = work.add(ImportBatch(file=self._file, at=work.now, **nothing))
        return self._batch

    def _real(self, key: int) -> int:
        """Return the id of one who is known; those of the list are counted down."""
        return key if key > 0 else self._made[-1 - key]

    def _say_new(self, notes: dict[int, list[str]]) -> None:
        """Say what became of the rows that are new, and who they may be."""
        of_new = [(at, her, match) for at, her, match in self._rows if at in notes]
        asked = {
            self._real(key)
            for _at, _her, match in of_new
            for key in (*match.sharing, match.namesake)
            if key is not None
        }
        known = persons(self._work, asked)
        first = len(self._made) - len(of_new)
        for number, (at, her, match) in enumerate(of_new, first):
            warnings = (*her.warnings, *notes[at])
            questions: tuple[str, ...] = ()
            if shared := self._sharing(her, match, known):
                warnings = (*warnings, _(SHARED).format(names=listed(shared[:3])))
            twin = None
            if match.namesake is not None:
                twin = known.get(self._real(match.namesake))
            if twin is not None and _may_be_one(her, twin):
                questions = (_(NAMESAKE).format(whom=twin.shown),)
                warnings = (*warnings, *questions)
            elif twin is not None:
                warnings = (*warnings, _(OTHER_BIRTHDAY).format(whom=twin.shown))
                twin = None
            if her.allergies or her.conditions:
                names = map(self._condition, her.conditions)
                questions = (*questions, asked_of([*her.allergies, *names]))
            questions = (*questions, *her.asks)
            is_there = not self._is_trial
            self._outcome.rows[at] = RowResult(
                *(her.row, "new", self._made[number] if is_there else None),
                *(sentences(warnings), warnings, her.name),
                questions=questions,
                namesake=twin.id if twin is not None and is_there else None,
            )

    def _sharing(
        self, her: Incoming, match: Match, known: dict[int, Person]
    ) -> list[str]:
        like = alike(her.name)
        others = (known[self._real(key)].name for key in match.sharing)
        return list(dict.fromkeys(name for name in others if alike(name) != like))

    def _add(self) -> None:
        """Give the files of those known already what they lack."""
        rows = [(at, her, match) for at, her, match in self._rows if match.key]
        if not rows:
            return
        keys = {self._real(match.key) for _at, _her, match in rows if match.key}
        files = files_of(self._work, keys)
        more = More(self._work)
        for at, her, match in rows:
            assert match.key is not None
            file = files[self._real(match.key)]
            what = compare(her, file, self._condition)
            warnings = (*her.warnings, *more.take(her, file, what))
            if what.added:
                self._grown.add(file.key)
            is_there = match.key > 0 or not self._is_trial
            self._outcome.rows[at] = _row_of_known(
                her, file, what, warnings, is_there=is_there
            )
        if more:
            self._its_batch()
            more.store()

    def _condition(self, ref: str) -> str:
        names = all_names(self._work, Subject.HEALTH_CONDITION).get(ref)
        return str(names) if names is not None else ref


def _row_of_known(
    her: Incoming,
    file: File,
    what: Addition,
    warnings: tuple[str, ...],
    *,
    is_there: bool,
) -> RowResult:
    """Say what became of a row whose person is known already."""
    said = [_(SAME).format(whom=file.shown)]
    if what.added:
        said.append(_(ADDED).format(what=sentences(one.text for one in what.added)))
    questions = (what.question,) if what.question else ()
    if any(one.field == "note" for one in what.added):
        questions = (*questions, *her.asks)  # else its answer was asked for before
    left = tuple(one.text for one in what.left)
    if left:
        said.append(_(LEFT).format(what=sentences(left)))
    return RowResult(
        *(her.row, "matched", file.key if is_there else None, sentences(said)),
        *((*warnings, *left), her.name, file.shown),
        *(tuple(what.added), tuple(what.left), questions),
    )


def _may_be_one(her: Incoming, other: Person) -> bool:
    """Return whether two of a name may be one person: no birthday speaks against it."""
    mine, theirs = her.birthday, other.birthday
    if mine is None or theirs is None:
        return True
    years = {mine.year, theirs.year} - {None}
    is_same_day = (mine.month, mine.day) == (theirs.month, theirs.day)
    return is_same_day and len(years) < 2


@needs(Right.EXCHANGE)
def take_back_import(work: Work, batch_id: int) -> tuple[int, list[Kept]]:
    """Take an import away again, and what it added to files that were there before.

    Who was changed or used since stays, and is named; so does what was added and has
    been changed since.

    Returns:
        How many clients went, and who stayed.

    Raises:
        NoSuchImport: There is none of that number.
    """
    batch = work.session.get(ImportBatch, batch_id)
    if batch is None:
        raise NoSuchImport(f"B{batch_id}")
    hers = select(Client.id).where(Client.batch_id == batch_id)
    keys = list(work.session.scalars(hers))
    why = why_kept(work, batch_id)
    gone = [key for key in keys if key not in why]
    connection = work.session.connection()
    sweep = sweeping(connection) if len(gone) > MANY else nullcontext()
    with sweep:
        why |= put_back(work, batch_id)
        remove(work, batch_id, gone, set(why))
    if not why:
        work.remove_many(ImportBatch, [batch_id])  # last: undo brings it back first
    work.record(ImportTakenBack(batch_id, len(gone)))
    return len(gone), [Kept(key, reason) for key, reason in sorted(why.items())]


@needs(Right.EXCHANGE)
def export_clients(work: Work, keys: Sequence[int] | None = None) -> list[Outgoing]:
    """Return clients as they are written to a file; the history says that they left."""
    people = outgoing_clients(work, keys)
    work.record(ClientsExported(len(people)))
    return people


@needs(Right.EXCHANGE)
def export_found(work: Work, text: str) -> list[Outgoing]:
    """Return the clients that *text* finds, as they go into a file; all for ""."""
    keys = [int(key) for key in find_ids(work, text, MOST)] if text else None
    return export_clients(work, keys)


MOST = 1_000_000
