"""All that is known of values at once: where what is known of one leaves nothing for another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any, cast

from coterie.lib.calendar import Calendar
from coterie.segments.parts.compare import Text
from coterie.segments.parts.meets import meets
from coterie.segments.parts.where import AnyItem
from coterie.segments.parts.window import Window
from coterie.segments.plan import Coupons, Fold, Log

from . import spans
from .facts import SCALE, Key, Subject, domain, is_count, is_numeric
from .regions import Numbers, Region, States, Texts

if TYPE_CHECKING:
    from .proof import Prover

NEED_ROWS = ("avg", "min", "max", "first", "last", "common", "spell", "when_first", "when_last")
"""Folds that are missing over nothing."""


@dataclass
class Table:
    """All that is known of values at once, where one value bears on another."""

    prover: Prover
    known: dict[Key, Region]
    item: bool

    def stands(self, taken: Mapping[Any, bool]) -> bool:
        """Whether no contradiction is found."""
        return (
            self._rows_agree()
            and self._presence_agrees()
            and self._counts_agree()
            and self._dates_agree()
            and self._texts_agree()
            and self._items_agree(taken)
        )

    def _rows_agree(self) -> bool:
        """A log that is always empty counts 0 and has no values; a value needs a row."""
        for key, region in list(self.known.items()):
            log = _log(key.subject)
            if log is None:
                continue
            if self.prover.is_empty(log) and not self._fits_nothing(key, region):
                return False
            if _needs_row(key, region):
                rows = Key(Fold(log, "count"), "number")
                known = self.known.get(rows, Region(Numbers.upward(0)))
                some = domain(rows, known.both(Region(Numbers.upward(SCALE))))
                self.known[rows] = some
                if some.empty or self.prover.is_empty(log):
                    return False
        return True

    def _fits_nothing(self, key: Key, region: Region) -> bool:
        """Whether a region has what a fold over nothing gives: 0, or a missing value."""
        if key.reading == "set":
            return _may(region, is_numeric(key.subject) and not _misses(key.subject))
        if isinstance(region.body, Numbers) and not _misses(key.subject):
            return region.body.holds(0)
        return region.missing

    def _presence_agrees(self) -> bool:
        """Where a value is known not to be there, every comparison allows for it."""
        absent = {k.subject for k, r in self.known.items() if k.reading == "set" and not _may(r, True)}
        if any(is_numeric(s) and not _misses(s) for s in absent):
            return False
        return all(r.missing for k, r in self.known.items() if k.subject in absent and k.reading != "set")

    def _counts_agree(self) -> bool:
        """A log within another has no more rows."""
        counts = [(k.subject, cast("Numbers", r.body)) for k, r in self.known.items() if _counts(k)]
        return not any(
            low.low > high.high and _comparable(fewer, more) and self.prover.inside(_sure(fewer), _sure(more))
            for (fewer, low), (more, high) in permutations(counts, 2)
        )

    def _dates_agree(self) -> bool:
        """A date lies in windows, and out of others, that leave room for it."""
        dates: dict[Subject, list[tuple[Window | None, Region]]] = {}
        for key, region in self.known.items():
            if key.reading == "date":
                dates.setdefault(key.subject, []).append((cast("Window", key.core), region))
        return all(self._date_fits(found) for found in dates.values())

    def _date_fits(self, found: list[tuple[Window | None, Region]]) -> bool:
        if all(region.missing for _, region in found):
            return True
        inside = [window for window, region in found if not _may(region, False)]
        outside = [window for window, region in found if not _may(region, True)]
        calendar = self.prover.calendar
        return not (
            any(spans.empty(w, calendar, events=False) for w in inside)
            or any(spans.apart(a, b, calendar) for a, b in combinations(inside, 2))
            or any(spans.within(a, b, calendar, events=False) for a in inside for b in outside)
        )

    def _texts_agree(self) -> bool:
        """Where only a few texts are left, one of them fits what is asked of its letters."""
        few = [
            (key.subject, region.body.values)
            for key, region in self.known.items()
            if isinstance(region.body, Texts) and not region.missing and not region.body.others
        ]
        return all(
            any(all(_fits(core, r, text) for core, r in self._letters(subject)) for text in texts)
            for subject, texts in few
        )

    def _letters(self, subject: Subject) -> Iterator[tuple[Text, Region]]:
        """What is asked of the letters of a text, folded as it is compared."""
        for key, region in self.known.items():
            if key.subject == subject and isinstance(key.core, Text) and key.core.op != "matches":
                yield key.core, region

    def _items_agree(self, taken: Mapping[Any, bool]) -> bool:
        """An item that is there can be; where there is none of one sort, there is none of a narrower one."""
        there = [n.where for n, holds in taken.items() if isinstance(n, AnyItem) and holds]
        none = [n.where for n, holds in taken.items() if isinstance(n, AnyItem) and not holds]
        if self.item and there:
            return False  # an item has no items
        prover = self.prover
        return not (
            any(prover.never_passes(w, True) for w in there)
            or any(prover.passes(w, other, True) for w in there for other in none)
        )


def _counts(key: Key) -> bool:
    return key.reading == "number" and is_count(key.subject)


def _log(subject: Subject) -> Log | None:
    return subject.log if isinstance(subject, (Fold, Coupons)) else None


def _sure(subject: Subject) -> Log:
    return cast("Fold | Coupons", subject).log


def _misses(subject: Subject) -> bool:
    """Whether its value may be missing."""
    return not (is_count(subject) or (isinstance(subject, Fold) and subject.fn == "sum"))


def _needs_row(key: Key, region: Region) -> bool:
    """Whether a region leaves out all that a fold over nothing gives."""
    subject = key.subject
    if isinstance(subject, Fold) and subject.fn in NEED_ROWS:
        return not _may(region, False) if key.reading == "set" else not region.missing
    if key.reading == "number" and isinstance(region.body, Numbers) and not _misses(subject):
        return not region.body.holds(0) and subject != Fold(_sure(subject), "count")
    return False


def _comparable(one: Subject, other: Subject) -> bool:
    """Whether rows of a log are what both count."""
    if isinstance(one, Fold) and isinstance(other, Fold):
        return one.fn == other.fn == "count"
    return (
        isinstance(one, Coupons)
        and isinstance(other, Coupons)
        and (one.state == other.state or other.state == "issued")
    )


def _may(region: Region, state: bool) -> bool:
    """Whether a region of two states leaves one open."""
    return isinstance(region.body, States) and state in region.body.values


def _fits(core: Text, region: Region, text: str) -> bool:
    """Whether a text, folded, agrees with what is known of its letters."""
    return _may(region, meets(core, text, 0, Calendar("UTC")))
