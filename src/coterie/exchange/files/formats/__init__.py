"""One file a format: `SUFFIXES`, `open_rows(path, reading)` that gives its `Rows`, and
`write_rows(file, columns, rows, as_is)`."""
