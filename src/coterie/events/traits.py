"""What a message says about its contact: traits, with e-mail, phone and address brought into one form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import phonenumbers

from coterie.contacts import places
from coterie.lib.text import normal

Traits = dict[str, Any]
"""By name: a JSON value, or None, which clears the trait."""

ADDRESS = {"country": "country", "state": "region", "city": "city", "postalCode": "postal_code"}
"""Parts of the Segment spec's `address` that are traits of their own."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def as_email(value: Any) -> str | None:
    """An e-mail address as it is compared: trimmed, lower case; None for what is none.

    >>> as_email(" Ana@Example.COM "), as_email("ana")
    ('ana@example.com', None)
    """
    if not isinstance(value, str):
        return None
    text = normal(value.strip()).lower()
    return text if _EMAIL.fullmatch(text) else None


@lru_cache(maxsize=50_000)
def as_phone(text: str, country: str | None = None) -> str | None:
    """A phone number as E.164, read in a country (ISO 3166-1 alpha-2) where it names none; None for what is
    none.

    >>> as_phone("041 234 567", "SI"), as_phone("+386 41 234 567"), as_phone("041 234 567")
    ('+38641234567', '+38641234567', None)
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_traits(said: Mapping[str, Any]) -> Traits:
    """The traits that an identify states, with the parts of its address beside it; null clears.

    >>> read_traits({"email": "A@b.si", "address": {"country": "SI", "postalCode": "1000"}})["postal_code"]
    '1000'
    """
    traits = dict(said)
    address = said.get("address")
    if isinstance(address, Mapping):
        for part, trait in ADDRESS.items():
            if part in address and trait not in said:
                traits[trait] = address[part]
    if "email" in traits:
        traits["email"] = as_email(traits["email"]) or traits["email"]
    if isinstance(traits.get("phone"), str):
        traits["phone"] = as_phone(traits["phone"], _country(traits.get("country"))) or traits["phone"]
    return traits


def read_group(group: str, said: Mapping[str, Any]) -> Traits:
    """The traits that a group message states: `group`, and the company as one object.

    >>> read_group("g1", {"name": "Zadruga"})
    {'group': 'g1', 'company': {'id': 'g1', 'name': 'Zadruga'}}
    """
    return {"group": group, "company": {"id": group, **said}}


def unread(traits: Traits) -> tuple[str, ...]:
    """Names of contact details that were kept as typed because they can't be read.

    >>> unread({"email": "ana", "phone": "+38641234567"})
    ('email',)
    """
    bad = [] if traits.get("email") is None or as_email(traits["email"]) else ["email"]
    phone = traits.get("phone")
    return (
        (*bad, "phone") if phone is not None and not (isinstance(phone, str) and as_phone(phone)) else (*bad,)
    )


@lru_cache(maxsize=1_000)
def _code(country: str) -> str | None:
    return places.country_of(country)


def _country(value: Any) -> str | None:
    return _code(value) if isinstance(value, str) else None
