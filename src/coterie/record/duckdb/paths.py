"""Dotted paths of properties as SQL: the same value that `coterie.lib.values.dig` finds, in one look at each
text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Keys = tuple[str, ...]
_UNSAID = set('"\\*\0')
_DEEPEST = 4  # parts of a path; more would make too many ways to read it


def speaks(paths: Sequence[str]) -> bool:
    """Whether SQL can read these paths; DuckDB's JSON paths can't hold a quote, backslash, star or empty key.

    >>> speaks(["a.b"]), speaks(['say "a"']), speaks(["a..b"])
    (True, False, False)
    """
    return all(p.count(".") < _DEEPEST and all(p.split(".")) and not set(p) & _UNSAID for p in paths)


def ways(path: str) -> Iterator[Keys]:
    """All ways to read a dotted path, in the order in which they are tried: keys with dots first, longest
    first.

    >>> list(ways("a.b"))
    [('a.b',), ('a', 'b')]
    """
    parts = path.split(".")
    for n in range(len(parts), 0, -1):
        head, rest = ".".join(parts[:n]), ".".join(parts[n:])
        yield from ((head, *tail) for tail in ways(rest)) if n < len(parts) else [(head,)]


def expression(column: str, paths: Sequence[str]) -> str:
    """SQL for the JSON text at the first path that holds a value, NULL where none does. `speaks` must allow
    them.

    >>> print(expression("props", ["url"]))
    nullif(list_extract(json_extract(props, ['$."url"']), 1), 'null')
    """
    tried = [list(ways(path)) for path in paths]
    flat = [keys for per_path in tried for keys in per_path]
    places = {keys: f"list_extract(found, {i})" for i, keys in enumerate(flat, 1)}
    looked = f"json_extract({column}, [{', '.join(_literal(keys) for keys in flat)}])"
    if len(flat) == 1:
        return f"nullif({places[flat[0]].replace('found', looked)}, 'null')"
    picked = ", ".join(_pick(per_path, places) for per_path in tried)
    return f"list_extract(list_transform([{looked}], lambda found: coalesce({picked}, NULL)), 1)"


def _pick(tried: Sequence[Keys], places: dict[Keys, str]) -> str:
    """The first that is there; a null ends the search among keys beside it, as it does in `dig`."""
    if not tried:
        return "NULL"
    first, rest = tried[0], tried[1:]
    beyond = [keys for keys in rest if keys[: len(first) - 1] != first[:-1]]
    here = places[first]
    if not rest:
        return f"nullif({here}, 'null')"
    null, there = f"WHEN {here} = 'null' THEN {_pick(beyond, places)}", f"WHEN {here} IS NOT NULL THEN {here}"
    return f"CASE {null} {there} ELSE {_pick(rest, places)} END"


def _literal(keys: Keys) -> str:
    path = "$" + "".join(f'."{key}"' for key in keys)
    return "'" + path.replace("'", "''") + "'"
