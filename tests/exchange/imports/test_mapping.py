from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.errors import ImportRefused
from coterie.exchange.imports import FileMapping, OrderRules, Writing, kinds, load, of, to_toml

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMED = st.dictionaries(TEXT, TEXT, max_size=3)


@st.composite
def mappings(draw: st.DrawFn) -> FileMapping:
    what = draw(st.sampled_from(sorted(kinds())))
    fields = sorted(kinds()[what].fields)
    columns = st.dictionaries(st.sampled_from(fields), TEXT, max_size=4) if fields else st.just({})
    dates = st.none() | st.just(("iso", "%d.%m.%Y"))
    file = Writing(
        delimiter=draw(st.sampled_from([None, ";", "\t"])), header=draw(st.booleans()), dates=draw(dates)
    )
    rules = OrderRules(draw(TEXT), draw(st.sampled_from(["refund", "cancel"])))
    return FileMapping(
        what, draw(columns), draw(NAMED), draw(NAMED), draw(NAMED), {}, {}, draw(NAMED), source=draw(TEXT),
        others=draw(st.sampled_from(["keep", "drop"])), file=file, orders=rules,
    )  # fmt: skip


@given(mappings())
def test_a_mapping_reads_back_from_its_toml(mapping: FileMapping) -> None:
    import tomllib

    assert of(tomllib.loads(to_toml(mapping))) == mapping


def test_what_is_wrong_is_said_all_at_once() -> None:
    told = {"what": "contacts", "columns": {"emial": "E"}, "constants": {"x": 1}, "file": {"dates": ["%Q"]}}
    with pytest.raises(ImportRefused, match=r"no field emial; .*no field x; .*%Q is not known"):
        of(told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"what": "people"}, "people"),
        ({"columns": {}}, "what"),
        ({"what": "contacts", "colums": {}}, "colums"),
        ({"what": "orders", "orders": {"marked": "maybe"}}, "orders.marked"),
        ({"what": "contacts", "columns": {"email": 3}}, "str"),
    ],
)
def test_a_shape_that_is_none_is_refused(told: dict[str, object], said: str) -> None:
    with pytest.raises(ImportRefused, match=said):
        of(told)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("what = ")
    with pytest.raises(ImportRefused, match="can't be read"):
        load(path)
    with pytest.raises(ImportRefused, match="can't be read"):
        load(tmp_path / "none.toml")


EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "mappings").glob("*.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_a_mapping_with_all_that_its_kind_needs(path: Path) -> None:
    mapping = load(path)
    has = {*mapping.columns, *mapping.constants}
    assert all(has & set(group) for group in kinds()[mapping.what].needs)
    assert msgspec.structs.replace(mapping) == mapping


def test_there_are_examples_for_every_kind() -> None:
    assert {load(path).what for path in EXAMPLES} >= set(kinds()) - {"messages"}
