"""What was typed of her health: what it is understood as, and what is to be asked."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.safety.operations import answer_word, take_back_answer
from salon.safety.understanding import Question, Said, Typed, proposal
from salon.safety.vocabulary import OwnWord, Place, fold
from salon.text import _, full_day
from salon.views.client import FileWords
from ui.clients.asking import conditions_by_name
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Icon, across, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.picker import Picker
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.listing import listed
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk


def question_row(
    desk: "Desk",
    key: ClientId,
    home: QWidget,
    one: Question,
    typed: Sequence[Typed],
    words: FileWords,
) -> QWidget:
    """Return a row that asks what a typed word is, with what may be answered."""
    answer = partial(_answer, desk, key, one)
    meant = _meant(one, typed)
    tools: list[QWidget] = []
    if meant:
        tools.append(
            _tool(
                _("It is so"),
                _("“{word}”: it is so").format(word=one.word),
                partial(answer, Said.MEANS, meant),
            )
        )
    tools += [
        _tool(
            _("Harmless"),
            _("“{word}” is harmless").format(word=one.word),
            partial(answer, Said.HARMLESS),
        ),
        _tool(
            _("It means…"),
            _("Say what “{word}” means").format(word=one.word),
            partial(ask_meaning, desk, key, home, one, words),
        ),
        _tool(
            _("It is over"),
            _("“{word}” is over").format(word=one.word),
            partial(ask_end, desk, key, home, one),
        ),
    ]
    buttons = across(*tools, None, gap=6)
    said = down(Words(one.text, type=Type.MEDIUM, wrap=True), gap=4)
    if meant:
        understood = listed(words.condition(ref) for ref in meant)
        about = _("Understood as {what}.").format(what=understood)
        said.addWidget(Words(about, type=Type.SMALL, faint=True, wrap=True))
    said.addLayout(buttons)
    row = across(Icon("help-circle", 16, Tone.AMBER), gap=8)
    row.addWidget(held(said), 1)
    return held(row)


def understood_row(
    desk: "Desk", key: ClientId, one: Typed, words: FileWords
) -> QWidget:
    """Return a row that says what a typed word is understood as, to be taken back."""
    word, place = one.meant.word, str(one.place)
    row = across(18, gap=6)  # below the words of the line above
    row.addWidget(Words(word, type=Type.SMALL, faint=True))
    if not one.conditions:
        row.addWidget(ChipLabel(Chip(_nothing(one))))
    for ref in one.conditions:
        tone = Tone.PLAIN if one.is_sure or one.ended else Tone.AMBER
        row.addWidget(ChipLabel(Chip(words.condition(ref), tone)))
    if one.ended:
        row.addWidget(ChipLabel(Chip(_over(one.ended_on))))
    elif not one.is_sure:
        row.addWidget(ChipLabel(Chip(_("to be asked"), Tone.AMBER)))
    row.addStretch(1)
    if one.answer is not None:
        again = partial(desk.do, take_back_answer, key, place, word)
        name = _("Ask about “{word}” again").format(word=word)
        row.addWidget(_quiet("arrow-back-up", name, again))
    elif one.conditions:
        what = listed(words.condition(ref) for ref in one.conditions)
        name = _("“{word}” does not mean {what}").format(word=word, what=what)
        not_so = partial(desk.do, answer_word, key, place, word, Said.NOT_HER)
        row.addWidget(_quiet("x", name, not_so))
    return held(row)


def hint_of(text: str, place: Place, own: tuple[OwnWord, ...], words: FileWords) -> str:
    """Return what a text that is being typed would be understood as; "" if nothing."""
    if not text.strip():
        return ""
    found = proposal(text, place, own)
    refs = dict.fromkeys(ref for one in found.typed for ref in one.conditions)
    said = []
    if refs:
        what = listed(words.condition(ref) for ref in refs)
        said.append(_("Understood as {what}.").format(what=what))
    unknown = [one.word for one in found.questions if one.is_unknown]
    if unknown:
        missing = _("Not understood yet: {words}. You will be asked.")
        said.append(missing.format(words=listed(unknown)))
    elif not refs and found.typed:
        said.append(_("Understood; no rule of safety speaks of it."))
    return " ".join(said)


def ask_meaning(
    desk: "Desk", key: ClientId, home: QWidget, one: Question, words: FileWords
) -> Sheet:
    """Ask which condition of the rules a typed word means."""
    title = _("What is “{word}”?").format(word=one.word)
    sheet = Sheet(home, title, one.text, icon="help-circle", wide=520)
    say_whose(desk, sheet, key)
    form = Form()
    find = conditions_by_name(words)
    field = Picker(find, _("Type a part of its name"))
    form.row("condition", _("It means"), field)
    also = Picker(find, _("Nothing else"), name=_("And also"))
    form.row("also", _("And also"), also)

    def save() -> None:
        said = form.values()
        if not said["condition"]:
            form.wrong({"condition": _("Please say which.")})
            return
        refs = [str(ref) for ref in (said["condition"], said["also"]) if ref]
        done = desk.do(answer_word, key, str(one.place), one.word, Said.MEANS, refs)
        done.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

    return _opened(sheet, form, save)


def ask_end(desk: "Desk", key: ClientId, home: QWidget, one: Question) -> Sheet:
    """Ask for the last day of what is over."""
    title = _("“{word}” is over").format(word=one.word)
    sheet = Sheet(home, title, icon="circle-check", wide=460)
    say_whose(desk, sheet, key)
    form = Form()
    day = DayField(desk, None, _("Last day"), optional=True)
    form.row("day", _("Last day"), day, _("Leave it empty where nobody knows."))

    def save() -> None:
        on: date | None = form.values()["day"]
        done = desk.do(answer_word, key, str(one.place), one.word, Said.ENDED, (), on)
        done.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

    return _opened(sheet, form, save)


def _opened(sheet: Sheet, form: Form, save: object) -> Sheet:
    assert callable(save)
    sheet.add(form)
    sheet.cancel()
    sheet.button(_("Keep"), save, primary=True)
    sheet.open()
    return sheet


def _answer(
    desk: "Desk", key: ClientId, one: Question, said: Said, meant: Sequence[str] = ()
) -> None:
    desk.do(answer_word, key, str(one.place), one.word, said, meant)


def _meant(one: Question, typed: Sequence[Typed]) -> tuple[str, ...]:
    """Return what a word that is to be asked is taken for until then."""
    refs: dict[str, None] = {}
    for other in typed:
        if other.place is one.place and other.meant.folded == fold(one.word):
            refs |= dict.fromkeys(() if other.ended else other.conditions)
    return tuple(refs)


def _nothing(one: Typed) -> str:
    if one.answer is not None and one.answer.said is Said.NOT_HER:
        return _("does not mean that")
    if one.answer is not None or one.is_sure:
        return _("harmless")
    return _("not clear yet")


def _over(on: date | None) -> str:
    if on is None:
        return _("over")
    return _("over since {day}").format(day=full_day(on))


def _tool(text: str, name: str, act: object) -> Button:
    assert callable(act)
    return Button(text, small=True, name=name, act=act)


def _quiet(icon: str, name: str, act: object) -> Button:
    assert callable(act)
    return Button(icon=icon, kind=Kind.QUIET, small=True, name=name, act=act)
