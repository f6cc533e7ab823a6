"""Marks on photographs, and one photograph laid on another."""

from math import cos, dist, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.skin.laying import fit_of, laid_on
from salon.skin.marking import Kind, Mark, are_points, lined_up, read, written
from salon.skin.model import PhotoId, PhotoLine
from tests.house import NOW
from tests.skin.pictures import colour_at, jpeg_with_dot

FACE = ((0.35, 0.4), (0.65, 0.4), (0.5, 0.7))


@pytest.mark.parametrize(
    ("kind", "points", "words", "whole"),
    [
        (Kind.ARROW, ((0, 0), (1, 1)), "", True),
        (Kind.ARROW, ((0, 0),), "", False),
        (Kind.CIRCLE, ((0.1, 0.1), (1.01, 0.2)), "", False),
        (Kind.LINE, ((0.1, 0.1), (-0.01, 0.2)), "", False),
        (Kind.LINE, ((0.5, 0.5),) * 4_000, "", True),
        (Kind.LINE, ((0.5, 0.5),) * 4_001, "", False),
        (Kind.WORDS, ((0.5, 0.5),), "here", True),
        (Kind.WORDS, ((0.5, 0.5),), "  ", False),
        (Kind.WORDS, ((0.5, 0.5),), "x" * 200, True),
        (Kind.WORDS, ((0.5, 0.5),), "x" * 201, False),
        (Kind.LINE, ((float("nan"), 0.5), (0.5, 0.5)), "", False),
    ],
)
def test_a_mark_lies_in_its_picture(
    kind: Kind, points: tuple[tuple[float, float], ...], words: str, whole: bool
) -> None:
    assert Mark(kind, points, words).is_whole() == whole


@pytest.mark.parametrize(
    ("points", "are"),
    [
        (FACE, True),
        (FACE[:2], False),
        (((0.35, 0.4), (0.36, 0.4), (0.5, 0.7)), False),  # the eyes in one place
        (((0.35, 0.4), (0.65, 0.4), (0.5, 0.3)), False),  # the mouth above them
        (((0.35, 0.4), (1.65, 0.4), (0.5, 0.7)), False),
    ],
)
def test_two_eyes_and_a_mouth(
    points: tuple[tuple[float, float], ...], are: bool
) -> None:
    assert are_points(points) == are
    assert read(written(points)) == points


@given(
    st.floats(-pi / 2.1, pi / 2.1),
    st.floats(0.3, 3.5),
    st.floats(-500, 500),
    st.floats(-500, 500),
)
def test_a_face_comes_to_lie_on_itself(
    turn: float, size: float, dx: float, dy: float
) -> None:
    here = [(x * 900, y * 1200) for x, y in FACE]
    a, b = size * cos(turn), size * sin(turn)
    there = [(a * x - b * y + dx, b * x + a * y + dy) for x, y in here]

    fit = lined_up(here, there)

    assert fit is not None
    for one, other in zip(here, there, strict=True):
        assert dist(fit.put(one), other) < 1e-3


@pytest.mark.parametrize(
    ("size", "is_alike"), [(3.9, True), (4.1, False), (0.2, False)]
)
def test_what_is_no_face_seen_alike_is_not_lined_up(
    size: float, is_alike: bool
) -> None:
    here = [(x * 900, y * 1200) for x, y in FACE]
    there = [(x * size, y * size) for x, y in here]
    assert (lined_up(here, there) is not None) == is_alike
    upside_down = [(-x, -y) for x, y in here]
    assert lined_up(here, upside_down) is None
    assert lined_up(here[:1], there) is None


def line(points: tuple[tuple[float, float], ...], wide: int, high: int) -> PhotoLine:
    return PhotoLine(PhotoId(1), "", "front", wide, high, NOW, points=points)


def test_a_photograph_is_laid_on_the_earlier_one() -> None:
    """The dot between the eyes of a smaller, shifted picture comes to lie on theirs."""
    before = line(FACE, 200, 300)
    shifted = tuple((x * 0.5 + 0.2, y * 0.5 + 0.1) for x, y in FACE)
    now = line(shifted, 400, 600)
    picture = jpeg_with_dot(400, 600, (shifted[2][0] * 400, shifted[2][1] * 600))

    fit = fit_of(now, before)
    assert fit is not None
    laid = laid_on(picture, fit, (200, 300))

    red, green, _blue = colour_at(laid, (FACE[2][0] * 200, FACE[2][1] * 300))
    assert red > 150
    assert green < 90
    assert fit_of(line((), 400, 600), before) is None
