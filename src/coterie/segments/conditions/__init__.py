"""The kinds of conditions: one file each, a frozen dataclass with typed fields and a plan.

The folder is the registry. To add a kind, add its file here and its case file to the cases; its text, JSON
and Python forms, its check and its page in the language's reference follow from the fields.
"""

from __future__ import annotations
