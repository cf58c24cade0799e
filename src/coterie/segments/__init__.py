"""Groups by rule: what a definition means, and every reading of it."""
