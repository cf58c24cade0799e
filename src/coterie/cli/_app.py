"""The application: every member of the folder as a command, each ending as the table of exits says."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from threading import Event
from types import FrameType, ModuleType
from typing import Any

import typer
from typer.exceptions import TyperException

from coterie.errors import CoterieError, DefinitionError, Problem
from coterie.lib import plugins
from coterie.record import to_text

from . import _exits as exits
from ._output import console, plain, safe
from ._problems import Source, Unread, show, told

HELP = {"help_option_names": ["-h", "--help"]}
ORDER = (
    "init demo import ingest count members explain history lint sentence convert sql segments catalogue "
    "stores rates export erase doctor version"
).split()
"""How the help lists the commands: as one comes to need them. Others follow by name."""
_GUARDED: set[Callable[..., None]] = set()
_STOPPED = Event()


def app() -> typer.Typer:
    """The command line as Typer sees it. A module offers `command`, or `group` (a Typer of its own)."""
    made = typer.Typer(
        name="coterie", help="Customer segmentation on your own machine.", no_args_is_help=True,
        context_settings=HELP, pretty_exceptions_enable=False, rich_markup_mode="rich",
    )  # fmt: skip
    members = {name_of(module): module for module in plugins.load("coterie.cli")}
    for name in sorted(members, key=lambda name: (_rank(name), name)):
        _add(made, name, members[name])
    return made


def main() -> None:
    """Run the command that the arguments ask for, and end the process."""
    signal.signal(signal.SIGINT, _interrupted)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    app()()


def _interrupted(number: int, frame: FrameType | None) -> None:
    """Ctrl-C. A library that is stopped amid its work may raise what it likes: that it was stopped is noted."""
    _STOPPED.set()
    signal.default_int_handler(number, frame)


def name_of(module: ModuleType) -> str:
    """A command's name: its module's `NAME`, else the module's own name."""
    return str(getattr(module, "NAME", module.__name__.rpartition(".")[2].replace("_", "-")))


def _rank(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _add(made: typer.Typer, name: str, module: ModuleType) -> None:
    if (group := getattr(module, "group", None)) is None:
        made.command(name, context_settings=HELP)(guarded(module.command))
        return
    for each in group.registered_commands:
        each.callback = each.callback and guarded(each.callback)
    about = (module.__doc__ or "").split("\n")[0]
    made.add_typer(group, name=name, help=about, no_args_is_help=True, context_settings=HELP)


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with every way to fail turned into words and an exit code."""
    if command in _GUARDED:
        return command

    @wraps(command)
    def run(*args: Any, **given: Any) -> None:
        try:
            command(*args, **given)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still buffered has no reader: it must not fail again when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(exits.HUNG_UP.code) from None
        except (typer.Exit, TyperException):
            raise
        except (KeyboardInterrupt, Exception) as raised:
            if _STOPPED.is_set() or isinstance(raised, (KeyboardInterrupt, typer.Abort)):
                console(stderr=True).print("\nstopped")
                raise typer.Exit(exits.INTERRUPTED.code) from None
            raise typer.Exit(_failed(raised, bool(given.get("json", False)))) from raised

    _GUARDED.add(run)
    return run


def _failed(raised: Exception, as_json: bool) -> int:
    """Say what went wrong, on stderr; the exit code."""
    problems, source = _problems(raised)
    end = _ending(raised)
    if as_json:
        found = [told(problem) for problem in problems]
        error = {"code": end.code, "message": str(raised), "hint": end.hint or None, "problems": found}
        sys.stderr.write(to_text(plain({"error": error})) + "\n")
        return end.exit.code
    out = console(stderr=True)
    if problems:
        show(problems, source, out)
        return end.exit.code
    out.print(f"coterie: {safe(str(raised))}", soft_wrap=True)
    if end.hint:
        out.print(f"  = hint: {end.hint}", soft_wrap=True)
    if end.exit is exits.FAULT:
        out.print("".join(traceback.format_exception(raised)), soft_wrap=True)
    return end.exit.code


def _problems(raised: Exception) -> tuple[tuple[Problem, ...], Source | None]:
    match raised:
        case Unread():
            return raised.problems, raised.source
        case DefinitionError():
            return raised.problems, None
        case _:
            return (), None


def _ending(raised: Exception) -> exits.Ending:
    match raised:
        case Unread():
            return exits.ENDINGS[DefinitionError]
        case CoterieError():
            return exits.ending(raised)
        case OSError():
            return exits.Ending(exits.DISK, "io")
        case _:
            return exits.Ending(exits.FAULT, "fault", "a fault of Coterie itself: please report what follows")
