"""A `Report` as text, SARIF, GitHub annotations or JSON: pure functions."""
