"""What the law of a contact's place asks of those who write to it: facts with sources, not legal advice.

`checked`: read in the source named. `background`: general knowledge, to be checked before it is relied upon.
An owner may set any fact otherwise (`Rules`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from coterie.contacts.places import canonical, country_of, members, region_of
from coterie.errors import UnknownName

ELSEWHERE = "*"
"""The key of the regime of a place that is unknown or has no entry of its own."""

BASES = ("Inquiry Sent", "Order Completed")
"""Events that a regime may take for consent: of each, a verdict needs the contact's latest."""

_WRITTEN = ("email", "sms")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a law says, and how we know."""

    text: str
    status: Literal["checked", "background"]
    source: str


@dataclass(frozen=True, slots=True)
class ImpliedBasis:
    """A happening that counts as consent for so many calendar months after it."""

    event: str
    months: int


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules of one place.

    needs_consent: the law asks for consent beforehand; opt_out: it allows writing until the recipient objects
    (newsletters go to subscribers only, all the same: that is a rule of this product). unsubscribe_days: how
    long the way out must work after sending; honour_days: business days within which it must be honoured;
    None where the law names no number.
    """

    name: str
    laws: tuple[str, ...]
    needs_consent: bool = True
    opt_out: bool = False
    double_opt_in_required: bool = False
    implied: tuple[ImpliedBasis, ...] = ()
    unsubscribe_days: int | None = None
    honour_days: int | None = None
    facts: tuple[Fact, ...] = ()

    def wants_double_opt_in(self, channel: str) -> bool:
        """Whether consent for the channel must be confirmed: where anybody could have typed the address.

        >>> regime("DE").wants_double_opt_in("email"), regime("DE").wants_double_opt_in("push")
        (True, False)
        """
        return self.double_opt_in_required and channel in _WRITTEN

    def implied_for(self, channel: str) -> tuple[ImpliedBasis, ...]:
        """What counts as consent for the channel without being asked: for messages to an address only.

        >>> [basis.months for basis in regime("CA").implied_for("email")], regime("CA").implied_for("ads")
        ([24, 6], ())
        """
        return self.implied if channel in _WRITTEN else ()


_BY_COUNTRY = Fact("which law holds in which country", "background", "27 states of the EU, and IS, LI, NO")
_ONE_CLICK = Fact(
    "one-click unsubscribe by List-Unsubscribe and List-Unsubscribe-Post; Gmail and Yahoo ask it of bulk "
    "senders (above 5,000 messages a day) since February 2024",
    "checked",
    "RFC 8058 (January 2017); mailertogo.com/rfc/8058",
)

GDPR = Regime(
    "GDPR",
    ("GDPR", "ePrivacy"),
    facts=(
        Fact(
            "requests of data subjects are answered within one month, extendable by two more (Art. 12(3))",
            "checked",
            "iswlegal.com/gdpr/articles/article-12; geratools.com",
        ),
        _BY_COUNTRY,
        _ONE_CLICK,
    ),
)
_CONFIRMED = replace(
    GDPR,
    name="GDPR with double opt-in",
    double_opt_in_required=True,
    facts=(
        *GDPR.facts,
        Fact(
            "courts accept as proof of consent little but a confirmed (double) opt-in",
            "background",
            "practice after rulings of the German BGH and the Austrian authorities; not read in the source",
        ),
    ),
)
CASL = Regime(
    "CASL",
    ("CASL", "PIPEDA"),
    implied=(ImpliedBasis("Order Completed", 24), ImpliedBasis("Inquiry Sent", 6)),
    unsubscribe_days=60,
    honour_days=10,
    facts=(
        Fact(
            "the way to unsubscribe stays valid for at least 60 days after sending, needs no log-in, is free",
            "checked",
            "mondaq.com/canada/x/301380 (BLG, CASL FAQ: General Unsubscribe Requirements)",
        ),
        Fact("unsubscribing is honoured without delay, in 10 business days at most", "checked", "the same"),
        Fact(
            "a purchase in the two years before the message implies consent",
            "checked",
            "wahnlaw.ca, CASL Part IV",
        ),
        Fact(
            "an inquiry implies consent for six months",
            "background",
            "CASL s. 10(10); wahnlaw.ca lumps inquiries with purchases",
        ),
        Fact(
            "express consent is a positive act: no box ticked beforehand",
            "checked",
            "mondaq.com 203566 (Blakes)",
        ),
    ),
)
CAN_SPAM = Regime(
    "CAN-SPAM",
    ("CAN-SPAM",),
    needs_consent=False,
    opt_out=True,
    unsubscribe_days=30,
    honour_days=10,
    facts=(
        Fact(
            "the way out works for at least 30 days after sending and is honoured within 10 business days; a "
            "postal address; no fee, nothing asked but the e-mail address",
            "checked",
            "way2mail.net (summary of the FTC's guide); ftcdefenselawyer.com",
        ),
    ),
)
CALIFORNIA = replace(
    CAN_SPAM,
    name="CAN-SPAM and CCPA",
    laws=("CAN-SPAM", "CCPA/CPRA"),
    facts=(
        *CAN_SPAM.facts,
        Fact(
            "opting out of sale or sharing takes effect within 15 business days; requests to know or delete "
            "within 45 days, extendable to 90",
            "checked",
            "ccpafreetraining.com slide 22; auditbuffet ab-000630; truevault (they differ in details)",
        ),
        Fact(
            "12 months pass before one who opted out is asked to opt in again",
            "checked",
            "ccpafreetraining.com slide 25",
        ),
    ),
)


@cache
def _known() -> Mapping[str, Regime]:
    """Every regime by the code of its place. Made when first asked for: to read the members takes a while."""
    return {
        ELSEWHERE: GDPR,
        **dict.fromkeys(members("EU"), GDPR),
        **dict.fromkeys(members("EEA") - members("EU"), replace(GDPR, laws=("GDPR (EEA)",))),
        "DE": _CONFIRMED,
        "AT": _CONFIRMED,
        "GB": Regime("UK GDPR", ("UK GDPR", "PECR"), facts=(_BY_COUNTRY, _ONE_CLICK)),
        "CH": Regime("FADP", ("FADP",), facts=(_BY_COUNTRY,)),
        "CA": CASL,
        "US": CAN_SPAM,
        "US-CA": CALIFORNIA,
        "KZ": Regime("Kazakhstan", ("Kazakhstan personal data law",), facts=(_BY_COUNTRY,)),
    }


_PART_OF = {
    **dict.fromkeys(("AS", "GU", "MP", "PR", "UM", "VI"), "US"),
    **dict.fromkeys(("GF", "GP", "MF", "MQ", "RE", "YT"), "FR"),
    "AX": "FI",
}
"""Places with a country code of their own where the law of another one holds (background)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The regimes as the owner of the workspace has them.

    overrides: fields of `Regime` to set otherwise, by country, ISO 3166-2 region or "*" (a place unknown or
    without an entry). home: the country in which a contact without one is read. implied: whether consent that
    the law only implies counts.

    >>> lenient = Rules({"DE": {"double_opt_in_required": False}}, implied=False)
    >>> lenient.regime("DE", None).double_opt_in_required, lenient.regime("CA", None).implied
    (False, ())
    """

    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    home: str | None = None
    implied: bool = True

    def __post_init__(self) -> None:
        known = {each.name for each in fields(Regime)}
        for place, changes in self.overrides.items():
            if unknown := sorted(set(changes) - known):
                raise UnknownName(f"a consent rule has no field {', '.join(unknown)} (given for {place})")
            for basis in _changed(GDPR, changes).implied:
                if basis.event not in BASES:
                    raise UnknownName(f"consent is implied by {' or '.join(BASES)}, not by {basis.event!r}")
        object.__setattr__(self, "overrides", {_place(place): each for place, each in self.overrides.items()})

    def regime(self, country: str | None, region: str | None = None) -> Regime:
        """The rules of a place, given by codes or spellings; the most particular that is known.

        Overrides of a country hold in its regions too, unless the region's own say otherwise.
        """
        keys = _keys(country, region)
        if keys == (ELSEWHERE,) and not country:
            keys = _keys(self.home, region)
        found = next(key for key in keys if key in _known())
        known = _known()[found]
        for key in reversed(keys):
            if key in self.overrides and (key != ELSEWHERE or found == ELSEWHERE):
                known = _changed(known, self.overrides[key])
        return known if self.implied else replace(known, implied=())

    def known(self) -> Mapping[str, Regime]:
        """Every regime that may hold, by the code of its place: those that come, and those of the overrides.

        >>> Rules({"PL": {"honour_days": 1}}).known()["PL"].honour_days
        1
        """
        places = dict.fromkeys([*_known(), *self.overrides])
        away = replace(self, home=None)  # "*" is then an unknown place, not the home country
        return {place: away.regime(*_parted(place)) for place in places}


def regime(
    country: str | None, region: str | None = None, overrides: Mapping[str, Mapping[str, Any]] | None = None
) -> Regime:
    """The rules of a place, as they come or with an owner's overrides; the GDPR's where it is unknown.

    >>> regime("SI").name, regime("United States", "California").name, regime("Atlantis").name
    ('GDPR', 'CAN-SPAM and CCPA', 'GDPR')
    """
    return Rules(overrides or {}).regime(country, region)


def regimes() -> Mapping[str, Regime]:
    """Every regime by the code of its place, "*" being everywhere else."""
    return MappingProxyType(_known())


def _place(text: str) -> str:
    code = text if text == ELSEWHERE else region_of(None, text) or country_of(text)
    if code is None:
        raise UnknownName(f"consent rules are kept by country, region or *, and {text!r} is none of them")
    return code


def _parted(place: str) -> tuple[str | None, str | None]:
    return (None, None) if place == ELSEWHERE else (place[:2], place if "-" in place else None)


def _changed(known: Any, changes: Mapping[str, Any]) -> Regime:
    # Overrides come from settings, as JSON: lists for tuples, objects for bases.
    read = {name: tuple(each) if isinstance(each, list) else each for name, each in changes.items()}
    if "implied" in read:
        bases = read["implied"]
        read["implied"] = tuple(
            basis if isinstance(basis, ImpliedBasis) else ImpliedBasis(**basis) for basis in bases
        )
    changed: Regime = replace(known, **read)
    return changed


def _keys(country: str | None, region: str | None) -> tuple[str, ...]:
    # From the particular to the general: US-CA, US, *.
    code = country_of(country) if country else None
    within = region_of(code, region) if region and (code or not country) else None
    home = code or (within[:2] if within else None)
    law = _PART_OF.get(home, home) if home else None
    keys = dict.fromkeys([within and canonical(within), home, law, ELSEWHERE])
    return tuple(key for key in keys if key)
