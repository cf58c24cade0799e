"""A generator for a kind of condition that has none of its own: made from the types of its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coterie.segments.language import shape
from coterie.segments.language.tree import Condition
from coterie.segments.parts.compare import Equals, Number
from coterie.segments.parts.duration import Duration
from coterie.segments.parts.metric import Metric, Times, Total
from coterie.segments.parts.where import Has
from coterie.segments.parts.window import Last

from . import words
from .dice import Dice
from .parts import duration, metric, predicate, tally, times, where, window

MAKERS: Mapping[type, Callable[[Dice], Any]] = {
    Total: tally,  # a union is known by one of its members; tallies before how often, which is one of them
    Times: times,
    Equals: predicate,
    Has: where,
    Last: window,
    Metric: metric,
    Duration: duration,
    Number: lambda dice: dice.pick(words.LITERALS),
    bool: lambda dice: dice.one_in(2),
    int: lambda dice: dice.pick((1, 0, 2, 3, 18, 30, 65)),
    str: lambda dice: dice.pick(words.TEXTS),
}
ATTEMPTS = 12


def derived(kind: type[Condition]) -> Callable[[Dice], Condition]:
    """Throws values for the fields until the kind takes them."""

    def make(dice: Dice) -> Condition:
        for attempt in range(ATTEMPTS):
            try:
                return kind(**_fields(kind, dice, attempt))
            except ValueError:
                continue
        raise AssertionError(
            f"{kind.__name__} takes nothing that its types allow: give it a generator of its own"
        )

    return make


def _fields(kind: type[Condition], dice: Dice, attempt: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, (name, field) in enumerate(shape.fields(kind).items()):
        # Dice without bytes always say the same: other fields are tried at every attempt.
        given = dice.upto(1) != (attempt >> place) & 1
        if field.required or given:
            found[name] = _value(field, dice)
    return found


def _value(field: shape.Field, dice: Dice) -> Any:
    if words_of := shape.choices(field.type):
        return dice.pick(words_of)
    if shape.element(field.type) is str:
        return dice.some(words.TEXTS)
    members = shape.union(field.type)
    maker = next((MAKERS[t] for t in MAKERS if t in members), None)
    if maker is None:
        raise AssertionError(f"no values of {field.type} are known here")
    return maker(dice)
