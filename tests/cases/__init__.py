"""Cases: given a few contacts, when this is asked, then these are in. Data, read by every reading.

One file of this folder a kind of condition, and some for what runs across kinds. Their form is told in
`cases.reading`.
"""

from __future__ import annotations

from .reading import Asked, asked, case_files

__all__ = ["Asked", "asked", "case_files"]
