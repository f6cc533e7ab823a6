"""The words of the command line; docs/command-line.md is made from them."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from functools import partial
from typing import Any

from salon.cli import backups, beginning, day, lists, people, reports
from salon.options import common
from salon.staff.model import Role


def parser(*, is_line: bool = False) -> ArgumentParser:
    """Return what understands every command, or every line of a `run`."""
    whole = ArgumentParser(
        prog="main.py", description="Camellia, a client manager for beauty salons."
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="command")
    shared = common(is_line=is_line)
    shared.add_argument("--json", action="store_true", help="answer in JSON")
    shared.add_argument("--as", dest="act_as", metavar="NAME", help="who acts")

    def add(
        name: str, does: Callable[..., Any], says: str, *, needs_salon: bool = True
    ) -> ArgumentParser:
        command: ArgumentParser = commands.add_parser(
            name, help=says, description=says, parents=[shared]
        )
        command.set_defaults(does=does, needs_salon=needs_salon)
        return command

    _beginning(partial(add, needs_salon=False))
    _people(add, shared)
    _day(add)
    _care(add)
    _keeping(add, partial(add, needs_salon=False))
    return whole


def _count(text: str) -> int:
    """Return how many are wanted; "-5" is no number of anything."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(f"not a count: {text}")
    return int(text)


def _beginning(add: Callable[..., ArgumentParser]) -> None:
    init = add("init", beginning.init, "begin an empty salon with the starting content")
    init.add_argument("dir", metavar="DIR")
    init.add_argument("--name", required=True)
    for option in ("region", "currency", "timezone"):
        init.add_argument(f"--{option}")
    demo = add("demo", beginning.demo, "build a believable sample salon")
    demo.add_argument("dir", metavar="DIR")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--clients", type=int, default=240)
    demo.add_argument("--years", type=int, default=3)


def _people(add: Callable[..., ArgumentParser], shared: ArgumentParser) -> None:
    taken = add("import", lists.import_, "take clients in from a file")
    taken.add_argument("file", metavar="FILE", nargs="?")
    taken.add_argument("--kind", choices=("csv", "xlsx", "vcard"))
    for option in ("encoding", "delimiter", "sheet", "rejects"):
        taken.add_argument(f"--{option}")
    taken.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
    taken.add_argument("--dry-run", action="store_true")
    taken.add_argument("--all-rows", action="store_true")
    taken.add_argument("--take-back", metavar="BATCH")
    out = add("export", lists.export, "write clients to a .csv, .xlsx or .vcf file")
    out.add_argument("file", metavar="FILE")
    out.add_argument("--clients", nargs="+", metavar="ID")
    find = add("find", people.find, "find clients as the search box does")
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--limit", type=_count, default=50)
    client = add("client", people.client, "show, add or edit a client")
    own = client.add_subparsers(dest="verb", required=True, metavar="show|add|edit")
    show = own.add_parser("show", parents=[shared], help="the file of one client")
    show.add_argument("id", metavar="ID")
    fresh = own.add_parser("add", parents=[shared], help="open a file")
    fresh.add_argument("--name", required=True)
    fresh.add_argument("--phone", action="append", default=[], metavar="P")
    fresh.add_argument("--birthday", metavar="D")
    fresh.add_argument("--lunar", metavar="M-D[-leap]")
    edit = own.add_parser("edit", parents=[shared], help="change fields of a file")
    edit.add_argument("id", metavar="ID")
    edit.add_argument("--seen", type=int, metavar="VERSION")
    for command in (fresh, edit):
        command.add_argument("--field", action="append", default=[], metavar="F=V")
    merge = add("merge", people.merge, "join two files of one person")
    merge.add_argument("keep", metavar="KEEP")
    merge.add_argument("away", metavar="AWAY")
    shelf = add("catalogue", people.catalogue, "print what there is to choose from")
    shelf.add_argument("what", choices=people.CATALOGUES)
    shelf.add_argument("text", nargs="?", default="", metavar="TEXT")
    assess = add("assess", people.assess, "keep an assessment of a client's skin")
    assess.add_argument("client", metavar="CLIENT")
    assess.add_argument("file", metavar="FILE|-")
    patch = add("patch", people.patch, "note a patch test of a client for a service")
    patch.add_argument("client", metavar="CLIENT")
    patch.add_argument("service", metavar="SERVICE")
    patch.add_argument("--result", choices=("none", "doubtful", "positive"), default="")
    patch.add_argument("--at", metavar="DAYTTIME", help="when it was put on")
    hire = add("hire", people.hire_person, "add someone to the team")
    hire.add_argument("name", metavar="NAME")
    roles = [role.value for role in Role]
    hire.add_argument("--role", choices=roles, default="therapist")
    hire.add_argument("--skills", default="l3 specialist", help="levels, words apart")
    for name, does in (("room", people.add_a_room), ("device", people.add_a_device)):
        thing = add(name, does, f"add a {name}")
        thing.add_argument("name", metavar="NAME")
        thing.add_argument("--type", default="any_bed" if name == "room" else "none")


def _day(add: Callable[..., ArgumentParser]) -> None:
    free = add("free", day.free, "print the first free times for a service")
    free.add_argument("service", metavar="SERVICE")
    free.add_argument("--from", dest="start", metavar="DAY")
    free.add_argument("--days", type=int, default=14)
    free.add_argument("--person", metavar="P")
    free.add_argument("--client", metavar="C", help="and what stands against it")
    book = add("book", day.book_visit, "give a client a time")
    book.add_argument("client", metavar="CLIENT")
    book.add_argument("service", metavar="SERVICE")
    book.add_argument("--at", required=True, metavar="DAYTTIME")
    for option in ("person", "room", "device", "override"):
        book.add_argument(f"--{option}")
    move = add("move", day.move_visit, "give an appointment another time or place")
    move.add_argument("id", metavar="ID")
    move.add_argument("--at", metavar="DAYTTIME")
    for option in ("person", "room", "device", "service", "override"):
        move.add_argument(f"--{option}")
    move.add_argument("--minutes", type=int)
    move.add_argument("--seen", type=int, metavar="VERSION")
    swap = add("swap", day.swap_visits, "let two appointments take each other's time")
    swap.add_argument("id", metavar="ID")
    swap.add_argument("other", metavar="ID")
    swap.add_argument("--override", metavar="REASON")
    swap.add_argument("--seen", type=int, nargs=2, metavar="VERSION")
    for name, says in (
        ("confirm", "note that a client says she will come"),
        ("arrive", "note that a client is here"),
        ("start", "begin the treatment"),
        ("missed", "note that a client did not come"),
        ("leave", "note that a client has gone home"),
    ):
        step = add(name, partial(day.step, name), says)
        step.add_argument("id", metavar="ID")
        if name == "start":
            step.add_argument("--override", metavar="REASON")
    cancel = add("cancel", partial(day.step, "cancel"), "free the time again")
    cancel.add_argument("id", metavar="ID")
    cancel.add_argument("--reason", default="")
    done = add("complete", day.complete_visit, "record a treatment; its calls follow")
    done.add_argument("id", metavar="ID")
    done.add_argument("file", nargs="?", metavar="FILE|-")
    done.add_argument("--override", metavar="REASON")
    book_of = add("day", day.day, "print the day book")
    book_of.add_argument("day", nargs="?", default="today", metavar="DAY")
    book_of.add_argument("--days", type=int, default=1)


def _care(add: Callable[..., ArgumentParser]) -> None:
    calls = add("calls", day.calls, "print the call list, the best call first")
    calls.add_argument("--until", metavar="DAY")
    calls.add_argument("--all", action="store_true")
    call = add("call", day.log, "log how a call went")
    call.add_argument("id", metavar="ID")
    call.add_argument("outcome", metavar="OUTCOME")
    call.add_argument("--answer", action="append", default=[], metavar="Q=A")
    call.add_argument("--flag", default="", metavar="F")
    call.add_argument("--note", default="", metavar="N")
    call.add_argument("--again", metavar="DAYTTIME")
    plan = add("plan", day.plan_for, "make a treatment plan from a template")
    plan.add_argument("client", metavar="CLIENT")
    plan.add_argument("template", metavar="TEMPLATE")
    plan.add_argument("--from", dest="start", metavar="DAY")
    plan.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    plans = add("plans", day.plans_of, "print treatment plans")
    plans.add_argument("client", nargs="?", metavar="CLIENT")
    paper = add("print", reports.print_paper, "print a paper as PDF")
    paper.add_argument("what", choices=("plan", "record", "leaflet", "day"))
    paper.add_argument("id", metavar="ID")
    paper.add_argument("--paper", choices=("A4", "A5", "Letter"), default="A4")
    paper.add_argument("--out", required=True, metavar="FILE.pdf")


def _keeping(
    add: Callable[..., ArgumentParser], apart: Callable[..., ArgumentParser]
) -> None:
    add("undo", reports.undo, "take back the last action of this computer")
    add("redo", reports.redo, "do again what was taken back")
    past = add("history", reports.history_of, "print who did what, newest first")
    past.add_argument("record", nargs="?", metavar="RECORD")
    past.add_argument("--limit", type=_count, default=50)
    check = add(
        "check", reports.check, "look for anything lost, altered or inconsistent"
    )
    check.add_argument(
        *("--head",),
        action="append",
        default=[],
        metavar="SEQ:HASH",
        help="a head noted elsewhere, which must be in the history",
    )
    check.add_argument(
        *("--accept",), action="store_true", help="go on without what is missing"
    )
    apart("migrate", beginning.migrate, "bring an older salon up to date")
    copy = apart("backup", backups.backup, "make a backup, or list those there are")
    copy.add_argument("dir", nargs="?", metavar="DIR", help="else beside the records")
    copy.add_argument("--list", action="store_true", help="list them instead")
    back = apart("restore", backups.restore, "come back from a backup")
    back.add_argument("file", metavar="FILE")
    back.add_argument("dir", metavar="DIR", help="new, or a hurt salon's own")
    back.add_argument("--key", metavar="FILE", help="where its key was kept apart")
    many = add("run", None, "carry out one command a line, in one process")
    many.add_argument("file", metavar="FILE|-")
    tour = apart("tour", reports.tour, "save a picture of every page of the window")
    tour.add_argument("dir", metavar="DIR")
    tour.add_argument("--theme", choices=("light", "dark"), default="light")
    tour.add_argument("--scale", type=float, default=1.0)
    tour.add_argument("--size", default="1440x900", metavar="WxH")
    bench = apart("bench", reports.bench, "measure how fast it is, against limits")
    bench.add_argument("--quick", action="store_true")
