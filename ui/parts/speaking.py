"""The window's language: our words, the kit's words, and those of Qt's own dialogs."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from salon.text import _, language, speaking, use_language
from ui.kit import speech
from ui.kit.speech import Speech

LANGUAGES = (("en", "English"), ("zh_CN", "简体中文"), ("zh_TW", "繁體中文"))
_translators: list[QTranslator] = []


def speak(code: str) -> None:
    """Say everything from now on in language *code*."""
    use_language(code)
    speech.use(_speech())
    program = QCoreApplication.instance()
    if program is None:
        return
    for old in _translators:
        program.removeTranslator(old)
    _translators.clear()
    if language() != "en":
        qt = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if qt.load(f"qtbase_{language()}", folder):
            program.installTranslator(qt)
            _translators.append(qt)


def lend(code: str) -> None:
    """Let the kit alone speak another language, on a screen turned to a client."""
    with speaking(code):
        speech.use(_speech())


def _speech() -> Speech:
    is_chinese = language() != "en"
    return Speech(
        locale=language() if is_chinese else "en_GB",
        day="yyyy年M月d日（ddd）" if is_chinese else "ddd d MMM yyyy",
        long_day="yyyy年M月d日（dddd）" if is_chinese else "dddd d MMMM yyyy",
        month="yyyy年M月" if is_chinese else "MMMM yyyy",
        pages=_("Pages"),
        month_back=_("Month before"),
        month_on=_("Month after"),
        choose_day=_("Choose a day"),
        waiting=_("{name}, {number} waiting"),
        found=_("Found"),
        undo=_("Undo"),
        cancel=_("Cancel"),
        close=_("Close"),
        try_again=_("Try again"),
        not_a_day=_("That is not a day. Write it like {example}."),
        not_a_time=_("That is not a time. Write it like 14:30."),
        not_taken=_(
            "“{text}” is not chosen yet. Take a line of the list, or empty it."
        ),
        about_left=_("about {time} left"),
        seconds=_("{number} s"),
        minutes=_("{number} min"),
        add_photo=_("Drop, paste or choose"),
        nothing_found=_("Nothing found"),
        hour=_("Hour"),
    )
