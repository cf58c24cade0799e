"""Comparisons and windows as SQL."""

from __future__ import annotations

from decimal import Decimal

from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER
from coterie.segments.parts.compare import Dated, Equals, Holds, Number, Order, Predicate, Range
from coterie.segments.parts.where import Has
from coterie.segments.parts.window import Window, span
from coterie.segments.plan import Fold, Log, Meets, Trait

from ..shop import CONSENTS, COUNTRIES, GENDERS, KINDS, NOW

CODES = {"country": COUNTRIES, "gender": GENDERS, "email_consent": CONSENTS}
NUMBERS = {kind.name: number for number, kind in enumerate(KINDS)}
SCALE = 10_000


def kind(log: Log) -> int:
    """The number of the log's kind of event: the thirty have one each."""
    (name,) = log.names
    return NUMBERS[name]


def bounds(window: Window | None) -> tuple[int | None, int | None]:
    """Ends of a window (ms), None where it is open; nothing happens after now."""
    low, high = span(window, NOW, Calendar("UTC"))
    return None if low == -NEVER else low, None if high >= NOW else high


def between(column: str, window: Window | None) -> list[str]:
    """Conditions that an instant is in a window."""
    low, high = bounds(window)
    return [
        *([] if low is None else [f"{column} > {low}"]),
        *([] if high is None else [f"{column} <= {high}"]),
    ]


def rows(log: Log) -> list[str]:
    """Conditions on rows of the log's kind: of its window, of its category."""
    found = between("t", log.window)
    if isinstance(log.where, Has):
        assert isinstance(log.where.predicate, Equals)
        (said,) = log.where.predicate.values
        found.append(f"{log.where.field} = {str(said).removeprefix('category ')}")
    return found


def trait(node: Meets) -> str:
    """A condition on a trait, which nobody lacks."""
    assert isinstance(node.measure, Trait)
    name = node.measure.name.removeprefix("$")
    match node.predicate:
        case Equals(values):
            return f"{name} in ({', '.join(str(CODES[name].index(value)) for value in values)})"
        case Holds("any", values):
            return f"({' or '.join(_bit(name, int(str(value).removeprefix('tag '))) for value in values)})"
        case predicate:
            return compared(name, predicate, SCALE)


def _bit(mask: str, number: int) -> str:
    """A bit is set; without `&`, which not all of them know."""
    return f"{mask} % {2 << number} >= {1 << number}"


def compared(value: str, predicate: Predicate, scale: int) -> str:
    """A number or instant under a predicate. scale: of the numbers in the predicate over those in the table."""
    match predicate:
        case Order(op, number):
            return f"{value} {op} {scaled(number, scale)}"
        case Equals((Number() as number,)):
            return f"{value} = {scaled(number, scale)}"
        case Range(low, high):
            return f"{value} between {scaled(low, scale)} and {scaled(high, scale)}"
        case Dated(window):
            return f"({' and '.join(between(value, window))})"
    raise TypeError(f"not in this dialect: {predicate}")


def scaled(number: Number, scale: int) -> str:
    """A number as the table has it.

    >>> scaled(Number(250_000), 10_000)
    '25'
    """
    return f"{Decimal(number.scaled) / scale:f}"


def scale(fold: Fold) -> int:
    """Counts are told times 10**4 in a plan, and amounts are in the table."""
    return SCALE if fold.fn == "count" else 1


def aggregate(fold: Fold) -> str:
    """What a fold is over a group of rows."""
    return {"count": "count(*)", "sum": "sum(amount)", "when_last": "max(t)"}[fold.fn]


def halves(fold: Fold) -> tuple[Fold, Fold]:
    """An average as a sum and a count."""
    return Fold(fold.log, "sum", fold.field), Fold(fold.log, "count")
