"""`coterie sentence`: a definition read back in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from . import _options as options
from ._given import given, saved_in
from ._output import tell


@dataclass(frozen=True, slots=True)
class Answer:
    """definition: in its text form. sentence: what it says in the language asked for."""

    definition: str
    language: str
    sentence: str


def command(
    definition: options.Definition,
    lang: options.Language = "en",
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Read a definition back as one sentence in English, Polish, Slovenian or Kazakh."""
    tree = given(definition, saved_in(workspace)).tree
    answer = Answer(tree.text, lang, tree.sentence(lang))
    tell(answer, json, lambda out: out.print(answer.sentence, soft_wrap=True))
