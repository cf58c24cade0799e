"""One file a format: `SUFFIXES`, and `open_rows(path, reading)` that gives its `Rows`."""
