"""Exit codes: the one table that says how a command ends, and what is said besides the error's own words."""

from __future__ import annotations

from dataclasses import dataclass

from coterie import errors


@dataclass(frozen=True, slots=True)
class Exit:
    """A way to end. code: what the shell sees. name: the same for programs. meaning: for people."""

    code: int
    name: str
    meaning: str


FINE = Exit(0, "fine", "done")
PROBLEMS = Exit(1, "found-problems", "`lint` or `doctor` found something wrong or doubtful")
USAGE = Exit(2, "usage", "the command was called wrongly; nothing was done")
DEFINITION = Exit(3, "bad-definition", "the definition has problems; all of them are printed")
WORKSPACE = Exit(4, "workspace", "the workspace is absent, owned by another process, newer or damaged")
REFUSED = Exit(5, "refused", "the file can't be imported or loaded at all; nothing was taken")
PARTIAL = Exit(6, "partial", "done, but some rows were rejected; they are named")
UNKNOWN = Exit(7, "unknown", "no such contact, segment or name")
UNSUPPORTED = Exit(8, "unsupported", "this can't be answered: not by this reading, or not for this instant")
FAULT = Exit(70, "fault", "a fault of Coterie itself; what to report is printed")
DISK = Exit(74, "io", "a file could not be read or written")
INTERRUPTED = Exit(130, "interrupted", "stopped by Ctrl-C, or answered with no")
HUNG_UP = Exit(141, "hung-up", "whoever read the output stopped reading, as `head` does")

EXITS = (
    FINE, PROBLEMS, USAGE, DEFINITION, WORKSPACE, REFUSED, PARTIAL, UNKNOWN, UNSUPPORTED, FAULT, DISK,
    INTERRUPTED, HUNG_UP,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """What an error comes to. code: stable name of the error. hint: what to do."""

    exit: Exit
    code: str
    hint: str = ""


ENDINGS: dict[type[errors.CoterieError], Ending] = {
    errors.DefinitionError: Ending(DEFINITION, "bad-definition"),
    errors.WorkspaceLocked: Ending(
        WORKSPACE, "workspace-locked", "wait for that process, or stop it; then say the command again"
    ),
    errors.WorkspaceNewer: Ending(
        WORKSPACE, "workspace-newer", "upgrade Coterie; an older one never writes into a newer workspace"
    ),
    errors.WorkspaceDamaged: Ending(
        WORKSPACE, "workspace-damaged", "put the folder back from a backup; nothing was written"
    ),
    errors.WorkspaceError: Ending(
        WORKSPACE, "workspace-absent", "coterie init -w FOLDER makes one; -w FOLDER says where one is"
    ),
    errors.ImportRefused: Ending(REFUSED, "import-refused"),
    errors.UnknownContact: Ending(
        UNKNOWN, "unknown-contact", "a contact goes by its userId, else its e-mail, else its anonymousId"
    ),
    errors.UnknownSegment: Ending(UNKNOWN, "unknown-segment", "coterie segments list shows those there are"),
    errors.UnknownName: Ending(UNKNOWN, "unknown-name"),
    errors.TooEarly: Ending(UNSUPPORTED, "too-early"),
    errors.NotSupported: Ending(UNSUPPORTED, "not-supported"),
    errors.CoterieError: Ending(FAULT, "error"),
}


def ending(raised: errors.CoterieError) -> Ending:
    """How an error ends a command: by its class, else the nearest class above.

    >>> ending(errors.WorkspaceLocked()).exit.code, ending(errors.UnknownSegment()).exit.code
    (4, 7)
    """
    return next(ENDINGS[kind] for kind in type(raised).__mro__ if kind in ENDINGS)
