"""Where postal codes are, from the countries-states-cities database (package countrystatecity-postal-codes,
ODbL).

It knows 125 countries; of some (Germany, Austria, Switzerland ...) only which town a code belongs to, and
of some (Great Britain, Canada, the Netherlands) only the first part of a code. Kazakhstan is not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import fsum

import msgspec

from coterie.contacts.places.cities import Point
from coterie.contacts.places.countries import codes, data_folder

_AREA = re.compile("[A-Z]+")
_BETWEEN = re.compile("[,(/]")
_TYPED = re.compile("[^0-9A-Z]")


class _Row(msgspec.Struct, gc=False):
    code: str
    town: str | None = msgspec.field(default=None, name="localityName")
    latitude: float | None = None
    longitude: float | None = None


class _Table(msgspec.Struct, frozen=True):
    points: dict[str, Point]
    towns: dict[str, tuple[str, ...]]
    lengths: tuple[int, ...]


def postal_point(country: str, code: str) -> Point | None:
    """The centroid of a postal code (of its first part, where no more is known), or None.

    >>> postal_point("SI", "SI-1000"), postal_point("DE", "10115")
    ((46.056451, 14.50807), None)
    """
    points = _table(country).points
    return next((points[part] for part in _parts(country, code) if part in points), None)


def postal_towns(country: str, code: str) -> tuple[str, ...]:
    """The names, whole and in their parts, of the towns and villages that a postal code belongs to.

    >>> postal_towns("DE", "10115"), postal_towns("AT", "1010")
    (('Berlin',), ('Wien, Innere Stadt', 'Wien', 'Innere Stadt'))
    """
    towns = _table(country).towns
    named = next((towns[part] for part in _parts(country, code) if part in towns), ())
    pieces = (piece.strip(" )") for name in named for piece in [name, *_BETWEEN.split(name)])
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _parts(country: str, code: str) -> Iterator[str]:
    """The code without signs, then its shorter forms that the country's table may have, longest first.

    >>> list(_parts("CA", "k1a 0b1")), list(_parts("US", "94105-1234"))
    (['K1A0B1', 'K1A'], ['941051234', '94105'])
    """
    bare = _bare(country, code)
    lengths = _table(country).lengths
    yield bare
    if country == "GB":
        # An area is all the leading letters: BX is not a part of B.
        yield from _AREA.findall(bare)[:1]
    elif bare.isdigit() and lengths and 0 < lengths[-1] - len(bare) <= 2:
        yield bare.zfill(lengths[-1])  # a spreadsheet took the leading zeros
    else:
        yield from (bare[:length] for length in reversed(lengths) if 3 <= length < len(bare))


def _bare(country: str, code: str) -> str:
    """Capitals and digits only, without a leading country code.

    >>> _bare("SI", "SI-1000"), _bare("PL", "00-950"), _bare("CA", "ca")
    ('1000', '00950', 'CA')
    """
    bare = _TYPED.sub("", code.upper())
    rest = bare.removeprefix(country)
    return rest if rest.isdigit() else bare


@cache
def _table(country: str) -> _Table:
    file = data_folder("countrystatecity_postal_codes") / "data" / "by-country" / country / "postcodes.json"
    if country not in codes() or not file.exists():
        return _Table({}, {}, ())
    rows = [
        (_bare(country, row.code), row) for row in msgspec.json.decode(file.read_bytes(), type=list[_Row])
    ]
    lengths = tuple(sorted({len(code) for code, _ in rows}))
    return _Table(_centroids(rows), _towns(rows), lengths)


def _towns(rows: list[tuple[str, _Row]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, row in rows:
        if row.town:
            found[code] = (*found.get(code, ()), row.town)
    return found


def _centroids(rows: list[tuple[str, _Row]]) -> dict[str, Point]:
    # Some codes have several entries: their mean, to a millionth of a degree (a decimetre).
    found: dict[str, list[Point]] = {}
    for code, row in rows:
        if row.latitude is not None and row.longitude is not None:
            found.setdefault(code, []).append((row.latitude, row.longitude))
    return {
        code: (_mean([lat for lat, _ in points]), _mean([lon for _, lon in points]))
        for code, points in found.items()
    }


def _mean(numbers: list[float]) -> float:
    return round(fsum(numbers) / len(numbers), 6)
