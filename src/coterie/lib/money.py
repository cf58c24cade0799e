"""Amounts between currencies: exact, rounded half to even to what the other currency can pay.

Amounts are ints, the value times 10**4, as in `numbers`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .numbers import SCALE, half_even

# ISO 4217, list one (maintenance agency: SIX): the currencies whose minor unit is not a hundredth.
# CLDR's digits are not used: they follow custom (no para in Serbia, no fils in Iraq), not the standard.
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_TEN_THOUSANDTHS = "CLF UYW"
_UNUSUAL = ((0, _WHOLE), (3, _THOUSANDTHS), (4, _TEN_THOUSANDTHS))
_DIGITS = {code: digits for digits, codes in _UNUSUAL for code in codes.split()}
_CODE = re.compile(r"[A-Z]{3}")


def minor_digits(currency: str) -> int:
    """How many decimals a currency's minor unit has. Error: `ValueError` for what can't be an ISO 4217 code.

    >>> minor_digits("EUR"), minor_digits("JPY"), minor_digits("KWD")
    (2, 0, 3)
    """
    if _CODE.fullmatch(currency) is None:
        raise ValueError(f"not a currency code of ISO 4217: {currency!r}")
    return _DIGITS.get(currency, 2)


def round_to_minor(amount: int, currency: str) -> int:
    """The amount in whole minor units of its currency, half to even, still times 10**4.

    >>> round_to_minor(12_350, "EUR"), round_to_minor(12_350, "JPY")
    (12400, 10000)
    """
    unit = _minor_unit(currency)
    return half_even(amount, unit) * unit


def convert(amount: int, currency: str, to: str, rate: Decimal) -> int:
    """The amount in `to`, at `rate` units of `to` for one of `currency`, in whole minor units of `to`.

    Rounded once, half to even; within one currency the rate is 1. Error: `ValueError` for a rate that is not
    a positive number.

    >>> convert(1_000_000, "PLN", "EUR", Decimal("0.23415")), convert(12_350, "EUR", "EUR", Decimal(9))
    (234200, 12400)
    """
    if currency == to:
        return round_to_minor(amount, to)
    if not rate.is_finite() or rate <= 0:
        raise ValueError(f"not a rate of exchange: {rate}")
    over, under = rate.as_integer_ratio()
    unit = _minor_unit(to)
    return half_even(amount * over, under * unit) * unit


def _minor_unit(currency: str) -> int:
    """One minor unit, times 10**4."""
    unit: int = SCALE // 10 ** minor_digits(currency)
    return unit
