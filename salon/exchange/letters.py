"""In which letters a text was written: told by its bytes, or as somebody says.

A byte order mark first, then the share of NULs, then UTF-8 if it fits exactly, then
whichever of the old ones reads like something people write. The others stay
candidates, for a preview in which a person may choose.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

from salon.clients.names import SINGLE
from salon.exchange.columns import recognised
from salon.exchange.model import MB, Candidate, NoSuchEncoding
from salon.exchange.sniff import is_wide, opened
from salon.text import N_, _, listed

CALLED = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16": N_("Unicode (UTF-16)"),
    "utf-32": N_("Unicode (UTF-32)"),
    "utf-7": N_("Unicode for old mail (UTF-7)"),
    "gb18030": N_("Simplified Chinese (GBK)"),
    "big5": N_("Traditional Chinese (Big5)"),
    "big5-hkscs": N_("Traditional Chinese, Hong Kong (Big5-HKSCS)"),
    "cp1252": N_("Western European (Windows-1252)"),
    "mac-roman": N_("Western European (old Mac)"),
    "cp932": N_("Japanese (Shift-JIS)"),
    "cp949": N_("Korean (EUC-KR)"),
    "cp1258": N_("Vietnamese (Windows-1258)"),
}
_OLD = ("gb18030", "big5", "cp1252", "cp949", "cp932", "mac-roman")


def called(encoding: str) -> str:
    """Return an encoding in words, in the language of here and now."""
    known = re.sub(r"^(utf-(?:16|32))-[bl]e$", r"\1", encoding.lower())
    return _(CALLED[known]) if known in CALLED else encoding


def encodings(path: Path, wanted: str = "") -> tuple[Candidate, ...]:
    """Return the encodings that a text may be in, the likeliest first.

    Raises:
        NoSuchEncoding: *wanted* is unknown or does not fit.
    """
    head = opened(path)[1]
    if wanted:  # what it may be otherwise stays there to be chosen
        said = _wanted(path, head, wanted)
        others = [one for one in encodings(path) if one.encoding != said.encoding]
        return (said, *others)
    if wide := is_wide(head):
        return (_candidate(head, wide, 1.0),)
    if _fits(path, "utf-8"):
        if head.isascii() and _is_utf_7(head) and _fits(path, "utf-7"):
            return (_candidate(head, "utf-7", 0.9), _candidate(head, "utf-8", 0.1))
        return (_candidate(head, "utf-8", 1.0),)
    found = _old(head)
    if head.startswith(codecs.BOM_UTF8) and not (found and found[0].score > 0.5):
        return (_candidate(head, "utf-8", 1.0),)
    if not found:  # a few broken bytes in one of them
        found = [_candidate(head, "utf-8", 0.1), _candidate(head, "gb18030", 0.1)]
    return tuple(found)


def _old(head: bytes) -> list[Candidate]:
    """Return the encodings of before Unicode that fit, the likeliest first."""
    body = head[: head.rfind(b"\n") + 1] or head
    body = body.removeprefix(codecs.BOM_UTF8)
    found = [
        _candidate(
            *(head, _big5(body) if name == "big5" else name),
            min(0.99, score + _KNOWN * _has_headings(head, name)),
        )
        for name in _OLD
        if (score := _score(body, name)) > 0
    ]
    found.sort(key=lambda one: -one.score)
    most = found[0].score if found else 0
    return [one for one in found if one.encoding in _USUAL or one.score > most * 0.6]


_KNOWN = 0.6  # what headings that we know are worth, of 1


def _has_headings(head: bytes, name: str) -> bool:
    """Say whether a table in *name* has headings that are known."""
    lines = decoded(head[:20_000], name).splitlines()[:30]
    rows = [re.split(r"[,;\t|]", line) for line in lines]
    return any(recognised(row) for row in rows if len(row) > 1)


_USUAL = ("gb18030", "big5", "big5-hkscs", "cp1252")


def _big5(body: bytes) -> str:
    try:
        body.decode("cp950")
    except UnicodeError:
        return "big5-hkscs"
    return "big5"


def codec(encoding: str) -> str:
    """Return Python's name for an encoding as we report it; a mark is skipped."""
    return {"utf-8": "utf-8-sig", "big5": "cp950", "big5-hkscs": "cp950"}.get(
        encoding, encoding
    )


def errors_in(encoding: str, *, is_lenient: bool = False) -> str:
    """Return what is to be done with bytes that do not fit, as `open` takes it.

    Windows writes the euro sign into GBK as one byte, and Hong Kong its own
    characters into Big5: both are read. Leniently, what is left becomes "\ufffd".
    """
    if encoding in _FILLED:
        return f"{_FILLED[encoding]}{'-or-mark' if is_lenient else ''}"
    return "replace" if is_lenient else "strict"


_FILLED = {"gb18030": "salon-euro", "big5": "salon-hkscs", "big5-hkscs": "salon-hkscs"}


def _euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


def _hkscs(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        pair = error.object[error.start : error.start + 2]
        if len(pair) == 2 and pair[0] > 0x80:
            return bytes(pair).decode("big5hkscs"), error.start + 2
    raise error


Fill = Callable[[UnicodeError], tuple[str, int]]


def _or_mark(fill: Fill) -> Fill:
    def handler(error: UnicodeError) -> tuple[str, int]:
        try:
            return fill(error)
        except UnicodeError:
            text, end = codecs.replace_errors(error)
            return str(text), end

    return handler


for _name, _fill in (("salon-euro", _euro), ("salon-hkscs", _hkscs)):
    codecs.register_error(_name, _fill)
    codecs.register_error(f"{_name}-or-mark", _or_mark(_fill))


def open_text(
    path: Path, encoding: str, *, is_lenient: bool = False, newline: str | None = None
) -> TextIOWrapper:
    """Open a text to be read; a mark of UTF-8 that lies before another is skipped."""
    file = path.open("rb")
    if codec(encoding) != "utf-8-sig" and file.read(3) != codecs.BOM_UTF8:
        file.seek(0)
    errors = errors_in(encoding, is_lenient=is_lenient)
    return TextIOWrapper(file, codec(encoding), errors, newline)


_NAMES = {
    "gb18030": (
        "gbk gb2312 gb 936 cp936 ms936 windows-936 x-gbk euc-cn gb-18030 gb18030-2005 "
        "chinese simplified simplified-chinese sc x-mac-chinesesimp 简体 简体中文"
    ),
    "big5": (
        "cp950 ms950 950 windows-950 x-windows-950 big5-eten big5-tw big-5 traditional "
        "traditional-chinese tc x-mac-chinesetrad 繁體 繁體中文 繁体"
    ),
    "big5-hkscs": "big5hkscs hkscs big5-hk big5hk big5-hkscs-2008 cp951 951",
    "utf-8": (
        "utf8 utf-8-sig utf8-sig utf-8-bom utf8-bom utf8bom utf-8bom utf-8-with-bom "
        "cp65001 65001"
    ),
    "utf-16": "utf16 unicode ucs-2 ucs2 unicode-text",
    "utf-16-le": "utf16le utf-16le utf16-le ucs-2le unicodelittle",
    "utf-16-be": "utf16be utf-16be utf16-be ucs-2be unicodebig",
    "cp1252": (
        "windows-1252 windows1252 1252 latin1 latin-1 iso-8859-1 iso8859-1 iso88591 l1 "
        "western western-european"
    ),
    "mac-roman": "mac old-mac macroman macintosh x-mac-roman mac-os-roman apple",
    "cp932": (
        "shift-jis shiftjis sjis s-jis ms932 932 windows-31j windows-932 japanese"
    ),
    "cp949": "euc-kr euckr ks-c-5601-1987 ksc5601 949 uhc windows-949 ms949 korean",
    "utf-7": "utf7 unicode-1-1-utf-7 65000",
}
_CODES = {word: name for name, words in _NAMES.items() for word in words.split()}
_ANY = ("ansi", "mbcs", "windows", "oem", "dos", "auto", "")


def _wanted(path: Path, head: bytes, wanted: str) -> Candidate:
    said = "-".join(wanted.strip().lower().replace("_", "-").split())
    name = _CODES.get(said, said)
    if said in _ANY:  # what Windows calls so is whatever its language is
        return (_old(head) or encodings(path))[0]
    if name.isdigit():
        name = f"cp{name}"
    if name.startswith("windows-"):
        name = name.replace("windows-", "cp")
    if name == "utf-16" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = is_wide(head) or name
    for each in (name, "latin-1") if name == "cp1252" else (name,):
        if _is_text(each) and _fits(path, each):
            return _candidate(head, each, 1.0)
    raise NoSuchEncoding(path.name, wanted[:40])


_NOT_THESE = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined")


def _is_text(name: str) -> bool:
    try:
        b"aa".decode(codec(name), "ignore")
        return codecs.lookup(codec(name)).name.replace("_", "-") not in _NOT_THESE
    except (LookupError, ValueError):
        return False


def _candidate(head: bytes, name: str, score: float) -> Candidate:
    return Candidate(name, round(score, 3), decoded(head[:4000], name)[:300])


def decoded(head: bytes, name: str) -> str:
    """Return the beginning of a text as *name* reads it, as far as it can."""
    if codec(name) != "utf-8-sig":
        head = head.removeprefix(codecs.BOM_UTF8)
    decoder = codecs.getincrementaldecoder(codec(name))
    text = decoder(errors_in(name, is_lenient=True)).decode(head)
    return text.lstrip("\ufeff")


def _fits(path: Path, name: str) -> bool:
    try:
        with open_text(path, name) as file:
            while file.read(MB):
                pass
    except (UnicodeError, ValueError):
        return False
    return True


def reads_wrong(path: Path, encoding: str) -> str:
    """Return in words what a text is in, whose headings are unknown as *encoding*.

    "" where nothing says that the letters are to blame.
    """
    head = opened(path)[1][:20_000]
    for name in ("utf-8", "gb18030", "big5", "cp1252", "cp932", "cp949", "mac-roman"):
        if name != encoding and _has_headings(head, name):
            return called(name)
    text = decoded(head, encoding)
    is_odd = "\ufffd" in text or (
        encoding in (*_OLD, "big5-hkscs")
        and _score(head, encoding.split("-hk")[0]) < 0.35
    )
    others = [called(name) for name in _OLD[:3] if name != encoding]
    return listed(others) if is_odd and not text.isascii() else ""


_UNLIKELY = 0.35  # of a text, to be in that encoding
_SHIFTED = re.compile(rb"\+([A-Za-z0-9+/]*)(-?)")


def _is_utf_7(head: bytes) -> bool:
    """Say whether plain ASCII hides letters: +ZY1fbA- is 文彬, +8613… a number."""
    runs = [found[1] for found in _SHIFTED.finditer(head) if found[1] or not found[2]]
    if not runs or any(len(run) < 3 or run.isdigit() for run in runs):
        return False
    try:
        text = b" ".join(b"+" + run + b"-" for run in runs).decode("utf-7")
    except UnicodeError:
        return False
    strange = [c for c in text if c > "\x7f"]
    return bool(strange) and not any(
        unicodedata.category(c) in ("Co", "Cn", "Cs", "Cc") for c in strange
    )


_WORDS = (
    "姓名手机電话电话生日备註备注客户會員会员号码編號地址年月日出性別别"
    "女男微信卡余额過敏过敏"
)
_OFTEN = SINGLE | frozenset(_WORDS)
_WESTERN = frozenset("äöüÄÖÜßéèêëàâáãåçñóòôõíìîïúùûøØæÆœÅÉÈÀÇÑÓ’‘“”–—…€£°´·")


def _score(body: bytes, name: str) -> float:
    """Return how much *body*, read as *name*, looks like what people write."""
    try:
        text = body.decode(codec(name), errors_in(name))
    except UnicodeError:
        return 0.0
    strange = [c for c in text if c > "\x7f"]
    if not strange:
        return 0.5
    if name == "cp949":  # those that are written; the others were added to be whole
        usual = sum(
            "\uac00" <= c <= "\ud7a3" and min(c.encode("cp949")) > 0xA0 for c in strange
        )
        return 0.8 * usual / len(strange)
    if name == "cp932":
        kana = sum("\u3041" <= c <= "\u30fe" for c in strange) / len(strange)
        return 0.9 * min(1.0, kana * 2)
    if name in ("cp1252", "mac-roman"):
        fine = sum(c in _WESTERN for c in strange) / len(strange)
        runs = re.findall(rb"[\x80-\xff]+", body)
        alone = sum(len(run) == 1 for run in runs) / len(runs)
        return fine * alone * (1.0 if name == "cp1252" else 0.9)
    first = {"gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6)}[name]
    points = 0.0
    for c in strange:
        code = c.encode(codec(name), "ignore")
        common = len(code) == 2 and first[0] <= code[0] <= first[1]
        points += 0.6 * common + 0.4 * (c in _OFTEN)
        if c in "，。、；：（）“”！？　":
            points += 0.8
    beside = sum(
        1
        for at in range(1, len(text) - 1)
        if text[at] > "\x7f" and text[at - 1].isalpha() and text[at - 1] < "\x7f"
    )
    return max(0.01, points / len(strange) - beside / len(strange))
