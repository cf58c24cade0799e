"""Places as we find them against two collections that we do not use: near enough, and seldom missed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
import pytest

from coterie.contacts.places import metres, point_of

Point: TypeAlias = tuple[float, float]
TOWN_IS_NEAR, CODE_IS_NEAR = 5_000, 25_000


def off(found: Point | None, wanted: Point) -> float:
    """Metres between two points; infinite where nothing was found."""
    return metres(*found, *wanted) if found else float("inf")


def share(rows: list[Any], holds: Callable[[Any], bool]) -> float:
    return sum(map(holds, rows)) / len(rows)


@pytest.fixture(scope="session")
def towns(data: Path) -> list[dict[str, Any]]:
    """The most populous town of each name in its country, of those with a thousand inhabitants and more."""
    kept = {"column_types": {"name": pa.string(), "countrycode": pa.string()}}
    options = pyarrow.csv.ConvertOptions(**kept)
    table = pyarrow.csv.read_csv(data / "geo" / "cities500_pl_si_kz.csv.gz", convert_options=options)
    rows = table.filter(pc.field("population") >= 1000).sort_by("population").to_pylist()
    return list({(row["countrycode"], row["name"].casefold()): row for row in rows}.values())


def test_towns_are_found_where_they_lie(towns: list[dict[str, Any]]) -> None:
    def is_near(row: dict[str, Any]) -> bool:
        found = point_of(row["countrycode"], None, row["name"], None, None)
        return off(found, (row["latitude"], row["longitude"])) <= TOWN_IS_NEAR

    assert len(towns) > 2_500
    assert share(towns, is_near) >= 0.98


def centroids(path: Path, country: str) -> list[tuple[str, Point]]:
    """Each postal code of a country with the mean of its places' points."""
    table = pyarrow.parquet.read_table(path, filters=[("country_code", "==", country)])
    degrees = {name: pc.cast(table[name], pa.float64(), safe=False) for name in ("latitude", "longitude")}
    grouped = pa.table({"code": table["zipcode"], **degrees}).group_by("code")
    rows = grouped.aggregate([("latitude", "mean"), ("longitude", "mean")]).to_pylist()
    return [(row["code"], (row["latitude_mean"], row["longitude_mean"])) for row in rows]


# What is missing in Germany and the United States are codes of post boxes and large recipients.
@pytest.mark.parametrize(("country", "found"), [("PL", 0.95), ("SI", 0.92), ("DE", 0.60), ("US", 0.81)])
def test_postal_codes_lie_where_others_say(data: Path, country: str, found: float) -> None:
    codes = centroids(data / "geo" / "postal_codes.parquet", country)
    away = [off(point_of(country, code, None, None, None), point) for code, point in codes]
    known = sorted(metres_off for metres_off in away if metres_off < float("inf"))
    near = [metres_off for metres_off in known if metres_off <= CODE_IS_NEAR]
    assert len(codes) > 500
    assert len(known) / len(codes) >= found
    assert median(known) <= 2_000
    assert len(near) / len(known) >= 0.94
