"""Where the demo's contacts live, as columns. Invented, but households live where their main store stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coterie.demo.dice import choose
from coterie.demo.journey import Floats, baskets
from coterie.demo.shops import shop_of, shops
from coterie.demo.times import Instants
from coterie.demo.towns import TOWNS, of_country

FULL, COUNTRY, NOWHERE = range(3)
"""How much of the place is known: all of it, the country alone, nothing."""
FAR = {"US": 38, "CA": 14, "GB": 11, "DE": 9, "CH": 5, "PL": 8, "SI": 6, "AT": 5, "AU": 4}
"""Countries of households whose main store is no store of the demo: they buy on the web."""
NEAR = {"SI": 32, "PL": 34, "KZ": 7, "DE": 8, "GB": 4, "US": 6, "CA": 3, "CH": 3, "AT": 2, "AU": 1}
"""Countries of invented people."""


@dataclass(frozen=True)
class Homes:
    """One row a contact: town (index into TOWNS), which of its postal codes, degrees of WGS 84, detail."""

    town: Instants
    code: Instants
    latitude: Floats
    longitude: Floats
    detail: Instants


def main_stores() -> dict[int, int]:
    """Each household's most visited store (ties: the lower number)."""
    rows = baskets()
    pairs, visits = np.unique(rows.household * 10**6 + rows.store, return_counts=True)
    order = np.lexsort((-pairs, visits))
    owner, store = pairs[order] // 10**6, pairs[order] % 10**6
    return dict(zip(owner.tolist(), store.tolist(), strict=True))


def _weights(countries: dict[str, int]) -> list[float]:
    totals = {c: sum(TOWNS[i].weight for i in of_country(c)) for c in countries}
    return [countries.get(t.country, 0) * t.weight / totals.get(t.country, 1) for t in TOWNS]


def _towns(household: Instants, rng: np.random.Generator) -> Instants:
    """85 % of a store's households live in its town, the rest elsewhere in its country."""
    far, near = (choose(rng, _weights(table), len(household)) for table in (FAR, NEAR))
    moves, draws = (rng.random(len(household)) < 0.15).tolist(), rng.random(len(household)).tolist()
    mains, shop, towns = main_stores(), shop_of(), np.where(household > 0, far, near)
    for i, number in enumerate(household.tolist()):
        store = shop.get(mains.get(number, -1))
        if store is not None:
            town = shops()[store].town
            others = of_country(TOWNS[town].country)
            towns[i] = others[int(draws[i] * len(others))] if moves[i] else town
    return towns


def homes(household: Instants, rng: np.random.Generator) -> Homes:
    """A home for each contact, a few kilometres around the middle of its town."""
    towns = _towns(household, rng)
    spots = np.array([(t.latitude, t.longitude) for t in TOWNS])[towns]
    spots = np.round(spots + rng.normal(0, 0.025, spots.shape), 4)
    codes = np.array([len(t.postal_codes) for t in TOWNS])[towns]
    return Homes(
        town=towns,
        code=(rng.random(len(towns)) * codes).astype(np.int64),
        latitude=spots[:, 0],
        longitude=spots[:, 1],
        detail=choose(rng, (0.88, 0.08, 0.04), len(towns)),
    )
