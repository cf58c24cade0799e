"""DuckDB 2.0 as the keeper of the record."""
