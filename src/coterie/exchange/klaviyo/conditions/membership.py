"""profile-group-membership: on one of the lists, or on none; ours: `on list`. Segments count as lists."""

from __future__ import annotations

from ..asked import Clauses, Ids
from ..given import JSON, Given
from ..timeframes import EVER, frames, others, timeframe, window

TYPE = "profile-group-membership"
KINDS = ("on_list",)


def read(given: Given) -> JSON:
    """On any of the lists (since when), or on none of them."""
    joined = given.maybe("timeframe_filter")
    since = None if joined is None else window(joined)
    more = {} if since is None else {"since": since}
    lists = [{"kind": "on_list", "list": g.list(), **more} for g in given.get("group_ids").each()]
    if not lists:
        raise given.get("group_ids").wrong("at least one id")
    found = lists[0] if len(lists) == 1 else {"any": lists}
    return found if given.get("is_member").truth() else {"not": found}


def write(node: JSON, yes: bool, ids: Ids) -> Clauses:
    """On the list, or not on it; not since then: not on it at all, or since another time."""
    since, group = node.get("since"), ids.group(node["list"])
    if yes:
        return [[_member(group, timeframe(since, ids.zone))]]
    elsewhen = [] if since is None else frames(others(since, past=True), ids.zone)
    absent = {"type": TYPE, "is_member": False, "group_ids": [group]}
    return [[absent, *(_member(group, frame) for frame in elsewhen)]]


def _member(group: str, frame: JSON) -> JSON:
    timed = {} if frame == EVER else {"timeframe_filter": frame}
    return {"type": TYPE, "is_member": True, "group_ids": [group], **timed}
