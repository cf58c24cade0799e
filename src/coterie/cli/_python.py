"""The Python form of a definition, read without running anything but what builds one."""

from __future__ import annotations

import ast

from coterie.errors import DefinitionError, Place, Problem
from coterie.segments.language import Expression, expression, words

from ._problems import Source, Unread

ALLOWED = (
    ast.Expression, ast.Call, ast.keyword, ast.Name, ast.Load, ast.Attribute, ast.Constant, ast.Tuple,
    ast.List, ast.BinOp, ast.BitAnd, ast.BitOr, ast.UnaryOp, ast.Invert, ast.USub,
)  # fmt: skip
"""All that a definition in Python is made of. No names but the language's, nothing that begins with _."""


def from_python(source: Source) -> Expression:
    """The definition that Python source stands for. Error: `Unread`.

    >>> from_python(Source("has('country').is_('PL') & ~did('Order Completed')", "python")).text
    'all of (\\n  has country is "PL"\\n  not did "Order Completed"\\n)'
    """
    try:
        tree = ast.parse(source.text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as cause:
        raise Unread(source, [_refused(f"this is not Python: {cause}", source)]) from None
    known = dict(words())
    for node in ast.walk(tree):
        if (reason := _forbidden(node, known.keys())) is not None:
            raise Unread(source, [_refused(reason, source, node)])
    try:
        made = eval(compile(tree, source.origin, "eval"), {"__builtins__": {}, **known})
        if not isinstance(made, Expression):
            raise TypeError("this is no definition")
        return expression(made)
    except DefinitionError as wrong:
        raise Unread(source, wrong.problems) from None
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError) as cause:
        raise Unread(source, [_refused(str(cause), source)]) from None


def _forbidden(node: ast.AST, known: object) -> str | None:
    match node:
        case ast.Name(id=name) if name not in known:  # type: ignore[operator]
            return f"the language has no word {name}"
        case ast.Attribute(value, name) if name.startswith("_") or isinstance(value, ast.Constant):
            return f"{name} is nothing a definition may use"
        case _ if not isinstance(node, ALLOWED):
            return f"{type(node).__name__} is nothing that a definition is made of"
    return None


def _refused(reason: str, source: Source, node: ast.AST | None = None) -> Problem:
    """A problem with the place of a node, of the whole if there is none."""
    if not isinstance(node, ast.expr) or node.end_col_offset is None or "\n" in source.text.strip():
        return Problem("bad-python", reason, Place(0, len(source.text)))
    indent = len(source.text) - len(source.text.lstrip())
    line = source.text.strip().encode()
    start, end = (len(line[:offset].decode()) + indent for offset in (node.col_offset, node.end_col_offset))
    return Problem("bad-python", reason, Place(start, end))
