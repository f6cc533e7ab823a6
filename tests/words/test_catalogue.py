"""Every word of the program in Simplified and in Traditional Chinese."""

import importlib
import importlib.util
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import Any

import opencc
import pytest
from babel.messages.catalog import Message

import salon
import ui
from salon.errors import SalonError
from salon.events import Event
from salon.text import LANGUAGES, LOCALE, N_, _, language, ngettext, speaking

CHINESE = ("zh_CN", "zh_TW")
HAN = re.compile("[\u4e00-\u9fff]")
# Characters at home in both scripts, whatever OpenCC would rather write.
IN_BOTH = frozenset("台后里干只面于余了才布回范松表并克向系准采周制志群床占灶唇岩")
# Papers, file types and texts that only hold what was typed stay as they are.
SAME = re.compile(r"[A-Z0-9]+|US Letter|Excel .*|(?:\W|\{\w+\}|%)+")


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("builder", LOCALE / "build.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


build: Any = builder()


def forms(message: Message) -> tuple[str, ...]:
    said = message.string
    return tuple(said) if isinstance(said, tuple | list) else (said or "",)


def texts(code: str) -> Iterator[tuple[str, str]]:
    """Yield each English text with each of its translations."""
    for one in build.read(code):
        first = str(one.id[0] if isinstance(one.id, tuple) else one.id)
        if first:
            yield from ((first, text) for text in forms(one))


def said(code: str) -> list[str]:
    return [text for _first, text in texts(code)]


def under(base: type[Any]) -> list[type[Any]]:
    """Return every class of the program under *base* that says something itself."""
    for package in (salon, ui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    found: list[type[Any]] = []
    left = [base]
    while left:
        one = left.pop()
        left += one.__subclasses__()
        if "text" in vars(one) and one.__module__.split(".")[0] in ("salon", "ui"):
            found.append(one)
    return found


class Anything:
    """Fills a placeholder of any kind."""

    def __format__(self, form: str) -> str:
        return "X"


def filled(text: str) -> str:
    names = {one.split(":")[0] for one in build.fields(text)}
    return text.format(**{name: Anything() for name in names})


def test_the_catalogues_have_no_fault() -> None:
    assert list(build.faults()) == []


def test_no_text_is_put_together_before_it_is_looked_up() -> None:
    assert list(build.unmatchable()) == []


@pytest.mark.parametrize("code", CHINESE)
def test_every_text_is_said_in_chinese(code: str) -> None:
    left = [
        (first, text)
        for first, text in texts(code)
        if not HAN.search(text)
        and not ((first == text or "{" in text) and SAME.fullmatch(text))
    ]
    assert left == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_holds_the_placeholders_of_the_text(code: str) -> None:
    for one in build.read(code):
        many = one.id[-1] if isinstance(one.id, tuple) else one.id
        for text in forms(one):
            if one.id and text and code != "en":
                assert build.fields(text) == build.fields(many)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_the_program_reads_is_what_the_translator_wrote(code: str) -> None:
    assert build.mo(code).read_bytes() == build.compiled(build.read(code))


@pytest.fixture(scope="module")
def found() -> Any:
    """Return all words of the program; they are read from all its sources."""
    return build.extract()


@pytest.mark.parametrize("code", LANGUAGES)
def test_bringing_the_catalogue_up_to_date_changes_nothing(
    code: str, found: Any
) -> None:
    fresh = build.written(build.update(code, found))
    assert build.po(code).read_bytes() == fresh


@pytest.mark.parametrize("code", CHINESE)
def test_nobody_is_shouted_at(code: str) -> None:
    assert [text for text in said(code) if "!" in text or "！" in text] == []


@pytest.mark.parametrize("code", CHINESE)
def test_no_placeholder_is_of_the_old_kind(code: str) -> None:
    assert [text for text in said(code) if re.search(r"%[sdrif(]", text)] == []


@pytest.mark.parametrize("code", CHINESE)
def test_blanks_at_the_ends_are_kept_where_words_are_joined(code: str) -> None:
    loose = [
        (first, text)
        for first, text in texts(code)
        if text.startswith(" ") and not first.startswith(" ")
    ]
    assert loose == []


@pytest.mark.parametrize("code", CHINESE)
def test_a_menu_keeps_its_letter(code: str) -> None:
    for first, text in texts(code):
        letter = re.search(r"&(\w)", first)
        if letter:
            assert text.endswith(f"(&{letter[1].upper()})"), text


def test_quotation_marks_are_those_of_the_place() -> None:
    assert [text for text in said("zh_CN") if re.search("[「」『』]", text)] == []
    assert [text for text in said("zh_TW") if re.search("[“”‘’]", text)] == []


@pytest.mark.parametrize(
    ("code", "script"), [("zh_CN", "t2s"), ("zh_TW", "s2t")], ids=CHINESE
)
def test_no_character_belongs_to_the_other_script(code: str, script: str) -> None:
    convert = opencc.OpenCC(script).convert
    used = set(HAN.findall("".join(said(code)))) - IN_BOTH
    assert sorted(one for one in used if convert(one) != one) == []


def test_taiwan_is_spoken_to_in_its_own_words() -> None:
    mainland = "撤銷|短信|信息|文件夾|默認|添加|打印|屏幕|菜單|軟件|程序|皮試"
    slips_of_a_converter = "專案|引數|許可權|前臺|天后|麵部|記憶體檔|型別"
    wrong = re.compile(f"{mainland}|{slips_of_a_converter}")
    assert [text for text in said("zh_TW") if wrong.search(text)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_refusal_can_be_said(code: str) -> None:
    with speaking(code):
        for error in under(SalonError):
            text = filled(_(error.text))
            assert text
            assert "{" not in text
            if code != "en" and filled(error.text).strip("X"):
                assert HAN.search(text), error


def test_a_refusal_knows_all_that_it_says() -> None:
    for error in under(SalonError):
        if is_dataclass(error) and "__str__" not in vars(error):
            known = {one.name for one in fields(error)}
            asked = {one.split(":")[0] for one in build.fields(vars(error)["text"])}
            assert asked <= known, error


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_that_happens_can_be_said(code: str) -> None:
    with speaking(code):
        for event in under(Event):
            if (
                getattr(sys.modules[event.__module__], event.__name__, None)
                is not event
            ):
                continue  # a test's own, wherever it says to be from
            if not event.__module__.startswith("salon."):
                continue
            text = filled(_(event.text))
            assert "{" not in text
            assert code == "en" or HAN.search(text), event


def test_a_paper_speaks_its_own_language_and_the_window_its_own() -> None:
    before = language()
    with speaking("zh_TW"):
        assert _(N_("Treatment record")) == "療程紀錄"
        with speaking("zh_CN"):
            assert _(N_("Treatment record")) == "护理记录"
            assert ngettext("{count} client", "{count} clients", 3) == "{count}位顾客"
    assert language() == before
