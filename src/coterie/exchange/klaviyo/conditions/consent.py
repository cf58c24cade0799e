"""profile-marketing-consent: what was consented to, and whether one may be written to; ours: `consent`.

Klaviyo's `can_receive_marketing` and `subscription` cut a channel's contacts into the same six cells as our
status (subscribed, unknown, unsubscribed) and `blocked` do: who can receive is neither unsubscribed nor
blocked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, TypeAlias

from ..asked import Clauses, Ids, Unsayable
from ..given import JSON, Given
from ..timeframes import timeframe, window

TYPE = "profile-marketing-consent"
KINDS = ("consent",)
Cell: TypeAlias = tuple[str, bool]
"""A status, and whether it is blocked."""

STATUSES = ("subscribed", "unknown", "unsubscribed")
NEVER, ANY = "never_subscribed", "any"
SUB, UNK, UNS = STATUSES
EVERY: frozenset[Cell] = frozenset((s, b) for s in STATUSES for b in (False, True))
BLOCKED: frozenset[Cell] = frozenset(cell for cell in EVERY if cell[1])
_BOTH = (False, True)
BOUNCED: JSON = {"field": "bounce_date", "filter": {"type": "existence", "operator": "is-set"}}

Said: TypeAlias = tuple[bool, str, bool]
"""can_receive_marketing, the subscription, and whether it is about bounces alone."""

_ONLY_SUBSCRIBED = frozenset({(SUB, False)})
CELLS: Mapping[str, Mapping[Said, frozenset[Cell]]] = {
    "email": {
        (False, ANY, False): EVERY - {(SUB, False), (UNK, False)},
        (False, ANY, True): BLOCKED,
        (True, ANY, False): frozenset({(SUB, False), (UNK, False)}),
        (False, UNS, False): frozenset({(UNS, False), (UNS, True)}),
        (True, SUB, False): _ONLY_SUBSCRIBED,
        (True, NEVER, False): frozenset({(UNK, False)}),
        (False, SUB, True): frozenset({(SUB, True)}),
        (False, NEVER, True): frozenset({(UNK, True)}),
        (False, UNS, True): frozenset({(UNS, True)}),
    },
    "sms": {
        (False, ANY, False): EVERY - _ONLY_SUBSCRIBED,
        (False, UNS, False): frozenset((UNS, b) for b in _BOTH),
        (False, NEVER, False): frozenset((UNK, b) for b in _BOTH),
        (True, SUB, False): _ONLY_SUBSCRIBED,
    },
    "push": {(False, ANY, False): EVERY - _ONLY_SUBSCRIBED, (True, ANY, False): _ONLY_SUBSCRIBED},
}
"""What each of Klaviyo's consents holds, the larger ones first."""

METHODS = (
    "api", "back_in_stock", "bulk_remove", "carrier_deactivation", "checkout", "data_warehouse_import",
    "failed_age_gate", "form", "inbound_message", "mailbox_provider", "manual_add", "manual_import",
    "manual_remove", "message_blocked", "one_click_unsubscribe", "preference_page",
    "profile_modification", "provided_landline", "provided_no_age", "sftp", "spam_complaint",
)  # fmt: skip
"""The methods that say nothing more than their name; an integration names a shop besides."""
_EMAIL_IN = "api back_in_stock form inbound_message manual_add manual_import preference_page sftp"
_SMS_IN = "checkout form inbound_message manual_add manual_import preference_page sftp"
_EMAIL_OUT = (
    "api data_warehouse_import inbound_message mailbox_provider manual_import manual_remove"
    " one_click_unsubscribe preference_page profile_modification sftp spam_complaint"
)
_SMS_OUT = (
    "bulk_remove carrier_deactivation checkout failed_age_gate form inbound_message manual_add manual_import"
    " manual_remove message_blocked preference_page provided_landline provided_no_age sftp"
)
BY: Mapping[tuple[str, str], frozenset[str]] = {
    ("email", SUB): frozenset(_EMAIL_IN.split()),
    ("sms", SUB): frozenset(_SMS_IN.split()),
    ("email", UNS): frozenset(_EMAIL_OUT.split()),
    ("sms", UNS): frozenset(_SMS_OUT.split()),
}
"""The methods that a channel's status may have come by."""


# ---- inward


def read(given: Given) -> JSON:
    """The status, whether it is blocked, and since when and how it became so."""
    consent = given.get("consent")
    channel = consent.get("channel").one_of({name: name for name in CELLS})
    status = consent.get("consent_status")
    filters = status.listed("filters")
    subscription, can = status.get("subscription"), consent.get("can_receive_marketing").truth()
    bounced = any(one.get("field").value == "bounce_date" for one in filters)
    bounced = bounced or (not can and subscription.value in (SUB, NEVER) and channel == "email")
    details = _details([one for one in filters if one.get("field").value != "bounce_date"])
    for one in filters:
        _only_whether(one)
    cells = CELLS[channel].get((can, subscription.text(), bounced))
    if cells is None:
        raise subscription.wrong(f"a subscription of {channel} that can be")
    if details and len({status for status, _ in cells}) != 1:
        raise status.not_here("details of several statuses at once", "ask for each status by itself")
    return _of_cells(channel, cells, details)


def _only_whether(given: Given) -> None:
    asked = given.maybe("filter")
    if given.get("field").value == "bounce_date" and (asked is None or asked.value != BOUNCED["filter"]):
        raise given.not_here("date of a bounce", "whether there was one (is-set) can be asked for")


def _details(filters: list[Given]) -> JSON:
    return dict(chain.from_iterable(_detail(one) for one in filters))


def _detail(given: Given) -> Iterator[tuple[str, Any]]:
    match given.get("field").text():
        case "status_date":
            frame = given.get("filter")
            if str(frame.get("operator").value).startswith(("anniversary", "calendar")):
                raise frame.not_here("anniversary of a consent")
            yield "since", window(frame)
        case "method":
            method = given.get("method")
            if method.value not in METHODS or given.maybe("filter") is not None:
                raise given.not_here("method of consent with a filter of its own", "ask for the method alone")
            yield "method", method.value
        case "is_double_opt_in" | "is_double_optin":
            yield "opt_in", "double" if given.get("filter").get("value").truth() else "single"
        case field:
            raise given.not_here(f"filter of consents {field!r}")


def _of_cells(channel: str, cells: frozenset[Cell], details: JSON) -> JSON:
    """What holds of these cells alone."""
    about = {"kind": "consent", "channel": channel}
    blocked = {**about, "status": "blocked"}
    if cells == BLOCKED:
        return blocked
    statuses = {status for status, _ in cells}
    if len(statuses) == 1:
        (status,) = statuses
        said = {**about, "status": status, **details}
        states = {harmed for _, harmed in cells}
        return said if len(states) == 2 else {"all": [said, blocked if True in states else {"not": blocked}]}
    if all(not harmed for _, harmed in cells):
        return {"all": [{"not": {**about, "status": UNS}}, {"not": blocked}]}
    return {"not": _of_cells(channel, EVERY - cells, {})}


# ---- outward


def write(node: JSON, yes: bool, ids: Ids) -> Clauses:
    """The consents that together hold the very cells; `merged` cells come from `joined`."""
    channel, details = node["channel"], {k: v for k, v in node.items() if k in ("since", "method", "opt_in")}
    if channel not in CELLS:
        raise Unsayable("consents to advertising")
    if "basis" in node or "expires" in node:
        raise Unsayable("the lawful basis and the end of a consent")
    wanted: frozenset[Cell] = node["cells"] if "cells" in node else cells_of(node)
    if details:
        return [[_detailed(channel, wanted, details, yes, ids)]]
    wanted = wanted if yes else EVERY - wanted
    return [[_condition(channel, said) for said in _cover(channel, wanted)]]


def cells_of(node: JSON) -> frozenset[Cell]:
    """The cells that a consent of ours names."""
    return BLOCKED if node["status"] == "blocked" else frozenset((node["status"], b) for b in _BOTH)


def _cover(channel: str, wanted: frozenset[Cell]) -> list[Said]:
    found = [said for said, cells in CELLS[channel].items() if cells <= wanted]
    if frozenset().union(*(CELLS[channel][said] for said in found)) != wanted:
        raise Unsayable(
            f"this status of {channel}",
            f"it knows who can receive: consent {channel} is subscribed and not consent {channel} is blocked",
        )
    chosen: list[Said] = []
    for said in found:
        if not CELLS[channel][said] <= frozenset().union(*(CELLS[channel][one] for one in chosen)):
            chosen.append(said)
    return chosen


def _detailed(channel: str, wanted: frozenset[Cell], details: JSON, yes: bool, ids: Ids) -> JSON:
    """A status with since when and how it became so."""
    said = next((said for said, cells in CELLS[channel].items() if cells == wanted and not said[2]), None)
    if said is None or not yes or (channel == "push" and set(details) != {"since"}):
        raise Unsayable(
            f"the details of this status of {channel}",
            f"only of: consent {channel} is subscribed ... and not consent {channel} is blocked",
        )
    status = said[1] if channel != "push" else SUB
    return _condition(channel, said, [_filter(channel, status, *item, ids) for item in details.items()])


def _filter(channel: str, status: str, name: str, value: Any, ids: Ids) -> JSON:
    if name == "since":
        return {"field": "status_date", "filter": timeframe(value, ids.zone)}
    if name == "method":
        if value not in BY.get((channel, status), ()):
            raise Unsayable(f"the method of consent {value!r}")
        return {"field": "method", "method": value}
    if channel != "email" or status != SUB:
        raise Unsayable("the opt-in of this status")
    asked = {"type": "boolean", "operator": "equals", "value": value == "double"}
    return {"field": "is_double_opt_in", "filter": asked}


def _condition(channel: str, said: Said, filters: list[JSON] | None = None) -> JSON:
    can, subscription, bounced = said
    about = [BOUNCED] if bounced else filters
    status = {"subscription": subscription} | ({"filters": about} if about else {})
    consent = {"channel": channel, "can_receive_marketing": can, "consent_status": status}
    return {"type": TYPE, "consent": consent}


def joined(parts: list[JSON], every: bool = True) -> list[JSON]:
    """The parts of an `all of` (`any of`) in which statuses of a channel and its being blocked are one.

    >>> blocked = {"kind": "consent", "channel": "sms", "status": "blocked"}
    >>> sub = blocked | {"status": "subscribed"}
    >>> [sorted(one["cells"]) for one in joined([sub, {"not": blocked}])]
    [[('subscribed', False)]]
    """
    plain: dict[str, frozenset[Cell]] = {}
    for channel, cells in filter(None, map(_plain, parts)):
        known = plain.get(channel, cells)
        plain[channel] = known & cells if every else known | cells
    rest = [part for part in parts if _plain(part) is None]
    detailed = [p for p in rest if every and p.get("kind") == "consent" and p["channel"] in plain]
    narrowed = [p | {"cells": cells_of(p) & plain[p["channel"]]} for p in detailed]
    told = {part["channel"] for part in detailed}
    merged = [
        {"kind": "consent", "channel": channel, "status": "", "cells": cells}
        for channel, cells in plain.items()
        if channel not in told
    ]
    return [*merged, *narrowed, *(part for part in rest if part not in detailed)]


def _plain(part: JSON) -> tuple[str, frozenset[Cell]] | None:
    """The channel and cells of a consent without details, or of its complement."""
    node = part.get("not", part)
    if node.get("kind") != "consent" or set(node) != {"kind", "channel", "status"}:
        return None
    cells = cells_of(node)
    return node["channel"], (EVERY - cells if "not" in part else cells)
