"""The catalogues of words: found in the program, brought up to date, compiled, checked.

    python resources/locale/build.py extract    all words there are, as a .pot
    python resources/locale/build.py update     new words into each .po, old ones out
    python resources/locale/build.py compile    each .po into its .mo
    python resources/locale/build.py check      what is missing or wrong, one a line

Dates and line numbers are left out, so that a .po changes only when words do.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parent.parent
FOLDERS = ("salon", "ui")
LANGUAGES = ("en", "zh_CN", "zh_TW")
MARKS = ("_", "N_", "ngettext")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_LEFT_OUT = (
    "Project-Id-Version",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
    "Report-Msgid-Bugs-To",
)


class Words(Catalog):
    """A catalogue that says nothing of when and by whom."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the headers without those that change by themselves."""
        headers: list[tuple[str, str]] = super()._get_mime_headers()
        return [(name, value) for name, value in headers if name not in _LEFT_OUT]

    @mime_headers.setter
    def mime_headers(self, headers: list[tuple[str, str]]) -> None:
        super()._set_mime_headers(headers)


def extract() -> Words:
    """Return all words of the program, without translations."""
    found = _empty(None)
    with (HERE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    for folder in FOLDERS:
        words = extract_from_dir(
            PROGRAM / folder,
            methods,
            options,
            KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for name, _line, text, comments, context in sorted(words, key=_place):
            where = [(f"{folder}/{Path(name).as_posix()}", 0)]
            found.add(text, locations=where, auto_comments=comments, context=context)
    return found


def update(language: str, found: Words) -> Words:
    """Return the catalogue of *language* with exactly the words that were found."""
    known = read(language)
    fresh = _empty(language)
    for message in _messages(found):
        old = known.get(message.id)
        text = old.string if old and old.id == message.id else ""
        if language == "en" and isinstance(message.id, tuple):
            text = message.id
        fresh.add(
            message.id,
            text or None,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
            flags=[flag for flag in old.flags if flag == "fuzzy"] if old else (),
        )
    return fresh


def read(language: str) -> Words:
    """Return the catalogue of *language* as it lies in its .po; empty if none does."""
    words = _empty(language)
    if po(language).exists():
        with po(language).open("rb") as file:
            for message in _messages(read_po(file, locale=language)):
                words[message.id] = message
    return words


def written(words: Words) -> bytes:
    """Return a catalogue as the bytes of a .po."""
    out = BytesIO()
    write_po(
        out,
        words,
        width=88,
        omit_header=False,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return out.getvalue()


def compiled(words: Words) -> bytes:
    """Return a catalogue as the bytes of a .mo, the same on every day."""
    out = BytesIO()
    write_mo(out, words)
    return out.getvalue()


def po(language: str) -> Path:
    """Return where the words of *language* lie, for people."""
    return HERE / language / "LC_MESSAGES" / "salon.po"


def mo(language: str) -> Path:
    """Return where the words of *language* lie, for the program."""
    return po(language).with_suffix(".mo")


def faults() -> Iterator[str]:
    """Yield what is missing or wrong in the catalogues and in the marks."""
    yield from unmatchable()
    found = extract()
    for language in LANGUAGES:
        words = read(language)
        for message in _messages(found):
            mine = words.get(message.id)
            if mine is None or mine.id != message.id:
                yield f"{language}: not in the .po: {_first(message)!r}"
                continue
            yield from (f"{language}: {said}" for said in _wrong(mine, language))
        for message in _messages(words):
            if message.id not in found:
                yield f"{language}: no longer in the program: {_first(message)!r}"
        if not mo(language).exists() or mo(language).read_bytes() != compiled(words):
            yield f"{language}: the .mo is not what the .po compiles to"


def unmatchable() -> Iterator[str]:
    """Yield each marked text that is put together first and so is never found."""
    files = chain.from_iterable((PROGRAM / one).rglob("*.py") for one in FOLDERS)
    for file in sorted(files):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in MARKS and any(_is_made(one) for one in node.args[:2]):
                where = file.relative_to(PROGRAM).as_posix()
                yield f"{where}:{node.lineno}: put together before it is looked up"


def fields(text: str) -> set[str]:
    """Return the placeholders of a text with their formats: {"start:%H:%M"}."""
    return {
        f"{name}:{form}" if form else name
        for _text, name, form, _conversion in Formatter().parse(text)
        if name is not None
    }


def _wrong(message: Message, language: str) -> Iterator[str]:
    first = _first(message)
    forms = _forms(message)
    if message.fuzzy:
        yield f"not sure: {first!r}"
    if language == "en" and not isinstance(message.id, tuple):
        if any(forms) and fields(forms[0]) != fields(first):
            yield f"other placeholders: {first!r}"
        return
    meant = str(message.id[-1]) if isinstance(message.id, tuple) else first
    wanted = 2 if language == "en" else 1
    if len(forms) != wanted or not all(forms):
        yield f"not translated: {first!r}"
        return
    for text in forms:
        needed = fields(first) if language == "en" and text == first else fields(meant)
        try:
            said = fields(text)
        except ValueError:
            said = set()
        if said != needed:
            yield f"other placeholders: {first!r}"
        if text.count("\n") != first.count("\n"):
            yield f"other line breaks: {first!r}"


def _is_made(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr() | ast.BinOp(left=ast.Constant(value=str())):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str()))):
            return True
    return False


def _empty(language: str | None) -> Words:
    return Words(
        locale=language,
        header_comment="# The words of Camellia; made by resources/locale/build.py.",
        charset="utf-8",
        fuzzy=False,
    )


def _messages(words: Catalog) -> list[Message]:
    return [message for message in words if message.id]


def _first(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string
    return tuple(said) if isinstance(said, tuple | list) else (said or "",)


def _place(found: tuple[object, ...]) -> tuple[str, int]:
    return str(found[0]), int(str(found[1]))


def _put(path: Path, data: bytes) -> None:
    """Replace a file at once, since a test may be reading it."""
    fresh = path.with_suffix(".new")
    fresh.write_bytes(data)
    fresh.replace(path)


def _extract() -> int:
    sys.stdout.buffer.write(written(extract()))
    return 0


def _update() -> int:
    found = extract()
    for language in LANGUAGES:
        po(language).parent.mkdir(parents=True, exist_ok=True)
        words = update(language, found)
        _put(po(language), written(words))
        open_ = sum(not any(_forms(one)) for one in _messages(words))
        said = f"{language}: {len(words)} texts, {open_} of them not translated\n"
        sys.stdout.write(said)
    return 0


def _compile() -> int:
    for language in LANGUAGES:
        _put(mo(language), compiled(read(language)))
    return 0


def _check() -> int:
    wrong = list(faults())
    sys.stdout.write("".join(f"{one}\n" for one in wrong))
    return 1 if wrong else 0


_ACTS: dict[str, Callable[[], int]] = {
    "extract": _extract,
    "update": _update,
    "compile": _compile,
    "check": _check,
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in _ACTS:
        sys.exit(__doc__)
    sys.exit(_ACTS[sys.argv[1]]())
