"""The folder is the registry: a file dropped into a folder is a member of it, without a list to keep.

A registry calls `load(package)` once and reads what each module offers. Names that begin with `_` are
furniture of the folder (shared pieces), not members.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType


class PluginBroken(ImportError):
    """A file of a registry folder could not be imported.

    `name` is the module; the cause (`__cause__`) is what it raised.
    """

    def __init__(self, name: str, cause: BaseException) -> None:
        super().__init__(f"{name} could not be loaded: {type(cause).__name__}: {cause}", name=name)


def load(package: str | ModuleType) -> tuple[ModuleType, ...]:
    """Import every member of a package's folder, in the order of their names.

    Shape: modules and sub-packages directly inside, sorted by code point, in whatever order the disk lists
    them. Error: `PluginBroken` names the first member that fails; nothing is left out silently. `ValueError`
    when `package` is a plain module, which has no folder.

    >>> [module.__name__ for module in load("json")]
    ['json.decoder', 'json.encoder', 'json.scanner', 'json.tool']
    """
    room = import_module(package) if isinstance(package, str) else package
    return tuple(_imported(f"{room.__name__}.{name}") for name in names(room))


def names(package: ModuleType) -> tuple[str, ...]:
    """The names of a folder's members, sorted, without importing them.

    >>> import json
    >>> names(json)
    ('decoder', 'encoder', 'scanner', 'tool')
    """
    if not hasattr(package, "__path__"):
        raise ValueError(f"{package.__name__} is a module, not a folder of modules")
    found = {info.name for info in pkgutil.iter_modules(package.__path__)}
    return tuple(sorted(name for name in found if not name.startswith("_")))


def _imported(name: str) -> ModuleType:
    try:
        return import_module(name)
    except Exception as cause:
        raise PluginBroken(name, cause) from cause
