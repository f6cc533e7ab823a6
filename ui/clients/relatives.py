"""Who belongs to a client: as a person or a client, with what each may do."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.birthdays import read_birthday
from salon.clients.household import add_relative, edit_relative
from salon.clients.model import MAY, ClientId, LunarDay, RelativeDraft, RelativeLine
from salon.clients.phones import read_phone
from salon.clients.said import day_of_year, lunar_words
from salon.text import _, listed
from salon.views.client import FileWords
from ui.clients.finding import picking
from ui.kit.buttons import Answers
from ui.kit.fields import Choice, TextField
from ui.kit.picker import Picker
from ui.kit.sheet import Sheet
from ui.parts.forms import Form
from ui.parts.unfinished import keeps
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

HIGH = 640  # units of height: no field below the fold


def may_words(one: RelativeLine) -> str:
    """Return what somebody of the family may do for the client."""
    return listed(_(MAY[key]) for key in one.may) or _("may do nothing for the client")


def ask_relative(
    desk: "Desk",
    key: ClientId,
    home: QWidget,
    *,
    words: FileWords,
    relative: RelativeLine | None = None,
) -> Sheet:
    """Ask for someone of the family, or what has changed of one who is known."""
    region = desk.premises.region
    sheet = Sheet(home, _("Family"), icon="users", wide=520)
    say_whose(desk, sheet, key)
    form = Form()
    relations = words.terms.get("relation", {})
    refs = list(relations)
    on = refs.index(relative.relation) if relative and relative.relation in refs else 0
    names = [str(said) for said in relations.values()]
    form.row("relation", _("Relation"), Choice(names, on))
    form.row("name", _("Name"), TextField(relative.name if relative else ""))
    born = TextField(_born_words(relative), icon="cake")
    form.row("birthday", _("Birthday"), born, _("23 May, or lunar 8/15"))
    phone = TextField(relative.phone if relative else "", icon="phone")
    form.row("phone", _("Phone"), phone)
    if relative is None or relative.other_id is None:
        find = picking(desk, key)
        form.row("other", _("Also a client?"), Picker(find, _("Name or phone")))
    allowed = list(relative.may) if relative is not None else ["book", "share"]
    form.row(
        "may",
        _("What they may do"),
        Answers([(one, _(said)) for one, said in MAY.items()], allowed, several=True),
    )
    note = TextField(relative.note if relative else "")
    form.row("note", _("Note"), note)

    def save() -> None:
        said = form.values()
        day = read_birthday(said["birthday"], region, desk.today())
        other = said.get("other")
        name = said["name"]
        if not name and other is not None:
            picker = form.field("other")
            if isinstance(picker, Picker) and picker.line is not None:
                name = picker.line.name
        number = said["phone"]
        read = read_phone(number, region) if number else None
        wrong: dict[str, object] = {}
        if not name:
            wrong["name"] = _("Please say which.")
        if said["birthday"] and day.birthday is None and day.lunar is None:
            wrong["birthday"] = day.said() or _("Write it like 23 May.")
        if read is not None and read.problem:
            wrong["phone"] = read.said()
        if form.wrong(wrong):
            return
        moon, sun = day.lunar, day.birthday
        birth = (moon.month, moon.day) if moon is not None else None
        if moon is None and sun is not None:
            birth = (sun.month, sun.day)
        draft = RelativeDraft(
            relation=refs[said["relation"]],
            name=name,
            other=ClientId(int(str(other))) if other is not None else None,
            birth=birth,
            is_lunar=None if birth is None else moon is not None,
            is_leap=None if birth is None else bool(moon and moon.leap),
            phone=(read.number or number) if read is not None else "",
            may_book="book" in said["may"],
            may_see="see" in said["may"],
            may_share="share" in said["may"],
            note=said["note"],
        )
        if relative is not None:
            done = desk.do(edit_relative, relative.id, draft)
            done.then(lambda _none: sheet.accept()).otherwise(sheet.fail)
            return
        made = desk.do(
            add_relative,
            key,
            refs[said["relation"]],
            name,
            other=draft.other,
            birth=birth,
            more=draft,
        )
        made.then(lambda _id: sheet.accept()).otherwise(sheet.fail)

    keeps(desk, sheet, f"family of {key} {relative.id if relative else ''}", form)
    sheet.add(form)
    sheet.cancel()
    sheet.button(_("Add") if relative is None else _("Keep"), save, primary=True)
    sheet.setMinimumHeight(min(HIGH, home.window().height() - 60))
    sheet.open()
    return sheet


def _born_words(one: RelativeLine | None) -> str:
    if one is None or one.birth_month is None or one.birth_day is None:
        return ""
    if one.birth_lunar:
        return lunar_words(LunarDay(one.birth_month, one.birth_day, one.birth_leap))
    return day_of_year(one.birth_month, one.birth_day)
