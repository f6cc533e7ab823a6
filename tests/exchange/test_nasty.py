"""Whatever stands in a note: never a second person, never a field of somebody else."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from salon.clients.phones import Phone
from salon.exchange.model import Outgoing
from salon.exchange.reading import open_source
from salon.exchange.writing import outgoing, write
from salon.typed import on_one_line, tidied, tidied_json
from tests.exchange.reading import asked

SECOND = (
    "END:VCARD{0}BEGIN:VCARD{0}VERSION:3.0{0}PRODID:-//Camellia//Camellia//EN{0}"
    "FN:Mallory{0}X-CAMELLIA-ALLERGY:latex{0}END:VCARD"
)
ENDS: tuple[str, ...] = (
    "\r",
    "\n",
    "\r\n",
    "\n\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
)
ENDS += ("\u2028", "\u2029", "\x00\r", "\r\x00\n", "\ufeff\r", "\\n", "\\\r", "=\r")
FORGED = [f"\r\nNOTE:{SECOND.format(end)}" for end in ENDS]
PIECES = some.sampled_from(
    [*ENDS, *FORGED, "\t", ",", ";", ":", '"', "'", "\\", "=", "a"]
)
NASTY = some.one_of(
    some.lists(PIECES, max_size=6).map("".join),
    some.text(some.characters(max_codepoint=0x2FFF), max_size=20),
)


def read_back(path: Path, her: Outgoing) -> list[Outgoing]:
    write(path, [her])
    return [outgoing(one) for one in open_source(asked(path)).people]


@settings(max_examples=150, deadline=None)
@given(NASTY, some.sampled_from(["vcf", "csv", "xlsx"]))
@example("x\r" + SECOND.format("\r"), "vcf")
@example("x\u2028" + SECOND.format("\u2028"), "vcf")
def test_a_nasty_note_comes_back_as_one_note_of_one_person(
    text: str, ending: str
) -> None:
    with TemporaryDirectory() as folder:
        found = read_back(Path(folder) / f"list.{ending}", Outgoing("陈静", note=text))

    note = tidied(text).strip()
    if ending != "vcf":
        note = note.replace("\xa0", " ").strip()
    assert found == [Outgoing("陈静", "", "", note=note)]


@settings(max_examples=100, deadline=None)
@given(NASTY, some.sampled_from(["3.0", "4.0"]))
@example("\r" + SECOND.format("\r"), "3.0")
def test_a_nasty_text_in_any_field_of_a_card_stays_in_it(
    text: str, version: str
) -> None:
    her = Outgoing(
        name=f"陈{text[:40]}",
        family=text[:40],
        given=text[:40],
        called=text,
        latin=text,
        phones=(Phone("+8613800138000", "+8613800138000", label=text),),
        card_no=text,
        wechat=text,
        note=text,
        facts={"address": text},
        allergies=(f"latex {text}",),
        tags=(text,),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.vcf"
        write(path, [her], version=version)
        lines = path.read_bytes().split(b"\r\n")
        found = list(open_source(asked(path)).people)

    assert [one.row for one in found] == [1]
    assert len(found[0].allergies) == 1
    assert found[0].name != "Mallory"
    raw = b"".join(lines)
    assert b"\r" not in raw
    assert b"\n" not in raw
    assert lines.count(b"BEGIN:VCARD") == lines.count(b"END:VCARD") == 1


@given(some.text(max_size=40))
def test_what_is_tidied_stays_as_it_is(text: str) -> None:
    once = tidied(text)

    assert tidied(once) == once
    assert on_one_line(on_one_line(text)) == on_one_line(text)
    assert not {"\r", "\x00", "\u2028", "\x85", "\x7f", "\u202e"} & set(once)
    assert not set("\r\n\t") & set(on_one_line(text))
    once.encode()  # no half letter is left


@pytest.mark.parametrize("text", ["👩‍⚕️ Ana", "ن‌م", "naïve", "a\tb\nc", "한국어"])
def test_what_people_write_is_left_alone(text: str) -> None:
    assert tidied(text) == text


def test_a_text_inside_json_is_tidied_and_the_json_stays_one() -> None:
    assert tidied_json('{"a": ["x\\ry", 1], "b": "\u2028"}') == (
        '{"a": ["x\\ny", 1], "b": "\\n"}'
    )
    assert tidied_json('{"a":  "x"}') == '{"a":  "x"}'


def test_old_records_with_such_letters_leave_safely(tmp_path: Path) -> None:
    her = Outgoing("林", note="x\r" + SECOND.format("\r"), tags=("a\rb",))

    [back] = read_back(tmp_path / "a.vcf", replace(her, allergies=("nuts\rlatex",)))

    assert back.allergies == ("nuts\nlatex",)
