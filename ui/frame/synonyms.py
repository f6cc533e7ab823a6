"""Other words for what can be done, so that the palette understands people.

Each entry names an action by its words in the catalogue and lists, apart by commas,
what else people call it. The translated lists are words of those languages, not
translations of these.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from salon.text import N_, _
from ui.kit.buttons import plain
from ui.parts.homes import client_in_sight
from ui.parts.ways import open_absence, open_history, open_joining, open_needs
from ui.places import ClientList, House, Place, SettingsPage, Today

if TYPE_CHECKING:
    from ui.desk import Desk

SYNONYMS: tuple[tuple[str, str], ...] = (
    (N_("&Undo"), N_("take back, revert, oops, mistake")),
    (N_("&Redo"), N_("again, repeat")),
    (N_("&Back"), N_("previous, return")),
    (N_("&Light or dark"), N_("theme, night, colours, bright, black")),
    (N_("&New client"), N_("add, register, walk-in, create, file")),
    (N_("&Book"), N_("appointment, reserve, new visit, schedule")),
    (N_("&Start calling"), N_("phone, ring, follow up, after-care")),
    (N_("New &plan"), N_("course, treatment plan, programme")),
    (N_("&Import a client list"), N_("excel, csv, contacts, upload, bring, migrate")),
    (N_("&Export clients"), N_("excel, csv, download, save list, backup list")),
    (N_("Calendar"), N_("diary, day book, week, agenda, schedule")),
    (N_("Today"), N_("home, now, board, waiting, arrivals")),
    (N_("Clients"), N_("customers, people, list, address book")),
    (N_("Calls"), N_("phone, ring, follow up, after-care")),
    (N_("Plans"), N_("courses, programmes, treatment plans")),
    (N_("Till"), N_("pay, bill, invoice, cash desk, checkout, receipt, money")),
    (
        N_("Can we keep our &promises?"),
        N_("owed, liability, hours, capacity, prepaid, weeks, cover"),
    ),
    (N_("Sur&veys"), N_("questionnaire, satisfaction, nps, yearly, feedback, form")),
    (
        N_("How the &team is"),
        N_("pulse, mood, staff satisfaction, nameless, anonymous"),
    ),
    (
        N_("The hous&e"),
        N_("round, defect, suggestion, training, enquiry, waiting, shop, tidy"),
    ),
    (N_("Somebody came &in"), N_("enquiry, walk-in, visitor, asked, lead, prospect")),
    (N_("Whom to g&reet"), N_("arrivals, welcome, door, hello, expect")),
    (N_("Note a su&ggestion"), N_("idea, wish, improve, proposal, feedback")),
    (N_("Close the &day"), N_("day end, count, cash up, float, z report, takings")),
    (N_("Repor&ts"), N_("takings, commission, figures, turnover, owed, statistics")),
    (N_("Shelf"), N_("stock, products, inventory, goods, batches, recall, count")),
    (
        N_("Who stays, who &leaves"),
        N_("loyalty, retention, churn, bucket, cohorts, abc, pareto, slipping"),
    ),
    (
        N_("The &month for the owner"),
        N_("owner, monthly report, gold clients, waterfall, kpi, month end"),
    ),
    (N_("Settings"), N_("options, preferences, setup, configure, salon")),
    (N_("&History"), N_("log, audit, who changed, changes, versions")),
    (
        N_("&Join with another file"),
        N_("merge, duplicate, twice, combine, same person"),
    ),
    (N_("P&rint"), N_("paper, pdf, sheet, leaflet")),
    (N_("&Print"), N_("paper, pdf, sheet, leaflet")),
    (N_("&Call"), N_("phone, ring, telephone")),
    (N_("Something went &wrong"), N_("reaction, burn, complaint, incident, accident")),
    (N_("Not c&ontent"), N_("complaint, unhappy, angry, refund, grievance, sorry")),
    (N_("&Complaints"), N_("cases, unhappy, angry, refund, late, grievance")),
    (N_("New &assessment"), N_("skin, analysis, check, measure, consultation")),
    (N_("Plan &calls"), N_("recall, reminder, win back, follow up")),
    (N_("&Keep this as a view"), N_("filter, save filter, segment, group")),
    (N_("&Find"), N_("search, look for")),
)


@dataclass(frozen=True)
class Way:
    """Something one can do that is no action of any page: where it leads, in words."""

    name: str
    also: str
    icon: str
    act: Callable[["Desk"], object]


def _go(place: Place) -> Callable[["Desk"], object]:
    return lambda desk: desk.go(place)


def _absence(desk: "Desk") -> None:
    open_absence(desk, desk.today())


def _of_client(act: Callable[["Desk", Any], object]) -> Callable[["Desk"], object]:
    """Return a deed about the client in sight; without one, the list to choose from."""

    def do(desk: "Desk") -> None:
        key = client_in_sight(desk)
        if key is None:
            desk.say(_("Choose a client first."))
            desk.go(ClientList())
        else:
            act(desk, key)

    return do


def _history(desk: "Desk", key: int) -> None:
    open_history(desk, "client", key)


WAYS = (
    Way(
        N_("Holiday or time away"),
        N_("absence, vacation, day off, sick, leave, closed, break"),
        "calendar-time",
        _absence,
    ),
    Way(
        N_("Join two files of one person"),
        N_("merge, duplicate, twice, combine, same person"),
        "users-group",
        _of_client(open_joining),
    ),
    Way(
        N_("Who changed what"),
        N_("history, log, audit, changes, versions"),
        "history",
        _of_client(_history),
    ),
    Way(
        N_("What a client needs and expects"),
        N_("need, expect, expectation, wish, value, motive"),
        "heart-handshake",
        _of_client(open_needs),
    ),
    Way(
        N_("Little things and surprises: steps of a visit"),
        N_("surprise, gift, present, extra, little thing, steps, delight"),
        "gift",
        _go(Today()),
    ),
    Way(
        N_("Training of the team"),
        N_("training, quiz, learn, teach, questions, course"),
        "help-circle",
        _go(House("training")),
    ),
    Way(
        N_("Enquiries and who waits"),
        N_("enquiry, inquiry, lead, walk-in, waiting, voucher"),
        "door-enter",
        _go(House("door")),
    ),
    Way(
        N_("Backups"),
        N_("backup, copy, restore, safe, save, lost"),
        "database-export",
        _go(SettingsPage("backups")),
    ),
    Way(
        N_("Language of this window"),
        N_("language, chinese, english, translate"),
        "language",
        _go(SettingsPage("desk")),
    ),
    Way(
        N_("Printer and this desk"),
        N_("printer, screen, size, computer"),
        "printer",
        _go(SettingsPage("desk")),
    ),
    Way(
        N_("Team"),
        N_("staff, employee, hire, beautician, therapist, roster"),
        "users",
        _go(SettingsPage("team")),
    ),
    Way(
        N_("Rooms and devices"),
        N_("room, machine, laser, equipment"),
        "device-desktop",
        _go(SettingsPage("rooms")),
    ),
    Way(
        N_("Price list"),
        N_("price, cost, service, treatment, menu"),
        "currency-pound",
        _go(SettingsPage("prices")),
    ),
    Way(
        N_("Opening hours"),
        N_("open, closed, hours, address, salon name"),
        "building-store",
        _go(SettingsPage("salon")),
    ),
    Way(
        N_("Keys and about"),
        N_("shortcuts, help, keyboard, version, about"),
        "help-circle",
        _go(SettingsPage("about")),
    ),
)


def also(text: str) -> str:
    """Return what else people call the action of these words, in the language of now.

    English is understood in every language: many salons speak two.
    """
    for name, words in SYNONYMS:
        if plain(_(name)) == text:
            return f"{plain(name)}, {words}, {_(words)}".casefold()
    return ""


def ways(desk: "Desk") -> list[tuple[str, str, str, Callable[[], object]]]:
    """Return name, other words, icon and deed of each way, in the language of now."""
    return [
        (
            _(way.name),
            f"{way.name}, {way.also}, {_(way.also)}".casefold(),
            way.icon,
            partial(way.act, desk),
        )
        for way in WAYS
    ]
