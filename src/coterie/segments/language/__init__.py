"""The language of definitions: one tree with three equal forms (text, JSON, Python), its check and its hash.

Not here: what a condition means (`segments.conditions`), and how it is answered (the readings of its plan).
"""

from __future__ import annotations
