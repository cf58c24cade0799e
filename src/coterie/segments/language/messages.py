"""What is said about each problem of a definition: message, hint, and the label of its fix, by code.

All messages pass through `problem`, so another language is another table beside `ENGLISH`. Codes never change
their meaning; `docs/language/problems.md` lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from coterie.errors import Fix, Place, Problem


class Saying(NamedTuple):
    """The words for a code, with {facts}. `severity` is the same in every language."""

    message: str
    hint: str = ""
    fix: str = ""
    severity: str = "error"


NEAR = "did you mean {near}?"

ENGLISH: Mapping[str, Saying] = {
    # ---- the text form
    "bad-character": Saying("{character} means nothing here", "names with other signs stand in quotes"),
    "bad-escape": Saying(
        "the quoted text holds a backslash that escapes nothing",
        'write \\\\ for a backslash, \\" for a quote',
        "double the backslashes",
    ),
    "bad-text": Saying("the text holds half a character (a lone surrogate)", "type it again"),
    "open-quote": Saying("a quote is opened and not closed on this line", "", "close it"),
    "unexpected": Saying("{found} is unexpected here; expected {expected}", "{near}", "write {replacement}"),
    "unknown-condition": Saying("no condition begins with {found}", "{near}", "write {replacement}"),
    "mixed-and-or": Saying(
        "'and' and 'or' stand side by side, which can be read in two ways",
        "group them by parentheses",
        "let 'and' bind tighter",
    ),
    "unclear-and": Saying(
        "what follows this {word} may be another filter of the event or another condition of the contact",
        "quote the name if it is a property; put the filter in parentheses if it ends before the {word}",
        "read it as a property",
    ),
    "loose-parts": Saying(
        "there are several conditions and nothing says how they combine",
        "put them into a group",
        "all of them",
    ),
    "empty-definition": Saying(
        "there is no condition", "'everybody' says that all contacts are meant", "everybody"
    ),
    "mixed-item": Saying(
        "product fields and other fields are mixed inside one group of the filter",
        "product fields must hold on one and the same item: gather them by item (...)",
    ),
    "bad-date": Saying(
        "{found} is no day or instant of the calendar",
        "write 2026-01-31, or 2026-01-31T10:00:00Z: an instant says its offset",
    ),
    # ---- the JSON form
    "wrong-type": Saying("{expected} is needed here, not {found}"),
    "unknown-key": Saying("there is no {found} here", "{near}", "rename it to {replacement}"),
    "missing-key": Saying("{key} is missing"),
    "unknown-kind": Saying("there is no kind of condition called {found}", "{near}", "write {replacement}"),
    "unknown-choice": Saying("{found} is not one of {expected}", "{near}", "write {replacement}"),
    # ---- every form
    "bad-value": Saying("{reason}"),
    "too-long": Saying(
        "the text has {found} bytes; {limit} are allowed", "split it: a segment can refer to others"
    ),
    "too-deep": Saying(
        "groups stand inside one another more than {limit} deep", "split it: a segment can refer to others"
    ),
    "too-many-conditions": Saying(
        "there are more than {limit} conditions", "split it: a segment can refer to others"
    ),
    "too-many-values": Saying(
        "the list has more than {limit} values", "put the contacts on a list, or tag them"
    ),
    "number-too-large": Saying(
        "{found} is too large", "numbers have at most 14 digits before the point, counts at most 9"
    ),
    "number-too-precise": Saying(
        "{found} has more than four decimals",
        "numbers are exact, with four decimals",
        "round it to {replacement}",
    ),
    "pattern-too-long": Saying("the pattern has {found} characters; {limit} are allowed"),
    "bad-pattern": Saying(
        "the pattern can't be used: {reason}", "patterns are RE2's: no look-around, no back references"
    ),
    "future-window": Saying(
        "events are never in the future, so this window holds none",
        "windows of events look back: in the last ...",
    ),
    "far-instant": Saying("the instant lies outside the years 1 to 9999"),
    "empty-list": Saying("the list is empty, so nothing is one of it", "", "", "warning"),
    "no-property": Saying("the {fn} of what?", "name a property: sum of amount"),
    "item-in-item": Saying("an item has no items of its own", "take the inner item (...) away"),
    "nothing-in-range": Saying(
        "nothing lies between {low} and {high}",
        "the smaller number comes first",
        "turn them round",
        "warning",
    ),
    "type-clash": Saying("{name} is declared as {declared}; this comparison asks for {asked}"),
    "unknown-event": Saying("no event is called {found} so far", "{near}", "write {replacement}", "warning"),
    "unknown-property": Saying(
        "no event has the property {found} so far", "{near}", "write {replacement}", "warning"
    ),
    "unknown-item-field": Saying(
        "no item has the field {found} so far", "{near}", "write {replacement}", "warning"
    ),
    "unknown-trait": Saying(
        "no contact has the trait {found} so far", "{near}", "write {replacement}", "warning"
    ),
    "unknown-segment": Saying(
        "there is no segment {found}, so nobody is in it", "{near}", "write {replacement}", "warning"
    ),
    "unknown-list": Saying("there is no list {found} so far", "{near}", "write {replacement}", "warning"),
    "unknown-tag": Saying("there is no tag {found} so far", "{near}", "write {replacement}", "warning"),
    "unknown-store": Saying(
        "there is no store {found}, so nobody is near it", "{near}", "write {replacement}", "warning"
    ),
    "unknown-campaign": Saying(
        "there is no campaign {found} so far", "{near}", "write {replacement}", "warning"
    ),
    "unknown-coupon": Saying("there is no coupon {found} so far", "{near}", "write {replacement}", "warning"),
    "unknown-place": Saying("nobody knows where {found} is", "{near}", "write {replacement}", "warning"),
}

CATALOGUES: Mapping[str, Mapping[str, Saying]] = {"en": ENGLISH}


def problem(
    code: str,
    place: Place | None = None,
    *,
    language: str = "en",
    text: str | None = None,
    value: object = None,
    **facts: object,
) -> Problem:
    """A problem in the words of a language; `text` and `value` are what its fix puts in its place.

    `near` among the facts is the nearest known name or "", and becomes the hint and the replacement.

    >>> problem("missing-key", key="events").message
    'events is missing'
    """
    saying = CATALOGUES[language][code]
    near = str(facts.get("near") or "")
    known = {"replacement": near, **facts, "near": NEAR.format(near=near) if near else ""}
    fix = None if text is None and value is None else Fix(saying.fix.format_map(known), text, value)
    message, hint = (part.format_map(known) for part in (saying.message, saying.hint))
    return Problem(code, message, place or Place(), hint, fix, saying.severity)
