"""A plan, or all of them, over one scan of each table: all folds as conditional aggregates, joined to contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count as numbers

from coterie.segments.plan import Against, And, Fold, Meets, Not, Or, Plan, Rank, Trait, Versus

from .predicates import aggregate, bounds, compared, halves, kind, scale, trait
from .words import MILLION, Layout

Places = dict[Fold, str]


def count(plan: Plan, layout: Layout) -> str:
    """A query for how many contacts a plan holds of."""
    places = _places([plan])
    return f"{_scans(places, layout)} select count(*) {_joined(places, layout)} where {_words(plan, places, layout)}"


def together(plans: Sequence[Plan], layout: Layout) -> str:
    """One query for how many contacts each plan holds of."""
    places = _places(plans)
    columns = ", ".join(f"count(*) filter (where {_words(plan, places, layout)})" for plan in plans)
    return f"{_scans(places, layout)} select {columns} {_joined(places, layout)}"


def folds(plan: Plan) -> Iterator[Fold]:
    """The folds of a plan, averages in halves."""
    match plan:
        case And(parts) | Or(parts):
            for part in parts:
                yield from folds(part)
        case Not(part):
            yield from folds(part)
        case Meets(Fold() as fold) | Rank(Fold() as fold):
            yield fold
        case Versus(Fold() as left, _, Fold() as right):
            yield from (left, right)
        case Against(Fold() as fold):
            yield from halves(fold)
        case _:
            pass


def _places(plans: Sequence[Plan]) -> Places:
    found = dict.fromkeys(fold for plan in plans for fold in folds(plan))
    return {fold: f"m{number}" for fold, number in zip(found, numbers(), strict=False)}


def _tables(places: Places, layout: Layout) -> dict[str, list[Fold]]:
    """The folds of each table that is scanned."""
    found: dict[str, list[Fold]] = {}
    for fold in places:
        found.setdefault(f"s{kind(fold.log)}" if layout.apart else "s", []).append(fold)
    return found


def _scans(places: Places, layout: Layout) -> str:
    tables = _tables(places, layout).items()
    scans = ", ".join(f"{name} as (select contact, {_scan(found, places, layout)})" for name, found in tables)
    return f"with {scans}"


def _scan(found: list[Fold], places: Places, layout: Layout) -> str:
    columns = (f"{aggregate(fold)}{_only(fold, layout)} as {places[fold]}" for fold in found)
    reach = _reach(found, layout)
    where = f" where {reach}" if reach else ""
    return f"{', '.join(columns)} from {layout.source(kind(found[0].log))} e{where} group by contact"


def _only(fold: Fold, layout: Layout) -> str:
    own = layout.own(fold.log)
    return f" filter (where {' and '.join(own)})" if own else ""


def _reach(found: list[Fold], layout: Layout) -> str:
    """The rows that any of the folds may look at: of each kind, from the earliest window on."""
    earliest: dict[int, int | None] = {}
    for fold in found:
        low, number = bounds(fold.log.window)[0], kind(fold.log)
        before = earliest.setdefault(number, low)
        earliest[number] = None if low is None or before is None else min(low, before)
    said = [
        [*([] if layout.apart else [f"kind = {number}"]), *([] if low is None else [f"t > {low}"])]
        for number, low in earliest.items()
    ]
    return " or ".join(f"({' and '.join(each)})" for each in said if each)


def _joined(places: Places, layout: Layout) -> str:
    joins = (f" left join {name} on {name}.contact = c.id" for name in _tables(places, layout))
    return f"from {layout.contacts} c{''.join(joins)}"


def _words(plan: Plan, places: Places, layout: Layout) -> str:
    match plan:
        case And(parts):
            return f"({' and '.join(_words(part, places, layout) for part in parts)})"
        case Or(parts):
            return f"({' or '.join(_words(part, places, layout) for part in parts)})"
        case Not(part):
            return f"(not {_words(part, places, layout)})"
        case Meets(Trait()):
            return trait(plan)
        case Meets(Fold() as fold):
            return compared(f"coalesce({places[fold]}, 0)", plan.predicate, scale(fold))
        case Versus(Fold() as left, op, Fold() as right):
            one, other = (f"coalesce({places[fold]}, 0)" for fold in (left, right))
            return f"({one} {op} {other} and {one} > 0 and {other} > 0)"
        case Against(Fold() as fold):
            return _against(fold, places, layout)
        case Rank(Fold() as fold, share=int(share)):
            return _ranked(fold, share, places, layout)
    raise TypeError(f"not in this dialect: {plan}")


def _table(fold: Fold, layout: Layout) -> str:
    return f"s{kind(fold.log)}" if layout.apart else "s"


def _against(fold: Fold, places: Places, layout: Layout) -> str:
    total, number = (places[half] for half in halves(fold))
    table = _table(fold, layout)
    mean = f"(select sum({total}) from {table})", f"(select sum({number}) from {table})"
    return f"coalesce({total} * {mean[1]} > {number} * {mean[0]}, false)"


def _ranked(fold: Fold, share: int, places: Places, layout: Layout) -> str:
    s = places[fold]
    numbered = (
        f"(select {s} as s, row_number() over (order by {s} desc) as place, count(*) over () as n"
        f" from {_table(fold, layout)} where {s} > 0)"
    )
    line = f"(select min(s) from {numbered} h where (place - 1) * {MILLION} < n * {share})"
    return f"coalesce({s} >= {line}, false)"
