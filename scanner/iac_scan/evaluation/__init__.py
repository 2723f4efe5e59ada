"""Syntax trees to values, one sub-package for each language; they do not know each other."""
