"""Step 4: her skin is looked at, charted, measured, photographed, and kept."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from salon.clients.model import ClientId
from salon.clients.queries import find_ids
from salon.skin.model import AssessmentCard
from salon.skin.queries import assessments_of, photos_of, picture
from salon.text import _
from tests.stories.hands import Hands
from ui.kit.facechart import FaceChart


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a photograph as a phone takes it: on its side, and telling where."""
    data = BytesIO()
    said = Image.Exif()
    said[0x0112] = 6  # turned
    said[0x010F] = "Camera"
    Image.new("RGB", (80, 60), "peachpuff").save(data, "JPEG", exif=said)
    path = tmp_path / "cheek.jpg"
    path.write_bytes(data.getvalue())
    return path


def her(hands: Hands) -> ClientId:
    [key] = hands.salon.ask(find_ids, "Sarah Whitcombe", 5)
    return key


def looks(hands: Hands) -> list[AssessmentCard]:
    return list(hands.salon.ask(assessments_of, her(hands)))


def open_file(hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.say("whitc")
    hands.press("Return")


def test_a_zone_a_grade_a_measure_and_a_photograph_by_keys(
    hands: Hands, photo: Path
) -> None:
    open_file(hands)
    hands.press("Ctrl+E")
    hands.press("Down", "Down")
    hands.walk_to(_("What is seen there?"))
    hands.say("dehydration")
    hands.press("Return", "Right")
    hands.walk_to(_("Add a measure"))
    hands.say("corneo")
    hands.press("Return")
    hands.say("41,5")
    hands.write(_("What is hoped for"), "No tight feeling")
    hands.walk_to(_("Drop, paste or choose"))
    hands.give_file(photo, lambda: hands.press("Return"))
    hands.press("Ctrl+S")

    [look] = looks(hands)
    [finding] = look.findings
    assert (finding.condition, finding.grade) == ("dehydration", 2)
    [measured] = look.measures
    assert (measured.measure, measured.value) == ("corneo", 41.5)
    assert look.hopes == "No tight feeling"
    [taken] = hands.salon.ask(photos_of, her(hands))
    kept = hands.salon.ask(picture, taken.hash)
    with Image.open(BytesIO(kept)) as shown:
        assert shown.width < shown.height  # upright
        assert not shown.getexif()
    hands.sees("No tight feeling", "41.5")

    hands.press("Ctrl+Z")
    assert looks(hands) == []


def test_the_same_by_mouse(hands: Hands, photo: Path) -> None:
    open_file(hands)
    hands.click(_("Skin"))
    hands.click(_("New assessment"))
    chart = hands.find(_("Face chart"), FaceChart)
    hands.click_on(chart, chart.map_().map(chart.map.zone("chin").middle).toPoint())
    hands.click(_("What is seen there?"))
    hands.say("dryness")
    hands.click_row(_("Found"), hands.rows(_("Found"))[0])
    hands.click(_("Severe"))
    hands.give_file(photo, lambda: hands.click(_("Drop, paste or choose")))
    hands.click(_("Keep the assessment"))

    [look] = looks(hands)
    assert [(one.zone, one.grade) for one in look.findings] == [("chin", 3)]
    assert len(hands.salon.ask(photos_of, her(hands))) == 1


def test_half_an_assessment_is_there_again_after_a_restart(hands: Hands) -> None:
    open_file(hands)
    hands.press("Ctrl+E")
    hands.write(_("Note"), "Half a sentence")
    hands.reopen()

    open_file(hands)
    hands.press("Ctrl+E")
    hands.sees("Half a sentence")
    assert looks(hands) == []
