"""Klaviyo's filters of values and our comparisons.

A negated operator of Klaviyo's is the plain complement: `not-equals` also holds where nothing is set. Its
other operators hold only where the value is set. Outward, what can't be read as the type that is asked
(missing for us) is taken for not set, as Klaviyo knows only set and not set.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .asked import Clauses, Unsayable
from .given import JSON, Given
from .timeframes import OPERATORS as DATES
from .timeframes import frames, others, timeframe, window

NUMERIC = {
    "equals": "=", "not-equals": "!=", "greater-than": ">", "greater-than-or-equal": ">=",
    "less-than": "<", "less-than-or-equal": "<=",
}  # fmt: skip
BY_SIGN = {sign: name for name, sign in NUMERIC.items()}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
TEXTS = {"contains": "contains", "starts-with": "starts", "ends-with": "ends", "regex": "matches"}
HOLDS = {"contains": "any", "contains-any": "any", "contains-all": "all"}
LENGTHS = {f"length-{name}": sign for name, sign in NUMERIC.items() if sign != "!="}
SET: JSON = {"type": "existence", "operator": "is-set"}
NOT_SET: JSON = {"type": "existence", "operator": "not-set"}
_NOT = {"negated": True, "or_missing": True}


# ---- inward


def predicate(given: Given) -> JSON:
    """Our comparison of a filter of Klaviyo's."""
    return given.get("type").one_of(_READ)(given)


def _string(given: Given) -> JSON:
    said = given.get("operator").text()
    if said.startswith("phone-country-code"):
        raise given.not_here(f"operator {said!r}", "say phone starts with its country code")
    if said in ("in", "not-in"):
        values = [v.text() for v in given.get("value").each()]
        return {"type": "equals", "values": values, **(_NOT if said == "not-in" else {})}
    value = given.get("value").text()
    if said in ("equals", "not-equals"):
        return {"type": "equals", "values": [value], **(_NOT if said == "not-equals" else {})}
    plain = "regex" if said == "nregex" else said.removeprefix("not-")
    if plain not in TEXTS:
        raise given.get("operator").wrong("an operator of texts")
    return {"type": "text", "op": TEXTS[plain], "texts": [value], **(_NOT if plain != said else {})}


def _numeric(given: Given) -> JSON:
    if given.get("operator").value == "between":
        low, high = given.get("start").number(), given.get("end").number()
        return {"type": "range", "low": low, "high": high}
    sign, number = given.get("operator").one_of(NUMERIC), given.get("value").number()
    if sign in ("=", "!="):
        return {"type": "equals", "values": [number], **(_NOT if sign == "!=" else {})}
    return {"type": "order", "op": sign, "number": number}


def _boolean(given: Given) -> JSON:
    given.get("operator").one_of({"equals": "="})
    return {"type": "equals", "values": [given.get("value").truth()]}


def _date(given: Given) -> JSON:
    said = given.get("operator").text()
    if said in DATES:
        found = window(given)
        return {"type": "is_set"} if found is None else {"type": "dated", "window": found}
    return {"type": "recurs", "when": {"when": _anniversary(given, said)}}


def _anniversary(given: Given, said: str) -> JSON:
    match said:
        case "anniversary":
            return {"type": "calendric", "name": "today"}
        case "anniversary-month":
            return {"type": "calendric", "name": "this month"}
        case "anniversary-last" | "anniversary-next":
            n, unit = given.get("quantity").whole(), given.get("unit").text()
            if unit == "hour":
                if n % 24:
                    raise given.not_here("anniversaries within hours", "count in whole days")
                n, unit = n // 24, "day"
            return {"type": said.removeprefix("anniversary-"), "n": n, "unit": unit}
        case "calendar-month":
            raise given.not_here("operator 'calendar-month'", "anniversaries of this month can be asked for")
    raise given.get("operator").wrong("an operator of dates")


def _list(given: Given) -> JSON:
    said = given.get("operator").text()
    if said in LENGTHS:
        return {"type": "length", "op": LENGTHS[said], "count": given.get("value").whole()}
    plain = said.removeprefix("not-")
    if plain == "contains-substring":
        raise given.not_here(f"operator {said!r}")
    if plain not in HOLDS:
        raise given.get("operator").wrong("an operator of lists")
    asked = given.get("value")
    values = [_member(v) for v in asked.each()] if isinstance(asked.value, list) else [_member(asked)]
    return {"type": "holds", "mode": HOLDS[plain], "values": values, **(_NOT if plain != said else {})}


def _member(given: Given) -> str | int | float:
    return given.value if isinstance(given.value, str) else given.number()


def _existence(given: Given) -> JSON:
    negated = given.get("operator").one_of({"is-set": False, "not-set": True})
    return {"type": "is_set", "negated": True} if negated else {"type": "is_set"}


_READ = {
    "string": _string, "numeric": _numeric, "boolean": _boolean, "date": _date, "list": _list,
    "existence": _existence,
}  # fmt: skip


# ---- outward


def filters(asked: JSON, yes: bool, zone: str) -> Clauses:
    """The filters that say a comparison of ours (`yes`), or its complement, in conjunctive normal form."""
    if asked["type"] == "is_set":
        return [[SET if yes != asked.get("negated", False) else NOT_SET]]
    negated, or_missing = asked.get("negated", False), asked.get("or_missing", False)
    positive = negated != yes
    clauses = [list(clause) for clause in (_holding(asked, zone) if positive else _failing(asked, zone))]
    # A complement holds of what is not set, a comparison does not; the flags may say otherwise of either.
    missing_in = or_missing == yes
    if positive and missing_in:
        return [[*clause, NOT_SET] for clause in clauses]
    return clauses if positive or missing_in else _set_too(clauses)


def _set_too(clauses: list[list[JSON]]) -> Clauses:
    """The clauses, for what is set alone."""
    if not any(NOT_SET in clause for clause in clauses):
        return [*clauses, [SET]]
    return [[one for one in clause if one != NOT_SET] for clause in clauses]


def _holding(asked: JSON, zone: str) -> Clauses:
    match asked:
        case {"type": "equals", "values": values}:
            return [_equal(values)]
        case {"type": "text", "op": op, "texts": texts}:
            name = next(name for name, known in TEXTS.items() if known == op)
            return [[_text(name, text) for text in texts]]
        case {"type": "order", "op": op, "number": n}:
            return [[numeric(op, n)]]
        case {"type": "range", "low": low, "high": high}:
            return [[numeric(">=", low)], [numeric("<=", high)]]
        case {"type": "dated", "window": asked_window}:
            return [[timeframe(asked_window, zone)]]
        case {"type": "recurs", "when": {"when": when}}:
            return [[_recurring(when)]]
        case {"type": "holds", "mode": mode, "values": values}:
            each = [_list_filter("contains", v) for v in values]
            return [each] if mode == "any" else [[one] for one in each]
        case {"type": "length", "op": op, "count": n}:
            return [[_length(op, n)]]
    raise _unsayable(asked)


def _failing(asked: JSON, zone: str) -> Clauses:
    match asked:
        case {"type": "equals", "values": values}:
            return _unequal(values)
        case {"type": "text", "op": op, "texts": texts}:
            name = next(name for name, known in TEXTS.items() if known == op)
            return [[_text("nregex" if name == "regex" else f"not-{name}", text)] for text in texts]
        case {"type": "order", "op": op, "number": n}:
            return [[numeric(OPPOSITE[op], n), NOT_SET]]
        case {"type": "range", "low": low, "high": high}:
            return [[numeric("<", low), numeric(">", high), NOT_SET]]
        case {"type": "dated", "window": asked_window}:
            return [[*frames(others(asked_window, past=False), zone), NOT_SET]]
        case {"type": "holds", "mode": mode, "values": values}:
            each = [_list_filter("not-contains", v) for v in values]
            return [[one] for one in each] if mode == "any" else [each]
        case {"type": "length", "op": op, "count": n}:
            signs = ["<", ">"] if op == "=" else [OPPOSITE[op]]
            return [[*(_length(sign, n) for sign in signs), NOT_SET]]
    raise _unsayable(asked)


def numeric(sign: str, number: Any) -> JSON:
    """A numeric filter. Error: `Unsayable` for a number that JSON can't hold exactly."""
    if not isinstance(number, (int, float)):
        raise Unsayable(f"the number {number['number']}", "no double holds it exactly")
    return {"type": "numeric", "operator": BY_SIGN[sign], "value": number}


def _equal(values: Sequence[Any]) -> list[JSON]:
    texts = [v for v in values if isinstance(v, str)]
    return [
        *([_texts("equals", "in", texts)] if texts else []),
        *(_truth(v) for v in values if isinstance(v, bool)),
        *(numeric("=", v) for v in values if not isinstance(v, (str, bool))),
    ]


def _unequal(values: Sequence[Any]) -> Clauses:
    texts = [v for v in values if isinstance(v, str)]
    return [
        *([[_texts("not-equals", "not-in", texts)]] if texts else []),
        *([_truth(not v), NOT_SET] for v in values if isinstance(v, bool)),
        *([numeric("!=", v)] for v in values if not isinstance(v, (str, bool))),
    ]


def _texts(one: str, several: str, texts: list[str]) -> JSON:
    if len(texts) == 1:
        return _text(one, texts[0])
    return {"type": "string", "operator": several, "value": texts}


def _text(operator: str, text: str) -> JSON:
    return {"type": "string", "operator": operator, "value": text}


def _truth(value: bool) -> JSON:
    return {"type": "boolean", "operator": "equals", "value": value}


def _length(sign: str, count: int) -> JSON:
    return {"type": "list", "operator": f"length-{BY_SIGN[sign]}", "value": count}


def _list_filter(operator: str, value: Any) -> JSON:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise Unsayable("a list that holds this value", "texts and whole numbers can be looked for")
    return {"type": "list", "operator": operator, "value": value}


def _recurring(when: JSON) -> JSON:
    match when:
        case {"type": "calendric", "name": "today"}:
            return {"type": "date", "operator": "anniversary"}
        case {"type": "calendric", "name": "this month"}:
            return {"type": "date", "operator": "anniversary-month"}
        case {"type": "last" | "next" as way, "n": n, "unit": "day" | "week" as unit}:
            return {"type": "date", "operator": f"anniversary-{way}", "quantity": n, "unit": unit}
    raise Unsayable("this stretch of anniversaries", "say it in days or weeks, or 'today' or 'this month'")


def _unsayable(asked: JSON) -> Unsayable:
    return Unsayable(f"a comparison of this sort ({asked['type'].replace('_', ' ')}), or its opposite")
