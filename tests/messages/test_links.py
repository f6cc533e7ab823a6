"""What another program is given is what was written, sign for sign."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl

from salon.clients.model import PhoneLine
from salon.messages import links
from salon.messages.model import BadAddress, preset_for, sound_address
from salon.messages.ways import by_id, by_mail, by_number, by_post
from salon.messages.wording import subject_of, subjects

NUMBER = "+8613800138000"
HARD = "林姐，明天 10:30 见 😀\n100% & a+b=c #1? “q”/\\ ;,:@\r\nend\rof\n\n it"
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def body_of(link: str, field: str) -> str:
    [said] = parse_qs(urlsplit(link).query, keep_blank_values=True)[field]
    return said


def is_a_link(link: str) -> bool:
    """Whether a program that reads addresses strictly takes it as it is."""
    url = QUrl.fromEncoded(link.encode("ascii"), QUrl.ParsingMode.StrictMode)
    return url.isValid() and bytes(url.toEncoded().data()).decode() == link


@given(words)
@pytest.mark.parametrize("way", ["sms", "whatsapp"])
def test_words_survive_a_link_to_a_number(way: str, said: str) -> None:
    link = getattr(links, way)(NUMBER, said)
    assert link.isascii()
    assert is_a_link(link)
    field = "body" if way == "sms" else "text"
    assert plain(body_of(link, field)) == plain(said)


@given(words, words)
def test_words_survive_a_mail_link(subject: str, said: str) -> None:
    link = links.mailto("o'hara+x@salon.example", subject, said)
    assert is_a_link(link)
    assert unquote(urlsplit(link).path) == "o'hara+x@salon.example"
    assert plain(body_of(link, "body")) == plain(said)
    assert body_of(link, "subject") == " ".join(subject.split())
    assert "\n" not in body_of(link, "subject")
    body = link.partition("&body=")[2]
    assert body.count("%0A") == body.count("%0D%0A") == body.count("%0D")
    assert "+" not in link.partition("?")[2]  # a plus would be read as a blank


def test_two_thousand_letters_and_every_hard_sign_survive() -> None:
    said = HARD + "很长的话" * 500
    assert body_of(links.whatsapp(NUMBER, said), "text") == plain(said)
    assert plain(body_of(links.sms(NUMBER, said), "body")) == plain(said)
    assert plain(body_of(links.mailto("a@b.example", "x", said), "body")) == plain(said)


def test_a_number_is_rung_with_its_extension() -> None:
    assert links.tel("+441632960001") == "tel:+441632960001"
    assert links.tel("+441632960001", "12") == "tel:+441632960001;ext=12"
    assert links.tel("+441632960001", "12;x") == "tel:+441632960001"
    assert links.whatsapp(NUMBER, "").startswith("https://wa.me/8613800138000?")


@pytest.mark.parametrize(
    ("number", "can"),
    [
        ("+8613800138000", True),
        ("+1234567", True),
        ("+123456", False),
        ("+123456789012345", True),
        ("+1234567890123456", False),
        ("13800138000", False),
        ("+0123456789", False),
        ("+86 138 0013 8000", False),
        ("+8613800138000;x", False),
        ("", False),
    ],
)
def test_only_a_whole_number_is_dialled(number: str, *, can: bool) -> None:
    assert links.can_dial(number) is can
    made: list[tuple[Callable[..., str], tuple[str, ...]]] = [
        (links.tel, ()),
        (links.sms, ("words",)),
        (links.whatsapp, ("words",)),
    ]
    for way, more in made if not can else ():
        with pytest.raises(ValueError, match=re.escape(number) or "^$"):
            way(number, *more)


def test_what_cannot_be_dialled_says_so_and_what_to_do() -> None:
    assert "Ask for one" in by_number("sms", []).problem
    spoiled = by_number("sms", [PhoneLine("", raw="1.38E+10")])
    assert "1.38E+10" in spoiled.problem
    assert "country code" in spoiled.problem
    second = by_number("sms", [PhoneLine("", raw="oops"), PhoneLine(NUMBER)])
    assert second.where == NUMBER
    assert second.is_open
    assert by_id("line", "LINE", " ").problem
    assert by_id("line", "LINE", "lin_88").where == "lin_88"
    assert by_post("").problem
    assert by_mail("").problem
    assert "came back" in by_mail("a@b.example", is_bad=True).problem
    assert not by_mail("a b").is_open


@pytest.mark.parametrize(
    ("said", "sound"),
    [
        ("Amira@Client.example ", "Amira@Client.example"),
        ("a.b+c@x.example", "a.b+c@x.example"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@localhost", "a@localhost"),
        (f"{'a' * 64}@x.example", f"{'a' * 64}@x.example"),
        (f"{'a' * 65}@x.example", None),
        ("a..b@x.example", None),
        (".a@x.example", None),
        ("a.@x.example", None),
        ("a@b@x.example", None),
        ("a@", None),
        ("@x.example", None),
        ("a@x..example", None),
        ("a@-x.example", None),
        ("a@x.example\nBcc: b@x.example", None),
        ("林@x.example", None),
    ],
)
def test_an_address_is_sound_or_refused(said: str, sound: str | None) -> None:
    if sound is None:
        with pytest.raises(BadAddress):
            sound_address(said)
    else:
        assert sound_address(said) == sound


@given(st.text(max_size=80))
def test_no_address_brings_a_second_line(said: str) -> None:
    try:
        sound = sound_address(said)
    except BadAddress:
        return
    assert sound.isascii()
    assert sound.isprintable()
    assert sound.count("@") == 1
    assert " " not in sound


def test_well_known_servers_are_known_by_the_address() -> None:
    for address in ("A@Gmail.com", "b@qq.com", "c@163.com", "d@outlook.com"):
        usual = preset_for(address)
        assert usual is not None
        assert usual.needs_app_password
        assert (usual.port == 465) == (usual.security.value == "tls")
    assert preset_for("e@salon.example") is None


def test_every_purpose_has_a_subject_in_three_languages() -> None:
    for purpose, names in subjects().items():
        assert all((names.en, names.zh_hans, names.zh_hant)), purpose
        for tongue in ("en", "zh_CN", "zh_TW"):
            said = subject_of(purpose, "Camellia {x}", tongue)
            assert "Camellia {x}" in said
            assert "!" not in said
