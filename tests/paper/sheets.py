"""Sheets that the tests and the benchmark print."""

import csv
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from salon.aftercare.sheet import Care, CareLine, LeafletSheet, NextDate
from salon.appointments.sheet import DayLine, DaySheet, LookOut, PersonDay
from salon.money import Money
from salon.paper.sheets import Letterhead, Ruler
from salon.plans.sheet import (
    AdviceLine,
    Helper,
    HomeStep,
    Kind,
    Pause,
    PhaseLine,
    PlanSheet,
    PriceLine,
    ReviewLine,
    SessionLine,
    Worth,
)
from salon.treatments.sheet import (
    AssessmentSheet,
    Block,
    ConsentEntry,
    DangerLine,
    FileSheet,
    FindingLine,
    IncidentEntry,
    MeasureLine,
    MeasureTable,
    Pair,
    ProductLine,
    RecordSheet,
    SettingLine,
    Told,
    VisitEntry,
    VisitLine,
    ZoneShape,
)

ZONES = Path(__file__).parents[2] / "resources" / "domain" / "skin_zones.csv"

LONDON = ZoneInfo("Europe/London")


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


HEAD = Letterhead("Camellia Beauty · 山茶美容", "12 Garden Row", "020 7946 0011")
PLAN = PlanSheet(
    number="2026-0147",
    drawn_up=date(2026, 10, 12),
    today=date(2026, 11, 23),
    title="Towards an even tone",
    client="林美华",
    said="Lín Měihuá",
    helpers=(
        Helper("Ana Ferreira", "your beautician"),
        Helper("Zhao Wen", "your consultant"),
    ),
    her_words="I would like a summer without foundation.",
    where_we_are="Melasma on the right cheek, mild to moderate.",
    what_we_aim_for=("A quarter to a third lower by 29 January",),
    road=Ruler(
        "Melasma score",
        "points",
        (
            (date(2026, 10, 12), 6.8),
            (date(2026, 11, 9), 6.3),
            (date(2026, 11, 23), 5.6),
        ),
        4.8,
        4.5,
        date(2027, 1, 29),
        0,
        24,
        "down",
    ),
    measures=(
        Ruler(
            "Melanin index",
            "a.u.",
            ((date(2026, 10, 12), 206), (date(2026, 11, 23), 170)),
            165,
        ),
        Ruler(
            "Water", "a.u.", ((date(2026, 10, 12), 37), (date(2026, 11, 23), 46)), 50
        ),
        Ruler(
            "How pleased", "0–10", ((date(2026, 10, 12), 4), (date(2026, 11, 23), 4))
        ),
    ),
    phases=(
        PhaseLine(
            "Protect and repair",
            "weeks 1 – 4",
            "",
            date(2026, 10, 12),
            date(2026, 11, 8),
        ),
        PhaseLine(
            "Lighten gently",
            "weeks 5 – 16",
            "fade without heat",
            date(2026, 11, 9),
            date(2027, 1, 31),
        ),
    ),
    sessions=(
        SessionLine(
            "First consultation",
            60,
            at(2026, 10, 12, 14),
            person="Zhao Wen",
            kind=Kind.TALK,
            is_done=True,
        ),
        SessionLine(
            "Barrier repair", 60, at(2026, 11, 9, 14), person="Ana", is_done=True
        ),
        SessionLine("Gentle PHA renewal", 45, at(2026, 12, 7, 14), person="Ana"),
        SessionLine("Brightening facial", 85, at(2026, 12, 21, 14), person="Ana"),
        SessionLine(
            "Gentle PHA renewal",
            45,
            due_from=date(2027, 1, 4),
            due_to=date(2027, 1, 6),
        ),
        SessionLine(
            "Third review", 30, at(2027, 1, 29, 11), person="Ana", kind=Kind.REVIEW
        ),
    ),
    reviews=(ReviewLine(date(2027, 1, 29), "Third review"),),
    spacing="At least 14 days between two visits for Gentle PHA renewal.",
    morning=(
        HomeStep("Amino-acid foam", "two pumps"),
        HomeStep("Vitamin C serum", "three drops", "lasts until 22 January"),
        HomeStep("Mineral sunscreen SPF 50", "two finger lengths"),
    ),
    evening=(
        HomeStep("Cleansing oil", "two pumps"),
        HomeStep("Azelaic acid 10 %", "one pea", "every other evening"),
        HomeStep("Barrier cream", "one cherry"),
    ),
    weekly=(HomeStep("Sheet mask", "15 minutes", "Sundays"),),
    pauses=(
        Pause("From 4 Dec", "Stop acids and peels", date(2026, 12, 4), "stop acids"),
    ),
    advice=(
        AdviceLine("Food", "Two coloured vegetables a day.", "food"),
        AdviceLine("Sleep", "Seven hours or more.", "sleep"),
        AdviceLine("Movement", "150 minutes a week; in pieces of ten.", "movement"),
        AdviceLine("Sun", "A hat outdoors, 10 to 15.", "sun"),
    ),
    habit="Sunscreen every morning; 1.2 ml at least",
    expectation=(
        "Melasma is managed, not erased.",
        "Sunny days can undo a month.",
    ),
    not_promised=("That spots will never return.",),
    ring_us_if=("blisters, oozing or swelling", "redness that grows after 48 hours"),
    ring_phone="020 7946 0011",
    open_hours="Monday to Saturday, 10:00 – 19:00",
    emergency_number="999",
    price=PriceLine(
        "GBP",
        Money(68000),
        count=4,
        list_total=Money(80000),
        received=Money(22100),
        to_come=Money(45900),
        worth=(Worth("Gentle PHA renewal", Money(8500), 2, 0),),
        terms=("Valid until 31 August 2027.",),
    ),
)
PLAN_ZH = replace(
    PLAN,
    title="淡斑匀肤计划",
    helpers=(Helper("赵雯", "制订计划"),),
    her_words="夏天不打底妆，也能出门。",
    where_we_are="右颊黄褐斑，轻至中度。",
    what_we_aim_for=("16周黄褐斑评分降低约四分之一",),
    road=replace(PLAN.road, name="黄褐斑评分") if PLAN.road else None,
    measures=(replace(PLAN.measures[0], name="黑色素指数"),),
    phases=(replace(PLAN.phases[0], name="屏障修护", when="第1–4周"),),
    sessions=tuple(replace(one, service="温和PHA焕肤") for one in PLAN.sessions),
    reviews=(ReviewLine(date(2027, 1, 29), "第三次复查"),),
    spacing="两次温和PHA焕肤至少间隔14天。",
    morning=(HomeStep("氨基酸洁面泡", "两泵"), HomeStep("物理防晒SPF 50", "两指长")),
    evening=(HomeStep("卸妆油", "两泵", "干手干脸，乳化后冲净"),),
    weekly=(HomeStep("补水面膜", "15分钟", "周日"),),
    pauses=(Pause("12月4日起", "停用酸类", date(2026, 12, 4), "停用酸类"),),
    advice=(AdviceLine("睡眠", "每晚7小时以上，作息固定", "sleep"),),
    habit="每天早晨涂好防晒",
    expectation=("黄褐斑重在管理。",),
    not_promised=("不保证不再复发。",),
    ring_us_if=("起水疱、渗液或肿胀",),
    open_hours="周一至周六，10:00–19:00",
    price=None,
)


def _face() -> dict[str, tuple[str, tuple[tuple[float, float], ...]]]:
    with ZONES.open(encoding="utf-8", newline="") as file:
        return {
            row["zone_id"]: (
                row["en"],
                tuple(
                    (float(x), float(y))
                    for x, y in (pair.split(",") for pair in row["coords"].split(";"))
                ),
            )
            for row in csv.DictReader(file)
            if row["view"] == "face_front" and row["shape"] == "polygon"
        }


FACE = _face()
MARKS = {
    "cheek_outer_r": (1,),
    "cheek_inner_r": (1,),
    "forehead_centre": (2,),
    "nose_wing_l": (3,),
    "nose_wing_r": (3,),
}
SKIN = AssessmentSheet(
    at=at(2026, 11, 23, 9),
    by="Ana",
    skin=("Combination", "Fitzpatrick III", "Glogau II"),
    outline=FACE["face_outline"][1],
    zones=tuple(
        ZoneShape(name, points, MARKS.get(zone, ()))
        for zone, (name, points) in FACE.items()
        if zone != "face_outline"
    ),
    findings=(
        FindingLine(1, "Melasma", "right cheek", "mild to moderate", "since 2024"),
        FindingLine(2, "Dehydration lines", "forehead", "mild"),
        FindingLine(3, "Flushing", "nose", "moderate", "after spicy food"),
    ),
    measures=MeasureTable(
        ("12 Oct", "9 Nov", "23 Nov"),
        (
            MeasureLine("Melanin index, a.u.", ("206", "190", "182")),
            MeasureLine("Hydration, a.u.", ("37", "", "46"), "normal"),
        ),
    ),
)
RECORD = RecordSheet(
    number="T30817",
    client="林美华",
    service="Mandelic peel 20 %",
    at=at(2026, 11, 23, 14),
    minutes=45,
    by="Ana Ferreira",
    room="Room 2",
    alerts=("Allergy: salicylic acid", "Tretinoin at night until 16 November"),
    done=(
        "Cleansed twice, degreased, eyes and lips guarded with balm.",
        "Mandelic acid 20 %, one layer, four minutes, neutralised.",
        "Calming mask, LED amber for ten minutes.",
    ),
    products=(
        ProductLine("Mandelic acid 20 %", "3 ml", "L2409-17"),
        ProductLine("Panthenol mask", "10 g", "P118"),
    ),
    settings=(SettingLine("LED amber", "590 nm, 10 min, 40 J/cm²"),),
    reaction="Pink on both cheeks, gone after twenty minutes. No frosting.",
    advice=("Balm for three days.", "Sun cream every two hours outdoors."),
    next_time="Five minutes if she stays calm; photographs first.",
    note="Asked about the wedding in February.",
    signed="Ana Ferreira, 23 Nov 2026, 15:02",
    assessment=SKIN,
)
PEEL = Care(
    title="After your mandelic peel",
    done="At 14:00, by Ana Ferreira, 20 %, four minutes.",
    rows=(
        CareLine("First hours", "Warm, tight and pink", "Leave it bare, stay cool"),
        CareLine("Tonight", "A little dry, a little itch", "Cool water, barrier cream"),
        CareLine("Tomorrow", "Pink, as after wind", "Mild foam, cream, sunscreen"),
        CareLine("Days 2 – 4", "Flakes, most on day 3", "Let them fall by themselves"),
        CareLine("Days 5 – 7", "Smooth, still thirsty", "One serum back from day 7"),
        CareLine("To 7 Dec", "Marks easily in the sun", "Sunscreen, hat, also indoors"),
    ),
    do=(
        "Cream as often as it feels tight",
        "Sunscreen, two finger lengths",
        "A clean pillowcase tonight",
    ),
    leave=(
        "Picking, scrubs, acids, retinol",
        "Gym, sauna, pool: 48 hours",
        "Make-up until tomorrow",
    ),
    ring_us="Burning or sharp pain, a white patch, a blister; a new dark patch.",
)
LEAFLET = LeafletSheet(
    PEEL,
    client="林美华",
    number="A5428",
    done_on=date(2026, 11, 23),
    calls="Ana Ferreira rings you tomorrow, 10:00 – 12:00.",
    ring_phone="020 7946 0011",
    after_hours="After 19:00 ring 07700 900 412.",
    emergency_number="999",
    next=NextDate("Monday 14 December, 14:00", "Skin check, Ana, 30 min"),
    wait="No mandelic peel before 7 Dec",
)
DAY = DaySheet(
    date(2026, 11, 24),
    (
        PersonDay(
            "Ana Ferreira",
            ("10:00 – 19:00, Room 1", "Break 14:00 – 14:30"),
            (
                DayLine(
                    time(10),
                    60,
                    "许文静",
                    "Barrier repair facial",
                    "Xǔ Wénjìng",
                    "07700 900153",
                    (LookOut("alert-octagon", "Allergy: Adhesive plaster"),),
                    "Never: eucalyptus",
                ),
                DayLine(
                    time(12, 30),
                    60,
                    "王丽",
                    "Calming facial",
                    "Wáng Lì, born 1979",
                    "07700 900447",
                    (LookOut("users", "Namesake at 15:15", "this number ends 447"),),
                ),
                DayLine(time(17), 60, "Grace Okafor", "Facial for pregnancy"),
            ),
        ),
        PersonDay(
            "Jun Park",
            ("12:00 – 19:00",),
            (
                DayLine(
                    time(12),
                    60,
                    "何嘉怡",
                    "Lash lift and tint",
                    "Hé Jiāyí",
                    "07700 900660",
                    (
                        LookOut(
                            "alert-octagon", "No patch test for lash tint", "", True
                        ),
                        LookOut("alert-triangle", "Tretinoin", "ask when last used"),
                    ),
                ),
            ),
        ),
        PersonDay("Sofia Marino", ("10:00 – 16:00",)),
    ),
    count="4 clients, 2 people.",
    care="1 without a patch test, 2 namesakes.",
    printed="printed Mon 23 Nov, 18:55",
    emergency_number="999",
)
FILE = FileSheet(
    number="C1284",
    client="林美华",
    said="Lín Měihuá, Mrs Lin",
    since="C1284 · with us since 14 March 2024, 34 visits",
    about="Even tone, 4 of 10 · Ana Ferreira",
    printed=("Record card, for staff only", "printed 23 Nov 2026, 18:40"),
    danger=(
        DangerLine(
            "alert-octagon",
            "Allergy",
            (Told("Adhesive plaster: ", True), Told("weals within an hour, 2024")),
        ),
        DangerLine("alert-triangle", "Ask first", (Told("none, asked 23 Nov 2026"),)),
        DangerLine("ban", "Not to be done", (Told("nothing on file"),)),
        DangerLine("shield-check", "Patch tests", (Told("not asked", True),)),
    ),
    columns=(
        Block("How to reach", (Pair("Mobile", "07700 900184"),)),
        Block("Who this is", (Pair("Born", "6 May 1984, 42 years"),)),
        Block("What is liked", (Pair("Drink", "Jasmine tea"),)),
    ),
    skin=SKIN,
    visits=tuple(
        VisitLine(
            date(2026, month, 9), "Barrier repair facial", "Mask (lot C26)", "0, calm"
        )
        for month in range(11, 3, -1)
    ),
    visit_count=34,
    foot=(
        Block("With us", (Pair("Course", "6 of 10 left"),)),
        Block("At home"),
        Block("Consents", (Pair("Given", "Terms, health"),)),
    ),
    entries=(
        VisitEntry(
            "9 Nov 2026, 14:00 · Barrier repair facial",
            "T30817 · Ana · Room 1",
            (Pair("Done", "Cleansed\nMask"), Pair("Used", "Mask, lot C26")),
        ),
    ),
    looks=(SKIN,),
    consents=(ConsentEntry("Service terms", "", "14 Mar 2024", "does not end", "Ana"),),
    incidents=(
        IncidentEntry("2 May 2025 · Peel · I3", (Pair("Signs", "Blisters, 10:41"),)),
    ),
    home=(Pair("Morning", "Amino-acid foam, 2 ml"),),
    family=(Pair("Child", "陈思敏, born 3 Jun"),),
    notes=(Pair("Note", "Talks of the garden."),),
)
