"""YAML and JSON to one located tree."""
