"""score moved: from one value directly to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals, IsSet, Predicate
from coterie.segments.parts.window import Window
from coterie.segments.plan import Moved, Plan


@dataclass(frozen=True, slots=True)
class ScoreMoved(Condition):
    """In the window, the score's value `before` was directly replaced by `after` (either: any value, unless
    given).

    score: `rfm.group`, `lifecycle`, `general`, `predicted.gender` ... (the trait `$score.<score>`).
    """

    score: str
    before: str | None = None
    after: str | None = None
    window: Window | None = None

    kind: ClassVar[str] = "moved"
    syntax: ClassVar[str] = "score {score} moved [from {before}] [to {after}] [{window}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(whose) score {score} <moved|did not move>[ from {before}][ to {after}][ {window}]",
        "pl": "(których) wskaźnik {score}[ {window}] <zmienił|nie zmienił> się[ z {before}][ na {after}]",
        "sl": "(katerih) kazalnik {score} <se je[ {window}] spremenil|se[ {window}] ni spremenil>[ z "
        "{before}][ na {after}]",
        "kk": "[{window} ]{score} көрсеткіші [{before} мәнінен ][{after} мәніне ]<ауысқан|ауыспаған>",
    }

    def plan(self, context: Context) -> Plan:
        return Moved(f"$score.{self.score}", _value(self.before), _value(self.after), self.window)


def _value(asked: str | None) -> Predicate:
    return IsSet() if asked is None else Equals((asked,))
