"""Sheets that the tests and the benchmark print."""

import csv
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from salon.aftercare.sheet import DayAdvice, LeafletSheet
from salon.appointments.sheet import DayLine, DaySheet, PersonDay
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
    FindingLine,
    ProductLine,
    RecordSheet,
    SettingLine,
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
    measures=PLAN.measures,
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
LEAFLET = LeafletSheet(
    service="Mandelic peel 20 %",
    client="林美华",
    done_on=date(2026, 11, 23),
    by="Ana Ferreira",
    opening="Your skin has worked today. Give it three quiet days.",
    days=(
        DayAdvice("Today", "Warm, tight, a little pink.", "Lukewarm water and balm."),
        DayAdvice(
            "Day 1 to 3", "Tight, dry, perhaps flaking.", "No gym, sauna, picking."
        ),
        DayAdvice("Day 4 to 7", "Calm again, fresher.", "Azelaic acid from day four."),
        DayAdvice("From day 8", "As before, and more even.", "Sun cream stays."),
    ),
    do=("Sun cream SPF 50, two finger lengths", "Sleep on a fresh pillow case"),
    leave=("Scrubs, waxing and shaving of the face", "Retinol and fruit acids"),
    is_normal=("warmth and tightness to 48 hours", "fine flakes to day five"),
    call_us=("redness that grows after 48 hours", "a cold sore", "dark patches"),
    see_doctor=("blisters or oozing", "swollen eyelids", "fever"),
    red_flags=("Hard breathing, tight throat, swollen tongue or lips, faintness",),
    emergency_number="999",
    next_call="We ring you on Tuesday 24 November.",
)
DAY = DaySheet(
    date(2026, 11, 23),
    (
        PersonDay(
            "Ana Ferreira",
            "09:00 to 18:00",
            (
                DayLine(
                    time(9),
                    time(10),
                    "美华 (Meihua)",
                    "Deep cleanse, LED calm",
                    "Room 2",
                    "LED mask",
                    "Jasmine tea",
                    "do not offer the neck cream",
                    "Allergy: salicylic acid",
                    "Session 1 of 6",
                ),
                DayLine(
                    time(10, 15),
                    time(11, 15),
                    "Mrs Nair",
                    "Aromatherapy massage",
                    "Room 1",
                    drink="Water, no ice",
                    never="eucalyptus",
                    note="Prefers quiet",
                ),
                DayLine(
                    time(14),
                    time(14, 45),
                    "陈雨桐",
                    "Lash lift and tint",
                    "Room 3",
                    alert="No patch test on file",
                ),
            ),
        ),
        PersonDay(
            "Jun",
            "10:00 to 19:00",
            (DayLine(time(11), time(12), "Tom", "Men’s facial", "Room 1"),),
        ),
    ),
)
