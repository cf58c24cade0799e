"""How large a definition may be. What is larger is refused with a problem, at whichever door it came in.

The limits keep every reading of a definition quick: none of them is near what a person would write.
"""

from __future__ import annotations

DEPTH = 50
"""Groups, negations and filters inside one another."""

CONDITIONS = 1_000
"""Conditions of one definition."""

TEXT_BYTES = 65_536
"""Bytes (UTF-8) of the text form."""

PATTERN = 512
"""Characters of one regular expression."""

LITERALS = 10_000
"""Values of one list, such as those of `is one of (...)`."""

NUMBER_DIGITS = 30
"""Digits of one number as written; what has more is far out of range anyway."""

WHOLE = 1_000_000_000
"""Counts and lengths of windows are whole numbers up to this."""

PROBLEMS = 100
"""Problems told at once; a text with more is not a definition."""
