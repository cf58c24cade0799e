"""Money of events: which property it is, and what it is in the workspace's currency on the event's day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from coterie.lib.calendar import Calendar
from coterie.lib.money import convert, minor_digits, round_to_minor
from coterie.lib.numbers import SCALE, half_even
from coterie.lib.values import as_number

AMOUNTS = ("revenue", "total", "value")
"""The properties that are an event's amount: the first that can be read as a number."""


@dataclass(frozen=True)
class Rates:
    """What a unit of a currency was worth in another, by day: of each currency its days and rates, by day."""

    by_currency: Mapping[str, tuple[tuple[int, ...], tuple[Decimal, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, int, Decimal]]) -> Rates:
        """Rates from (currency, day as ordinal, rate); of one day the last given stands.

        >>> Rates.of([("PLN", 5, Decimal("0.25")), ("PLN", 1, Decimal("0.2"))]).at("PLN", 4)
        Decimal('0.2')
        """
        days: dict[str, dict[int, Decimal]] = {}
        for currency, day, rate in rows:
            days.setdefault(currency, {})[day] = rate
        ordered = {c: sorted(found.items()) for c, found in days.items()}
        return cls({c: (tuple(d for d, _ in f), tuple(r for _, r in f)) for c, f in ordered.items()})

    def at(self, currency: str, day: int) -> Decimal | None:
        """The latest rate at or before a day (ordinal), or None."""
        days, rates = self.by_currency.get(currency, ((), ()))
        found = bisect_right(days, day)
        return rates[found - 1] if found else None


@dataclass(frozen=True)
class Till:
    """Turns amounts of events into the workspace's currency."""

    currency: str
    calendar: Calendar
    rates: Rates = Rates()

    def amount(self, props: Mapping[str, Any], t: int) -> tuple[int | None, bool]:
        """The event's amount in the workspace's minor unit, scaled by 10**4, or None; whether it had one at
        all.

        Half to even, at the latest rate at or before the event's local date; without a rate it is None.
        """
        stated = money_of(props)
        if stated is None:
            return None, False
        return self.worth(stated, SCALE, self.currency_of(props), t), True

    def worth(self, number: int, scale: int, currency: str | None, t: int) -> int | None:
        """What `number / scale` (a scale of at least 10**4) of a currency was worth at t, scaled by 10**4."""
        if currency is None:
            return None
        if currency == self.currency:
            if scale == SCALE:
                return round_to_minor(number, currency)
            unit = SCALE // int(10 ** minor_digits(currency))
            return half_even(number, scale // SCALE * unit) * unit
        rate = self.rates.at(currency, self.calendar.local_day(t))
        return None if rate is None else convert(number, currency, self.currency, rate * SCALE / scale)

    def currency_of(self, props: Mapping[str, Any]) -> str | None:
        """The currency that an event names, else the workspace's; None for what is no currency's code."""
        said = props.get("currency")
        if said is None or said == "":
            return self.currency
        if not isinstance(said, str):
            return None
        code = said.strip().upper()
        return code if len(code) == 3 and code.isascii() and code.isalpha() else None


def money_of(props: Mapping[str, Any]) -> int | None:
    """The amount that an event states, in its own currency, scaled by 10**4.

    >>> money_of({"total": 12.5, "value": 1}), money_of({"revenue": None})
    (125000, None)
    """
    for name in AMOUNTS:
        if name in props and (number := as_number(props[name])) is not None:
            return number
    return None
