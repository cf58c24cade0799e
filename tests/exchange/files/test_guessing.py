from __future__ import annotations

from pathlib import Path

import pytest

from coterie.errors import ImportRefused
from coterie.exchange.files import Reading, digest, format_of, guess_reading, open_rows

POLISH = "imię;miasto\nŻaneta;Łódź\nMałgorzata;Gdańsk\n"
FRENCH = "prénom;ville\nÉloïse;Besançon\nFrançois;Orléans\n"


def test_code_pages_are_told_apart_by_their_letters(tmp_path: Path) -> None:
    for text, encoding in ((POLISH, "cp1250"), (FRENCH, "cp1252")):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        assert guess_reading(path) == (Reading("csv", ";", encoding), False)


def test_utf_8_is_sure_with_a_mark_or_without(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        path = tmp_path / "a.csv"
        path.write_bytes(POLISH.encode(encoding))
        reading, sure = guess_reading(path)
        assert (reading.encoding, sure) == ("utf-8", True)
        assert open_rows(path, reading).columns == ("imię", "miasto")


def test_spreadsheets_that_write_utf_16_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("a\tb\n1\tč\n".encode("utf-16"))
    reading, sure = guess_reading(path)
    assert (reading.encoding, reading.delimiter, sure) == ("utf-16", "\t", True)
    assert list(open_rows(path, reading)) == [(1, {"a": "1", "b": "č"})]


def test_the_delimiter_is_the_one_that_cuts_all_rows_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a|b\n1,5|x,y,z\n2|w\n")
    assert guess_reading(path)[0].delimiter == "|"


def test_names_say_formats_and_others_are_refused() -> None:
    assert format_of(Path("x.CSV.GZ")) == "csv"
    for name in ("x.xlsx", "x", "x.gz"):
        with pytest.raises(ImportRefused, match="can be read"):
            format_of(Path(name))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="there is no file"):
        open_rows(tmp_path / "none.csv", Reading("csv"))


def test_a_digest_is_of_the_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"x" * 3_000_000)
    two.write_bytes(b"x" * 2_999_999 + b"y")
    assert len(digest(one)) == 16
    assert digest(one) != digest(two)
