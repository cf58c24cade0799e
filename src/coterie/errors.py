"""Every error that Coterie raises, in one tree.

    CoterieError
    ├── DefinitionError      a definition has problems; all of them are listed
    ├── WorkspaceError
    │   ├── WorkspaceLocked      another process owns the folder
    │   ├── WorkspaceNewer       the folder was written by a newer Coterie
    │   └── WorkspaceDamaged     a file of the folder can't be read
    ├── UnknownContact · UnknownSegment · UnknownName
    ├── TooEarly             an instant before the retention of an event type
    ├── ImportRefused        a file can't be imported at all (single rows are put aside, not raised)
    └── NotSupported         a reading can't do a plan node; it says so by name

The docstring of a class is its message. A `Problem` is a value: it has a stable code, a place, a message,
a hint and a fix that can be applied. Exit codes and HTTP statuses are chosen at the edge, in one table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: a span of the text (characters), a JSON pointer (RFC 6901), or both."""

    start: int | None = None
    end: int | None = None
    pointer: str | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement for the place of a problem: `text` for the text form, `value` for the JSON form."""

    label: str
    text: str | None = None
    value: object = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (`error`) or doubtful (`warning`) about a definition or a row."""

    code: str
    message: str
    place: Place = field(default_factory=Place)
    hint: str = ""
    fix: Fix | None = None
    severity: str = "error"


class CoterieError(Exception):
    """Something went wrong."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__)


class DefinitionError(CoterieError):
    """The definition has problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.code}: {p.message}" for p in self.problems))


class WorkspaceError(CoterieError):
    """The workspace can't be opened."""


class WorkspaceLocked(WorkspaceError):
    """Another process owns this workspace."""


class WorkspaceNewer(WorkspaceError):
    """This workspace was written by a newer Coterie."""


class WorkspaceDamaged(WorkspaceError):
    """A file of this workspace can't be read."""


class UnknownContact(CoterieError):
    """No such contact."""


class UnknownSegment(CoterieError):
    """No such segment."""


class UnknownName(CoterieError):
    """No such name."""


class TooEarly(CoterieError):
    """This instant lies before what the workspace still keeps."""


class ImportRefused(CoterieError):
    """This file can't be imported."""


class NotSupported(CoterieError):
    """This reading can't do this plan node."""
