"""The built-in checks: one module for each topic, one function for each check."""

TOPICS: tuple[str, ...] = (
    "users",
    "boundaries",
    "secrets",
    "administrators",
    "wildcards",
    "policies",
    "refused",
    "trust",
    "callers",
    "conditions",
    "quotas",
    "redundancy",
    "unused",
    "organizations",
)
"""The modules that hold checks, in reading order."""
