"""What is signed is what was read, and stands as long as it may."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.catalogue.model import Subject
from salon.catalogue.queries import all_services, entries
from salon.clients.consents import State
from salon.clients.model import ClientId, NameNeeded, ServiceNeeded
from salon.clients.operations import note_condition, withdraw_consent
from salon.clients.queries import (
    client_card,
    conditions_of,
    consents_of,
    health_answers,
    reaches,
)
from salon.clients.reach import Purpose
from salon.errors import Missing
from salon.forms.composing import pieces
from salon.forms.model import (
    HEALTH,
    BadForm,
    FormChanged,
    GuardianNeeded,
    GuardianStays,
    Mark,
    NoSignature,
    NoSuchForm,
    NotAllTicked,
    NotAnswered,
    NotStrokes,
    Outcome,
    RewordedMeanwhile,
    SignAnew,
    Signing,
    TooYoungToSign,
)
from salon.forms.operations import (
    confirm_form,
    decline_form,
    reword_form,
    sign_form,
    switch_form,
)
from salon.forms.queries import (
    changes_since,
    form_for,
    form_of,
    last_signed,
    torn,
    wording_of,
)
from salon.forms.shipped_forms import shipped_forms
from salon.forms.tables import SignedForm
from salon.forms.writing import document_of, read_form
from salon.skin.model import PhotosRefused
from salon.skin.operations import add_photos
from salon.skin.pictures import prepared
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.text import LANGUAGES
from salon.views.forms import form_sight, forms_sight
from salon.work import Reading, Work
from tests.forms.conftest import DRAWN, PEEL, TREATMENT, Desk
from tests.house import HouseOpened
from tests.skin.test_operations import a_picture


def reword(desk: Desk, ref: str = "treatment:peel", part: int = 2) -> int:
    form = desk.salon.ask(form_of, ref)
    said = document_of(form)
    for code, more in (
        ("en", " Ask us."),
        ("zh_CN", "请问我们。"),
        ("zh_TW", "請問我們。"),
    ):
        said["parts"][part]["text"][code] += more
    return desk.salon.do(reword_form, ref, said, seen=form.number)


def test_the_very_words_are_kept_whatever_the_form_says_later(desk: Desk) -> None:
    read = desk.words()
    desk.sign(seen=read.digest)
    reword(desk)
    [kept] = desk.signed()
    assert kept.wording == read
    assert kept.is_whole
    assert (kept.signature, kept.outcome, kept.item) == (
        *(DRAWN, Outcome.SIGNED, TREATMENT),
    )
    assert desk.words().digest != read.digest
    assert desk.words().number == 2


def test_what_is_signed_stands_for_that_service(desk: Desk) -> None:
    desk.sign()
    [one] = desk.standing()
    assert (one.state, one.line.service_ref, one.until) == (
        *(State.STANDS, PEEL, date(2026, 9, 26)),
    )
    desk.salon.undo()
    assert desk.standing() == []
    assert desk.signed() == []
    desk.salon.redo()
    assert len(desk.signed()) == len(desk.standing()) == 1


def test_words_changed_at_another_desk_are_not_signed(desk: Desk) -> None:
    read = desk.words()
    reword(desk)
    with pytest.raises(FormChanged):
        desk.sign(seen=read.digest)
    assert (desk.signed(), desk.standing()) == ([], [])
    desk.sign(seen=desk.words().digest)


def test_two_who_reword_do_not_overwrite_each_other(desk: Desk) -> None:
    said = document_of(desk.salon.ask(form_of, "treatment:peel"))
    assert reword(desk) == 2
    with pytest.raises(RewordedMeanwhile, match="Peels"):
        desk.salon.do(reword_form, "treatment:peel", said, seen=1)
    now = document_of(desk.salon.ask(form_of, "treatment:peel"))
    assert desk.salon.do(reword_form, "treatment:peel", now, seen=2) == 2  # the same


@pytest.mark.parametrize(("ticks", "is_enough"), [(0, False), (2, False), (3, True)])
def test_each_statement_is_ticked(desk: Desk, ticks: int, is_enough: bool) -> None:
    if is_enough:
        desk.sign(ticks=ticks)
        return
    with pytest.raises(NotAllTicked) as refused:
        desk.sign(ticks=ticks)
    assert refused.value.missing == 3 - ticks
    assert desk.signed() == []


@pytest.mark.parametrize(
    ("strokes", "is_enough"),
    [
        ("", False),
        ("nonsense", False),
        (json.dumps([[[0.5, 0.5]]]), False),
        (json.dumps([[[0.5, 0.5], [0.501, 0.5]], [[0.5, 0.5], [0.5, 0.52]]]), False),
        (json.dumps([[[0.5, 0.5], [0.5499, 0.5]]]), False),
        (json.dumps([[[0.5, 0.5], [0.5501, 0.5]]]), True),
    ],
)
def test_a_dot_is_no_signature(desk: Desk, strokes: str, is_enough: bool) -> None:
    if is_enough:
        desk.sign(signature=strokes)
        return
    with pytest.raises(NotStrokes if strokes == "nonsense" else NoSignature):
        desk.sign(signature=strokes)
    desk.sign(signature=strokes, is_on_paper=True)
    assert desk.signed()[0].signature == ""


def test_a_treatment_is_named(desk: Desk) -> None:
    with pytest.raises(ServiceNeeded):
        desk.sign(service="")


@pytest.mark.parametrize(
    ("born", "is_minor", "stays"),
    [
        ("2008-03-27", False, False),  # eighteen today
        ("2008-03-28", True, False),
        ("2010-03-27", True, False),  # sixteen today
        ("2010-03-28", True, True),
    ],
)
def test_a_minor_signs_with_the_guardian(
    desk: Desk, born: str, is_minor: bool, stays: bool
) -> None:
    desk.born(born)

    def sign(**more: object) -> None:
        desk.sign("health_data", "", **more)

    if not is_minor:
        sign()
        assert [one.line.consent for one in desk.standing()] == ["health_data"]
        return
    with pytest.raises(GuardianNeeded):
        sign()
    named = {"guardian": "Nadia Khan", "relation": "mother"}
    with pytest.raises(GuardianNeeded):
        sign(**named)  # has not signed
    both: dict[str, Any] = {**named, "guardian_signature": DRAWN}
    with pytest.raises(NameNeeded):
        sign(**(both | {"guardian": "x"}))
    sign(**both)
    given = {one.line.consent: one.line for one in desk.standing()}
    assert given.keys() == {"health_data", "guardian_consent"}
    assert given["guardian_consent"].signed_by == "Nadia Khan"
    if stays:
        with pytest.raises(GuardianStays):
            desk.sign("treatment_specific", "brw_shape", **both)
        desk.sign("treatment_specific", "brw_shape", **both, is_in_room=True)


def test_what_waits_for_an_age_waits_whoever_signs(desk: Desk) -> None:
    desk.born("2010-03-28")
    both: dict[str, Any] = {"guardian": "Nadia Khan", "relation": "mother"}
    both |= {"is_in_room": True, "guardian_signature": DRAWN}
    with pytest.raises(TooYoungToSign):
        desk.sign(service="mnd_med", **both)
    assert desk.signed() == []


def test_one_tap_where_nothing_changed(desk: Desk) -> None:
    desk.sign()
    desk.at("2026-09-25T10:00")
    key = desk.salon.do(confirm_form, desk.amira, TREATMENT, service_ref=PEEL)
    newest = desk.signed()[0]
    assert (newest.id, newest.outcome) == (key, Outcome.SAME)
    assert newest.wording == desk.signed()[1].wording
    until = [one.until for one in desk.standing() if one.state is State.STANDS]
    assert until[-1] == date(2027, 3, 27)


def test_one_tap_is_not_enough_once_it_has_ended(desk: Desk) -> None:
    desk.sign()
    desk.at("2026-09-26T10:00")
    with pytest.raises(SignAnew):
        desk.salon.do(confirm_form, desk.amira, TREATMENT, service_ref=PEEL)


def test_one_tap_is_not_enough_when_anything_changed(desk: Desk) -> None:
    def confirm() -> None:
        desk.salon.do(confirm_form, desk.amira, TREATMENT, service_ref=PEEL)

    with pytest.raises(SignAnew):
        confirm()  # never signed
    desk.sign()
    confirm()
    desk.salon.undo()
    reword(desk)
    with pytest.raises(SignAnew, match="words"):
        confirm()
    desk.salon.undo()
    desk.salon.do(note_condition, desk.amira, "retinoid_topical")
    with pytest.raises(SignAnew):
        confirm()


def test_what_was_withdrawn_is_signed_anew(desk: Desk) -> None:
    desk.sign("photo_record", "")
    [one] = desk.standing()
    desk.salon.do(withdraw_consent, one.line.id)
    with pytest.raises(SignAnew, match="withdrawn"):
        desk.salon.do(confirm_form, desk.amira, "photo_record")


def test_no_to_photographs_is_heeded(desk: Desk) -> None:
    desk.salon.do(decline_form, desk.amira, "photo_record", "en")
    assert desk.signed()[0].outcome is Outcome.DECLINED
    picture = prepared(a_picture(), "a.jpg")
    with pytest.raises(PhotosRefused):
        desk.salon.do(add_photos, desk.amira, [(picture, "front")])
    desk.at("2026-03-28T10:00")
    desk.sign("photo_record", "")
    desk.salon.do(add_photos, desk.amira, [(picture, "front")])


def test_offers_follow_the_consent_to_them(desk: Desk) -> None:
    def may(purpose: Purpose) -> bool:
        return desk.salon.ask(reaches, [desk.amira])[desk.amira].may(purpose, "phone")

    desk.sign("contact_promo", "")
    assert may(Purpose.OFFER)
    [one] = desk.standing()
    desk.salon.do(withdraw_consent, one.line.id)
    assert not may(Purpose.OFFER)
    assert may(Purpose.CARE)
    desk.salon.undo()
    assert may(Purpose.OFFER)
    desk.salon.redo()
    desk.sign("contact_promo", "")
    assert may(Purpose.OFFER)
    desk.sign("contact_service", "")
    newest = desk.standing()[-1]
    desk.salon.do(withdraw_consent, newest.line.id)
    assert not may(Purpose.BOOKING)
    assert not may(Purpose.CARE)
    assert may(Purpose.SAFETY)


def test_another_language_is_no_change(desk: Desk) -> None:
    desk.sign()
    before = desk.salon.ask(last_signed, desk.amira, TREATMENT, PEEL)
    assert before is not None
    words = desk.words(language="zh_TW")
    assert desk.salon.ask(changes_since, before, words) == {}
    reword(desk)
    marked = desk.salon.ask(changes_since, before, desk.words(language="zh_TW"))
    assert [one.text for one in marked["wrong"] if one.mark == "new"] == ["請問我們。"]


def own_form(**more: Any) -> dict[str, Any]:
    def all_three(said: str) -> dict[str, str]:
        return {"en": said, "zh_CN": f"{said}。", "zh_TW": f"{said}。"}

    said: dict[str, Any] = {
        "title": all_three("Massage"),
        "parts": [
            {"id": "hurt", "kind": "yes_no", "head": all_three("Does it hurt?")}
            | {"required": True, "writes": "condition:spine_injury"},
            {"id": "where", "kind": "chart", "head": all_three("Where?")}
            | {"when": "hurt=yes", "required": True},
            {"id": "job", "kind": "words", "head": all_three("What do you do?")}
            | {"writes": "sleep_note"},
        ],
        "ticks": [all_three("All is true.")],
    }
    return said | more


def test_a_form_of_the_salon_writes_its_answers_into_the_file(desk: Desk) -> None:
    desk.salon.do(reword_form, "massage", own_form(parts=own_parts()))
    answers = {"hurt": "yes", "where": "b_upper_back", "job": "nurse"}
    with pytest.raises(NotAnswered):
        desk.sign("massage", "", answers=answers | {"hurt": ""})
    with pytest.raises(NotAnswered):
        desk.sign("massage", "", answers=answers | {"where": ""})
    with pytest.raises(NotAnswered):
        desk.sign("massage", "", answers=answers | {"where": "nowhere"})
    zone = desk.salon.ask(_a_zone)
    desk.sign("massage", "", answers={**answers, "where": zone})
    card = desk.salon.ask(client_card, desk.amira)
    assert {one.condition for one in card.conditions} == {"spine_injury"}
    assert {one.field: one.value for one in card.facts}["employer"] == "nurse"
    assert desk.salon.ask(consents_of, desk.amira) == []  # it agrees to nothing
    no = {"hurt": "no", "where": zone, "job": "nurse"}
    desk.sign("massage", "", answers=no)
    assert "where" not in desk.signed()[0].answers  # it was not asked


def own_parts() -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = own_form()["parts"]
    parts[2]["writes"] = "employer"
    return parts


def _a_zone(reading: Reading) -> str:
    return entries(reading, Subject.ZONE)[0].ref


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": {"en": "Only one language"}},
        {"title": ""},
        {"parts": [], "ticks": []},
        {"parts": "text"},
        {"parts": [{"id": "A B", "kind": "text", "text": "x"}]},
        {"parts": [{"id": "a", "kind": "drawing", "head": "x"}]},
        {"item": "no_such_item"},
        {"ticks": [{"en": "x" * 4001, "zh_CN": "x", "zh_TW": "x"}]},
    ],
)
def test_a_form_that_cannot_be_is_refused(desk: Desk, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadForm):
        desk.salon.do(reword_form, "massage", own_form(**wrong))
    with pytest.raises(NoSuchForm):
        desk.salon.ask(form_of, "massage")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (0, {"writes": "condition:no_such"}),
        (1, {"when": "job=yes"}),
        (1, {"when": "hurt=maybe"}),
        (2, {"writes": "no_such_field"}),
        (2, {"writes": "occupation"}),  # whose answers are a list
        (2, {"id": "hurt"}),
        (2, {"kind": "choice", "choices": [{"id": "a", "names": "x"}]}),
        (2, {"kind": "words", "writes": "health:q08"}),  # asks for a yes or a no
        (2, {"kind": "words", "writes": "health:q04"}),  # asks for weeks
        (2, {"kind": "number", "writes": "health:q42"}),  # asks for words
        (0, {"writes": "health:q54"}),  # asks for 0 to 10
        (2, {"kind": "date", "writes": "health:q07"}),
    ],
)
def test_a_part_that_leads_nowhere_is_refused(
    desk: Desk, part: int, change: dict[str, Any]
) -> None:
    parts = own_parts()
    parts[part] |= change
    with pytest.raises(BadForm):
        desk.salon.do(reword_form, "massage", own_form(parts=parts))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (0, {"writes": "health:q08"}),
        (2, {"kind": "words", "writes": "health:q42"}),
        (2, {"kind": "number", "writes": "health:q04"}),
        (2, {"kind": "number", "writes": "health:q54"}),
    ],
)
def test_a_part_may_answer_a_health_question_as_it_is_asked(
    desk: Desk, part: int, change: dict[str, Any]
) -> None:
    parts = own_parts()
    parts[part] |= change
    desk.salon.do(reword_form, "massage", own_form(parts=parts))
    assert desk.salon.ask(form_of, "massage").parts[part].writes == change["writes"]


def test_a_form_that_is_off_is_not_signed(desk: Desk) -> None:
    desk.salon.do(reword_form, "massage", own_form(parts=own_parts()))
    desk.salon.do(switch_form, "massage", is_on=False)
    with pytest.raises(NoSuchForm):
        desk.sign("massage", "", answers={"hurt": "no"})
    desk.salon.do(switch_form, "massage", is_on=True)
    desk.sign("massage", "", answers={"hurt": "no"})


def test_the_salons_own_form_for_a_service_comes_first(desk: Desk) -> None:
    more: dict[str, Any] = {"item": TREATMENT, "parts": own_parts()}
    desk.salon.do(reword_form, "own_peels", own_form(**more, fits=["PEL"]))
    desk.salon.do(reword_form, "own_lactic", own_form(**more, fits=[PEEL]))
    assert desk.words().form == "own_lactic"
    assert desk.words(service="pel_glycolic").form == "own_peels"
    assert desk.words(service="mnd_med").form == "treatment:needling"
    desk.salon.do(switch_form, "own_lactic", is_on=False)
    assert desk.words().form == "own_peels"


def test_what_was_altered_past_the_program_shows(desk: Desk) -> None:
    key = desk.sign()
    assert desk.salon.ask(torn) == []

    def alter(work: Work) -> None:
        kept = work.get(SignedForm, key)
        kept.words = kept.words.replace("acid", "water")
        work.record(HouseOpened())

    desk.salon.do(alter)
    assert desk.salon.ask(torn) == [key]
    assert not desk.signed()[0].is_whole


SENTENCES = st.lists(st.sampled_from(["One. ", "Two! ", "三。", "Four; ", "five"])).map(
    "".join
)


@given(SENTENCES, SENTENCES)
def test_marks_leave_no_word_out(before: str, now: str) -> None:
    found = pieces(before, now)

    def joined(*marks: Mark) -> str:
        return "".join(one.text for one in found if one.mark in marks)

    assert joined(Mark.SAME, Mark.NEW) == now
    assert joined(Mark.GONE) or not joined(Mark.NEW) or len(now) >= len(before)
    if before == now:
        assert joined(Mark.NEW, Mark.GONE) == ""


@pytest.mark.parametrize("ref", sorted(shipped_forms()))
def test_a_shipped_form_is_whole_in_three_languages(ref: str) -> None:
    form = shipped_forms()[ref]
    again = read_form(ref, document_of(form), whole=True)
    assert replace(again, is_own=form.is_own) == form
    assert form.ticks


def test_every_item_and_treatment_has_a_form(desk: Desk) -> None:
    def lacking(reading: Reading) -> list[str]:
        found = []
        for service in all_services(reading).values():
            if TREATMENT in service.consents.split():
                form = form_for(reading, TREATMENT, service.ref)
                if form.ref == "treatment:other":
                    found.append(service.ref)
                for code in LANGUAGES:
                    words = wording_of(reading, desk.amira, form, code, service.ref)
                    said = [words.title, *words.ticks]
                    said += [
                        text for one in words.parts for text in (one.head, one.text)
                    ]
                    assert not [one for one in said if not one or "{" in one], service
        return found

    assert desk.salon.ask(lacking) == []


def test_signing_needs_the_right_to_files(desk: Desk) -> None:
    trainee = desk.salon.do(hire, "Tess", Role.THERAPIST)
    assert trainee  # therapists look after files
    with pytest.raises(Missing):
        desk.salon.do(
            sign_form, ClientId(999), TREATMENT, Signing("en", service_ref=PEEL)
        )


def test_the_questionnaire_notes_what_it_means_for_safety(desk: Desk) -> None:
    form = desk.salon.ask(form_of, HEALTH)
    asked = {one.id: one for one in form.parts}
    assert len(asked) > 35
    assert {one.id for one in asked["q09"].choices} == {
        *("metal_area", "dental_metal", "none"),
    }
    answers = {"q08": "yes", "q09": "dental_metal", "q15": "no", "q18": "none"}
    answers |= {"q03": "yes", "q04": "9", "q06": "skip", "q42": "Aspirin 75 mg"}
    desk.sign(HEALTH, "", answers=answers)
    noted = {one.condition for one in desk.salon.ask(conditions_of, desk.amira)}
    assert {"pacemaker_icd", "dental_metal", "pregnancy"} <= noted
    assert "metal_area" not in noted
    states = {
        one.question: one.state for one in desk.salon.ask(health_answers, desk.amira)
    }
    assert states["q15"] == states["q18"] == "answered"
    assert states["q01"] == "not_asked"
    assert states["q06"] == "declined"
    assert desk.salon.ask(consents_of, desk.amira) == []


def test_what_is_asked_at_each_visit_is_not_filled_in(desk: Desk) -> None:
    desk.sign(HEALTH, "", answers={"q02": "no", "q03": "no", "q08": "no"})
    sight = desk.salon.ask(form_sight, desk.amira, HEALTH, "en")
    assert dict(sight.given) == {"q08": "no"}


def test_weeks_are_asked_of_who_is_pregnant_only(desk: Desk) -> None:
    desk.sign(HEALTH, "", answers={"q03": "no", "q04": "9"})
    assert "q04" not in desk.signed()[0].answers
    assert desk.salon.ask(conditions_of, desk.amira) == []


def test_no_form_is_called_by_what_is_still_to_be_filled_in(desk: Desk) -> None:
    sight = desk.salon.ask(forms_sight)
    assert set(sight.titles) == {one.ref for one in sight.forms}
    for names in sight.titles.values():
        for code in ("en", "zh_CN", "zh_TW"):
            assert "{" not in names.said_in(code)
    assert sight.titles["treatment:peel"].said_in("en") == "Peels"
