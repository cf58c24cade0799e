"""Consent for every contact at once: the ledger's standing, blocked addresses, and whether one may be reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Bits, Dictionary
from coterie.columns.kernels import states
from coterie.contacts import consent
from coterie.contacts.consent import CONSENT_CHANGED, HARMFUL, STATUSES, UNSUBSCRIBED, Happening
from coterie.lib.instants import NEVER
from coterie.segments.plan import Channel, Consent, Fold, Log
from coterie.segments.world import Ground

from .ordered import Told, in_order, numbered, recoded, told
from .rows import Ids, Longs, Rows, Scene, slices
from .sparse import sparse
from .traits import as_of, stated
from .vectors import Codes, Flags, Instants, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """What stands for a channel, a contact each. status: index into STATUSES. since, expires: ms or MISSING."""

    status: NDArray[np.int8]
    since: Longs
    confirmed: Flags
    method: Codes
    basis: Codes
    expires: Longs


def consent_of(scene: Scene, measure: Consent) -> Vector:
    """What the ledger says of a channel."""
    if measure.aspect == "blocked":
        return _truths(blocked(scene, measure.channel))
    found = standings(scene, measure.channel)
    match measure.aspect:
        case "since":
            return Instants(found.since)
        case "expires":
            return Instants(found.expires)
        case "double":
            return _truths(found.confirmed)
        case "status":
            return Codes(found.status.astype(np.int32), Dictionary(STATUSES))
        case "method":
            return found.method
        case "basis":
            return found.basis


def _truths(flags: Flags) -> Codes:
    return Codes(flags.astype(np.int32), Dictionary([False, True]))


def standings(scene: Scene, channel: Channel) -> Standings:
    """The standing of every contact."""
    rows = list(slices(scene, Log((CONSENT_CHANGED, UNSUBSCRIBED))))
    found = told(scene, rows, numbered(rows))
    status = _joined([_statuses(one, channel) for one in rows], np.int8)[found.codes]
    found, status = found.only(status >= 0), status[status >= 0]
    confirms = _joined([_confirming(one) for one in rows], np.bool_)[found.codes]
    size = scene.view.size
    row, now = np.full(size, -1, np.int64), np.zeros(size, np.int8)
    since, confirmed = np.full(size, MISSING), np.zeros(size, np.bool_)
    states.standings(found.contact, found.t, status, confirms, row, now, since, confirmed)
    last = np.append(found.codes, np.int32(-1))[row]
    confirmed &= now == STATUSES.index("subscribed")
    method, basis = (_texts(_gathered(rows, name, last)) for name in ("method", "basis"))
    ends = _gathered(rows, "expires_at", last)
    expires = ends.dictionary.instants(scene.calendar.zone)[ends.codes]
    return Standings(now, since, confirmed, method, basis, expires)


def _joined(pieces: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    return np.concatenate(pieces) if pieces else np.empty(0, dtype)


def _gathered(rows: Sequence[Rows], name: str, chosen: Ids) -> Codes:
    """A property of the rows with these numbers (-1: none)."""
    columns = [one.coded(name) for one in rows]
    pieces = [
        Told(c.codes, one.t, one.seq, c.codes, c.dictionary) for one, c in zip(rows, columns, strict=True)
    ]
    united = recoded(pieces)
    codes = np.concatenate([*(one.codes for one in united), np.array([-1], np.int32)])[chosen]
    return Codes(codes, united[0].dictionary if united else Dictionary())


def _texts(found: Codes) -> Codes:
    """Only values that are texts, and not empty."""
    kept = np.array([*(isinstance(v, str) and bool(v) for v in found.dictionary.values), False], np.bool_)
    return Codes(np.where(kept[found.codes], found.codes, np.int32(-1)), found.dictionary)


def _statuses(rows: Rows, channel: Channel) -> NDArray[np.int8]:
    """The status of the channel that each row states, -1 if none."""
    which, props = combined([(name, rows.coded(name)) for name in ("channel", "status")])
    said = [consent.stated(Happening(0, 0, rows.name, found), channel) for found in props]
    return np.array([-1 if one is None else STATUSES.index(one) for one in said], np.int8)[which]


def _confirming(rows: Rows) -> Flags:
    which, props = combined([(name, rows.coded(name)) for name in ("double_opt_in", "method")])
    return np.array([consent.confirms(found) for found in props], np.bool_)[which]


def combined(columns: Sequence[tuple[str, Codes]]) -> tuple[NDArray[np.int64], list[dict[str, Any]]]:
    """Of each row which of the distinct combinations of these properties it has, and those combinations."""
    which, found = np.zeros(len(columns[0][1].codes), np.int64), list[dict[str, Any]]([{}])
    for name, column in columns:
        size = len(column.dictionary) + 1
        distinct, which = _dense(which * size + column.codes + 1, len(found) * size)
        values = [None, *column.dictionary.values]
        found = [{**found[pair // size], name: values[pair % size]} for pair in distinct.tolist()]
    return which, found


def _dense(keys: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct keys (below size), and of each row which it has: by a table where that is short."""
    if size > 4 * len(keys) + 4096:
        distinct, which = np.unique(keys, return_inverse=True)
        return distinct, which
    seen = np.zeros(size, np.bool_)
    seen[keys] = True
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[keys]


# ---- addresses gone bad ---------------------------------------------------------------------------------


def blocked(scene: Scene, channel: Channel) -> Flags:
    """Whose present address is blocked on a channel."""
    found = np.zeros(scene.view.size, np.bool_)
    harms = _harms(scene, channel)
    if not len(harms.contact):
        return found
    address = consent.INGREDIENTS[channel].address
    proofs = told(scene, slices(scene, Log((CONSENT_CHANGED,))), lambda rows: _proving(rows, channel))
    proofs = proofs.only(proofs.codes >= 0)
    mine = _addresses(stated(scene, address), harms.contact)
    then = _named(scene, harms, address)
    harms = harms.only(np.flatnonzero([a is not None and a == b for a, b in zip(mine, then, strict=True)]))
    both = in_order([_flagged(harms, True), _flagged(proofs, False)])
    found[both.contact] = both.codes == 1
    return found


def _flagged(found: Told, harmful: bool) -> Told:
    return Told(found.contact, found.t, found.seq, np.full(len(found.t), harmful, np.int32), _FLAGS)


_FLAGS = Dictionary([False, True])


def _harms(scene: Scene, channel: Channel) -> Told:
    """Rows that spoil an address; codes: the address that they name, -1 if none."""
    names = tuple(dict.fromkeys(kind.name for kind in HARMFUL[channel]))
    return told(scene, (_harmful(rows, channel) for rows in slices(scene, Log(names))), _address_of(channel))


def _harmful(rows: Rows, channel: Channel) -> Rows:
    which, props = combined([(name, rows.coded(name)) for name in ("type", "bounce_type")])
    kinds = [consent.harm_of(Happening(0, 0, rows.name, found), channel) is not None for found in props]
    return rows.only(np.array(kinds, np.bool_)[which])


def _address_of(channel: Channel) -> Callable[[Rows], Codes]:
    def read(rows: Rows) -> Codes:
        kind = next(kind for kind in HARMFUL[channel] if kind.name == rows.name)
        return rows.coded(kind.address)

    return read


def _proving(rows: Rows, channel: Channel) -> Codes:
    columns = [(name, rows.coded(name)) for name in ("channel", "status")]
    which, props = combined([*columns, ("proof", _truth(rows.coded("proof")))])
    proves = [0 if consent.proves(Happening(0, 0, rows.name, found), channel) else -1 for found in props]
    return Codes(np.array(proves, np.int32)[which], _FLAGS)


def _truth(found: Codes) -> Codes:
    """Whether a value is a proof at all, as True or missing: there may be as many proofs as contacts."""
    table = [0 if (v.strip() if isinstance(v, str) else v) else -1 for v in found.dictionary.values]
    return Codes(np.array([*table, -1], np.int32)[found.codes], Dictionary([True]))


def _addresses(found: Codes, contact: Ids) -> list[str | None]:
    return [_same(found.dictionary, int(code)) for code in found.codes[contact]]


def _same(dictionary: Dictionary, code: int) -> str | None:
    value = dictionary.values[code] if code >= 0 else None
    return consent.same_address(value) if isinstance(value, str) else None


def _named(scene: Scene, harms: Told, address: str) -> list[str | None]:
    """The address that each harm is to: the one that it names, else the one that the contact had then."""
    found = [_text(harms.dictionary, int(code)) for code in harms.codes]
    silent = np.flatnonzero([text is None for text in found])
    if len(silent):
        some = harms.only(silent)
        codes = as_of(scene.view.changes(address), scene.view.crowd, some.contact, some.t, some.seq)
        known = scene.view.trait_values(address)
        for place, code in zip(silent, codes, strict=True):
            found[place] = _same(known, int(code))
    return [consent.same_address(text) for text in found]


def _text(dictionary: Dictionary, code: int) -> str | None:
    value = dictionary.values[code] if code >= 0 else None
    return value if isinstance(value, str) and value else None


# ---- the verdict ------------------------------------------------------------------------------------------


def reachable(scene: Scene, ground: Ground, channel: Channel) -> Bits:
    """Who may be written to on a channel."""
    wanted, stands = consent.INGREDIENTS[channel], standings(scene, channel)
    rule, rules = _regimes(scene, ground, wanted.place)
    expires = np.where(stands.expires == MISSING, NEVER, stands.expires)
    latest = {name: _latest(scene, name) for name in consent.BASES}
    address = stated(scene, wanted.address)
    has = np.array(
        [*(isinstance(v, str) and bool(v.strip()) for v in address.dictionary.values), False], np.bool_
    )
    ledgers = consent.Ledgers(
        has[np.maximum(address.codes, -1)], blocked(scene, channel), stands.status, stands.confirmed, expires,
        rule, tuple(rules), latest,
    )  # fmt: skip
    return Bits.of(consent.may_reach_many(channel, ledgers, scene.at, scene.calendar))


def _latest(scene: Scene, name: str) -> Longs:
    found = sparse(scene, Fold(Log((name,)), "when_last"))
    ms = np.full(scene.view.size, -NEVER)
    ms[found.ids] = found.num
    return ms


def _regimes(
    scene: Scene, ground: Ground, place: tuple[str, ...]
) -> tuple[NDArray[np.int64], list[consent.Regime]]:
    """The regime of every contact, as an index into those that there are."""
    which, places = combined([(name, set_or_missing(stated(scene, name))) for name in place])
    texts = [[v if isinstance(v, str) else None for v in found.values()] for found in places]
    return which, [consent.regime(country, region, ground.consent_overrides) for country, region in texts]


def set_or_missing(found: Codes) -> Codes:
    """Codes of which -1 is the only one below 0."""
    return Codes(np.maximum(found.codes, np.int32(-1)), found.dictionary)
