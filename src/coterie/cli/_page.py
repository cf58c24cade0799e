"""The page `docs/cli/commands.md`, written from the commands themselves: `python -m coterie.cli._page`."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from inspect import cleandoc, getdoc
from types import ModuleType, NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import typer.main

from coterie.lib import plugins

from ._app import app, name_of
from ._exits import ENDINGS, EXITS

HEAD = """# Commands

Written from the commands themselves by `python -m coterie.cli._page`; what they have in common is told in
[README.md](README.md).
"""
WORDS = {
    str: "text", int: "number", float: "number", bool: "true or false", datetime: "instant", NoneType: "null",
    Any: "see below",
}  # fmt: skip


def page() -> str:
    """The whole page, as Markdown."""
    root: Any = typer.main.get_command(app())
    modules = {name_of(module): module for module in plugins.load("coterie.cli")}
    parts = [HEAD]
    for name, command in root.commands.items():
        parts.extend(_section(name, command, modules[name]))
    return "\n".join([*parts, *_exits()]) + "\n"


def _section(name: str, command: Any, module: ModuleType) -> Iterator[str]:
    inner: dict[str, Any] = getattr(command, "commands", {})
    yield f"\n## coterie {name}\n\n{_prose(command.help)}"
    if not inner:
        yield from _body(name, command, module.Answer)
        return
    for part, each in inner.items():
        yield f"\n### coterie {name} {part}\n\n{_prose(each.help)}"
        yield from _body(f"{name} {part}", each, module.ANSWERS[part])


def _body(name: str, command: Any, answer: type) -> Iterator[str]:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [
        param for param in command.params if param.param_type_name == "option" and param.name != "help"
    ]
    places = " ".join(_place(param) for param in arguments)
    yield f"\n    coterie {name} [OPTIONS] {places}".rstrip() + "\n"
    yield "| | |\n|---|---|"
    for param in [*arguments, *options]:
        yield f"| {_term(param)} | {_cell(param.help or '')}{_default(param)} |"
    yield f"\n`--json`: {_shape(answer)}"


def _place(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return str(name if param.required or name.startswith("[") else f"[{name}]")


def _term(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"`{_place(param)}`"
    said = ", ".join(f"`{option}`" for option in [*param.opts, *param.secondary_opts])
    value = "" if param.is_flag else f" `{_value(param)}`"
    return said + value


def _value(param: Any) -> str:
    said = str(param.metavar or param.display_type(None)).strip("<>")
    return said.replace("|", "\\|") if "|" in said else said.upper().replace("INT RANGE", "NUMBER")


def _default(param: Any) -> str:
    variable = f" Environment: `{param.envvar}`." if param.envvar else ""
    silent = param.default in (None, "", ()) or isinstance(param.default, bool)
    return variable if silent else f" Default: `{param.default}`.{variable}"


def _shape(answer: type) -> str:
    """The JSON of an answer: its fields with their types, and what its docstring says of them."""
    return f"`{_type(answer)}`\n\n{cleandoc(getdoc(answer) or '')}"


def _type(kind: Any) -> str:
    """A Python type as JSON has it.

    >>> _type(list[str]), _type(int | None), _type(datetime)
    ('[text, ...]', 'number or null', 'instant')
    """
    if is_dataclass(kind):
        hints = get_type_hints(kind, localns=_Absent(vars(sys.modules[kind.__module__])))
        return "{" + ", ".join(f"{field.name}: {_type(hints[field.name])}" for field in fields(kind)) + "}"
    inside = get_args(kind)
    if isinstance(kind, UnionType):
        return " or ".join(map(_type, inside))
    origin = get_origin(kind) or kind
    if origin in (list, tuple):
        return f"[{_type(inside[0])}, ...]"
    return next((word for known, word in WORDS.items() if origin is known), "object")


class _Absent(dict[str, Any]):
    """A module's names; those that it imports for type checking only are objects."""

    def __missing__(self, name: str) -> Any:
        return getattr(builtins, name, object)


def _prose(text: str | None) -> str:
    return cleandoc(text or "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _exits() -> Iterator[str]:
    yield "\n## Exit codes\n\n| code | name | meaning |\n|---|---|---|"
    for exit_ in EXITS:
        yield f"| {exit_.code} | {exit_.name} | {exit_.meaning} |"
    yield "\n## Errors\n\nThe `code` of an error under `--json`."
    yield "\n| code | exit | what to do |\n|---|---|---|"
    for ending in ENDINGS.values():
        yield f"| {ending.code} | {ending.exit.code} | {ending.hint or '-'} |"


if __name__ == "__main__":
    sys.stdout.write(page())
