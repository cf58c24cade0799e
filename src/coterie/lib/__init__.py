"""Nouns that know no marketing: clocks, text, numbers, money."""
