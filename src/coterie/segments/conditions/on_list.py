"""on list: a static list that the contact has joined and not left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Dated, Equals, IsSet
from coterie.segments.parts.where import Has
from coterie.segments.parts.window import Window
from coterie.segments.plan import Fold, Log, Meets, Plan


@dataclass(frozen=True, slots=True)
class OnList(Condition):
    """The latest of `List Joined` and `List Left` is a joining; since: the start of the present unbroken
    spell.
    """

    list: str
    since: Window | None = None

    kind: ClassVar[str] = "on_list"
    syntax: ClassVar[str] = "on list {list} [since {since}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <are|are not> on the list {list}[!, which they joined {since}]",
        "pl": "<(które) są|(których) nie ma> na liście {list}[!, na którą trafiły {since}]",
        "sl": "(ki) <so|niso> na seznamu {list}[!, na katerega so se vpisali {since}]",
        "kk": "[!{since} қосылып, содан бері ]{list} тізімінде<гі| жоқ>",
    }

    def plan(self, context: Context) -> Plan:
        log = Log(("List Joined", "List Left"), Has("list", Equals((self.list,))))
        spell = Fold(log, "spell", "$name", ("List Joined",))
        return Meets(spell, IsSet() if self.since is None else Dated(self.since))
