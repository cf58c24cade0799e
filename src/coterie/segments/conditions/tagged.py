"""tagged: a tag that the contact bears, with its counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals
from coterie.segments.parts.metric import ONCE, Times
from coterie.segments.parts.where import Has
from coterie.segments.plan import Fold, Log, Plan

from .did import counted


@dataclass(frozen=True, slots=True)
class Tagged(Condition):
    """The tag's counter: `Tag Added` adds `by` (1 unless given), `Tag Removed` takes it away (all, unless
    given).
    """

    tag: str
    times: Times = ONCE

    kind: ClassVar[str] = "tagged"
    syntax: ClassVar[str] = "tagged {tag} [{times}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <have|do not have> the tag {tag}[ {times}]",
        "pl": "(które) <mają tag|nie mają tagu> {tag}[ {times}]",
        "sl": "(ki) <imajo oznako|nimajo oznake> {tag}[ {times}]",
        "kk": "{tag} тегі [{times} ]<қойылған|қойылмаған>",
    }

    def plan(self, context: Context) -> Plan:
        log = Log(("Tag Added", "Tag Removed"), Has("tag", Equals((self.tag,))))
        return counted(Fold(log, "counter"), self.times)
