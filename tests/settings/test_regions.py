"""A salon may be in any country, called by any of its usual names."""

import pytest
from phonenumbers import SUPPORTED_REGIONS

from salon.clients.phones import country, read_phone
from salon.content import usual_price
from salon.settings.model import REGIONS, Premises, zone_named
from salon.settings.operations import describe
from salon.settings.regions import (
    NoSuchRegion,
    currencies,
    is_region,
    region_of,
    region_said,
    regions,
    regions_found,
)
from salon.text import LANGUAGES, speaking
from tests.house import House


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("GB", "uk"),
        ("gbr", "uk"),
        ("UK", "uk"),
        ("United Kingdom", "uk"),
        ("england", "uk"),
        ("英国", "uk"),
        ("英國", "uk"),
        ("U.S.A.", "us"),
        ("China", "cn"),
        ("中國", "cn"),
        ("臺灣", "tw"),
        ("Taiwan", "tw"),
        ("香港", "hk"),
        ("Macao", "mo"),
        ("EU", "eu"),
        ("Germany", "de"),
        ("Deutschland", "de"),
        ("德国", "de"),
        ("JPN", "jp"),
        ("日本", "jp"),
        ("South Korea", "kr"),
        ("新加坡", "sg"),
        ("Trinidad & Tobago", "tt"),
        ("Côte d’Ivoire", "ci"),
    ],
)
def test_a_country_is_understood_by_letters_and_by_its_names(
    said: str, meant: str
) -> None:
    assert region_said(said).id == meant


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("Germny", "Germany (de)"),
        ("Untied Kingdom", "(uk)"),
        ("zzzzzz", "(uk)"),
        ("", ""),
    ],
)
def test_a_word_that_is_none_is_refused_with_those_that_are_near(
    said: str, near: str
) -> None:
    with pytest.raises(NoSuchRegion) as refused:
        region_said(said)

    assert near in str(refused.value)
    assert refused.value.kind() == "bad_setting"


def test_each_country_has_all_that_a_salon_needs() -> None:
    found = regions()

    assert len(found) > 200
    assert [one.id for one in found[: len(REGIONS)]] == list(REGIONS)
    for one in found:
        assert one.language in LANGUAGES
        assert one.currency in currencies()
        assert zone_named(one.timezone).key == one.timezone
        assert one.timezone in one.zones
        assert one.emergency_number.isdigit()
        assert usual_price(one.currency) > 0
        assert one.country == (country(one.id) or "")
        assert not one.country or one.country in SUPPORTED_REGIONS, one
        assert region_said(one.id) == one
        for code in LANGUAGES:
            with speaking(code):
                assert region_said(one.name).id == one.id
                assert regions_found(one.name)[0].id == one.id


def test_law_is_that_of_the_place_and_neutral_elsewhere() -> None:
    assert region_of("fr").law == "eu"
    assert region_of("uk").law == "uk"
    assert region_of("jp").law == ""
    assert region_of("ch").law == ""


def test_it_is_found_while_it_is_typed_in_three_languages() -> None:
    assert [one.id for one in regions_found("germ")] == ["de"]
    assert regions_found("united k")[0].id == "uk"
    assert regions_found("德")[0].id == "de"
    assert regions_found("德國")[0].id == "de"
    assert regions_found("fr")[0].id == "fr"
    assert regions_found("zzzz") == []


def test_a_number_without_a_country_is_from_the_salons_own() -> None:
    assert read_phone("030 123456", "de").number == "+4930123456"
    assert read_phone("090-1234-5678", "jp").number == "+819012345678"


def test_a_region_that_is_none_is_not_kept(house: House) -> None:
    house.salon.do(describe, region="jp", currency="JPY", timezone="Asia/Tokyo")
    with pytest.raises(NoSuchRegion):
        house.salon.do(describe, region="atlantis")

    assert house.salon.premises.region == "jp"
    assert house.salon.premises.emergency_number == "119"
    assert not is_region("gb")  # it is kept as "uk"
    assert Premises(region="nowhere").emergency_number == "112"
