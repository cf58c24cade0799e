from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.imports.taking import Taking


@pytest.fixture
def taking(tmp_path: Path) -> Iterator[Taking]:
    opened = Taking.opened(tmp_path, zone="Europe/Warsaw", currency="PLN")
    yield opened
    opened.shop.close()
