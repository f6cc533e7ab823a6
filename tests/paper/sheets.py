"""Sheets that the tests and the benchmark print."""

import csv
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from salon.aftercare.sheet import DayAdvice, LeafletSheet
from salon.appointments.sheet import DayLine, DaySheet, PersonDay
from salon.money import Money
from salon.paper.sheets import Letterhead, Ruler
from salon.plans.sheet import (
    AdviceLine,
    HomeStep,
    Pause,
    PlanSheet,
    PriceLine,
    SessionLine,
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
    drawn_up=date(2026, 11, 23),
    prepared_by="Ana Ferreira",
    title="Even tone by February",
    client="林美华",
    her_words="I want to leave the house without covering my cheek.",
    where_we_are=(
        "Melasma on the right cheek, mild to moderate; dry lines on the forehead. "
        "Melanin index 182 (206 in June). Hydration 46."
    ),
    what_we_aim_for=(
        "Melanin index below 165, hydration above 50. Most clients see a difference "
        "after the third session; results vary."
    ),
    measures=(
        Ruler("Melanin index", "", 0, 400, 182, 206, 165, "still above her other side"),
        Ruler("Hydration", "a.u.", 0, 130, 46, 37, 50, "normal"),
        Ruler("She feels", "", 0, 10, 6, 4, 8, "expects 8"),
    ),
    sessions=(
        SessionLine(
            1,
            "Deep cleanse, LED calm",
            60,
            "Ana",
            at(2026, 11, 23, 9),
            is_done=True,
        ),
        SessionLine(2, "Mandelic peel 20 %", 45, "Ana", at(2026, 12, 7, 14)),
        SessionLine(3, "Mandelic peel 20 %, LED", 60, "Ana", at(2026, 12, 21, 14)),
        SessionLine(
            4,
            "Vitamin C infusion",
            60,
            due_from=date(2027, 1, 1),
            due_to=date(2027, 1, 8),
        ),
        SessionLine(
            5,
            "Mandelic peel 30 %",
            45,
            due_from=date(2027, 1, 15),
            due_to=date(2027, 1, 22),
        ),
        SessionLine(
            6,
            "Glow facial",
            75,
            due_to=date(2027, 2, 8),
            note="With review and photographs",
        ),
    ),
    spacing="14 days apart and never less than 10: skin needs that long to mend.",
    morning=(
        HomeStep("Gentle gel cleanser"),
        HomeStep("Vitamin C serum", "3 drops", "lasts until about 20 January"),
        HomeStep("Mineral sun cream SPF 50", "two finger lengths"),
    ),
    evening=(
        HomeStep("Cleansing balm", "one almond"),
        HomeStep("Azelaic acid 10 %", "one pea", "not on peel nights"),
        HomeStep("Ceramide cream", "one cherry"),
    ),
    weekly=(HomeStep("Clay mask on the nose", "ten minutes", "Sundays"),),
    pauses=(
        Pause(
            "Seven days before a peel",
            "Stop tretinoin, scrubs and waxing on the face. Tell us about any new "
            "medicine, cold sore or sunburn.",
        ),
        Pause("On the day", "Come without make-up. Eat something first."),
        Pause(
            "The first three days after",
            "Warm and tight is normal. Lukewarm water, balm, mineral sun cream. No "
            "gym, sauna or picking.",
        ),
    ),
    advice=(
        AdviceLine(
            "Food", "An iron-rich lunch three times a week; two litres of water."
        ),
        AdviceLine("Sleep", "In bed before 23:00 five nights a week."),
        AdviceLine("Movement", "Half an hour of walking, in the shade."),
        AdviceLine("Sun", "A hat outdoors; sun cream also by the window."),
    ),
    first_habit="Sun cream every morning, also on grey days",
    habit_from=date(2026, 11, 24),
    expectation=(
        "Many people see a more even tone from the third session on.",
        "The patch may look darker for some days after a peel.",
    ),
    not_promised=(
        "Melasma can return with sun or hormones; no course ends it for ever.",
        "How much lighter it becomes differs from skin to skin.",
    ),
    reviews=(date(2026, 12, 21), date(2027, 2, 8)),
    ring_us_if=(
        "blisters, oozing or swelling",
        "redness that grows after 48 hours",
    ),
    ring_phone="020 7946 0011, after 19:00 07700 900 011",
    emergency_number="999",
    price=PriceLine(
        "GBP",
        Money(54000),
        list_total=Money(60000),
        paid=Money(54000),
        delivered=Money(9000),
        still_yours=Money(45000),
        terms=("Valid until 31 August 2027. Move a visit up to 24 hours before.",),
    ),
    code="A20931",
)
PLAN_ZH = PlanSheet(
    number="2026-0147",
    drawn_up=date(2026, 11, 23),
    prepared_by="Ana Ferreira",
    title="二月前均匀肤色",
    client="林美华",
    her_words="希望出门时不用再遮右边脸颊。",
    where_we_are=(
        "右颊黄褐斑，轻至中度；额部干纹。黑色素指数182（六月为206）。水分46，属正常偏低。"
    ),
    what_we_aim_for=(
        "黑色素指数降到165以下，水分升到50以上。多数人第三次护理后可见变化，因人而异。"
    ),
    measures=(
        Ruler("黑色素指数", "", 0, 400, 182, 206, 165, "比另一侧仍高"),
        Ruler("水分", "a.u.", 0, 130, 46, 37, 50, "正常"),
        Ruler("她的感受", "", 0, 10, 6, 4, 8, "期望8"),
    ),
    sessions=(
        SessionLine(
            1,
            "深层清洁，LED舒缓",
            60,
            "Ana",
            at(2026, 11, 23, 9),
            is_done=True,
        ),
        SessionLine(2, "杏仁酸焕肤 20 %", 45, "Ana", at(2026, 12, 7, 14)),
        SessionLine(3, "杏仁酸焕肤 20 %，LED", 60, "Ana", at(2026, 12, 21, 14)),
        SessionLine(
            4, "维C导入", 60, due_from=date(2027, 1, 1), due_to=date(2027, 1, 8)
        ),
        SessionLine(
            5,
            "杏仁酸焕肤 30 %",
            45,
            due_from=date(2027, 1, 15),
            due_to=date(2027, 1, 22),
        ),
        SessionLine(6, "焕亮护理", 75, due_to=date(2027, 2, 8), note="复评、拍照"),
    ),
    spacing="间隔14天，至少10天：皮肤需要这段时间修复。",
    morning=(
        HomeStep("温和洁面啫喱"),
        HomeStep("维C精华", "3滴", "约1月20日用完"),
        HomeStep("SPF 50 物理防晒", "两指量"),
    ),
    evening=(
        HomeStep("卸妆膏", "杏仁大小"),
        HomeStep("壬二酸 10 %", "豌豆大小", "焕肤当晚不用"),
        HomeStep("神经酰胺霜", "樱桃大小"),
    ),
    weekly=(HomeStep("鼻部泥膜", "十分钟", "周日"),),
    pauses=(
        Pause(
            "焕肤前七天",
            "请停用维A酸、磨砂膏，面部不做蜜蜡脱毛。如有新用药、唇疱疹或晒伤，请告诉我们。",
        ),
        Pause("当天", "素颜前来，先吃点东西。"),
        Pause(
            "护理后三天",
            "发热、紧绷属正常。温水洁面，涂修护膏与物理防晒。不健身、不蒸桑拿、不抠皮。",
        ),
    ),
    advice=(
        AdviceLine("饮食", "每周三次补铁午餐；每天两升水。"),
        AdviceLine("睡眠", "每周五晚23:00前入睡。"),
        AdviceLine("运动", "阴凉处步行半小时。"),
        AdviceLine("防晒", "外出戴帽；靠窗也要涂防晒。"),
    ),
    first_habit="每天早晨涂防晒，阴天也涂",
    habit_from=date(2026, 11, 24),
    expectation=("多数人从第三次起肤色更均匀。", "焕肤后几天，色斑可能略深。"),
    not_promised=(
        "日晒与激素会让黄褐斑复发，任何疗程都不能一劳永逸。",
        "能淡多少，因人而异。",
    ),
    reviews=(date(2026, 12, 21), date(2027, 2, 8)),
    ring_us_if=("起泡、渗液或肿胀", "48小时后泛红加重"),
    ring_phone="020 7946 0011，19:00后 07700 900 011",
    emergency_number="999",
    price=PriceLine(
        "GBP",
        Money(54000),
        paid=Money(54000),
        delivered=Money(9000),
        still_yours=Money(45000),
        terms=("有效期至2027年8月31日。改期请提前24小时。",),
    ),
    code="A20931",
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
