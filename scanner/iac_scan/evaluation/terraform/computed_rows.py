"""How the rows of the computed attributes are written: a row, and the shapes that recur.

The rows themselves are in tables by topic: `computed_identities`, `computed_services`,
`computed_compute`, `computed_applications`, `computed_policies`; `computed_table` puts them
together.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from iac_scan.values import Scalar

AFTER_APPLY = "?"
"""The pattern of an attribute of which nothing is known before apply."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one resource type computes."""

    attributes: Map[str, str]
    """Patterns: `{name}` is an attribute or one of partition, account, region, suffix; `{?}` is
    unknown. `host` and `slashed_name` are `url` and `name` in the form that ARNs take."""
    defaults: Map[str, Scalar] = field(default_factory=dict)
    """What attributes that are not written are for the provider."""
    nulls: tuple[str, ...] = ()
    """Attributes that are null when they are not written."""
    prefix: str | None = None
    """The attribute that gives the start of a name that AWS completes."""
    prefixed: str = "name"
    """The name that is completed."""
    tagged: bool = False
    """Whether it takes the tags that its provider gives to everything."""


def arn_of(service: str, rest: str) -> str:
    """Return the pattern of an ARN that names region and account."""
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{rest}"


def regional(service: str, rest: str, *, id: str = AFTER_APPLY, **others: str) -> Row:
    """Return the row of a type whose ARN names region and account."""
    return Row({"arn": arn_of(service, rest), "id": id, **others})


def named(service: str, rest: str = "{name}", *, id: str = "{arn}", **others: str) -> Row:
    """Return the row of a type with a `name` that AWS makes up, or completes, where none is."""
    made = regional(service, rest, id=id, **others)
    return Row({"name": AFTER_APPLY, **made.attributes}, prefix="name_prefix")


def database(kind: str, name: str, *attributes: str, id: str | None = None) -> Row:
    """Return the row of a database with an identifier that AWS makes up, or completes.

    `attributes` are those that AWS makes up; the id is the identifier where `id` is not given.
    """
    return Row(
        {
            "arn": arn_of("rds", f"{kind}:{{{name}}}"),
            "id": f"{{{name}}}" if id is None else id,
            **dict.fromkeys((name, *attributes), AFTER_APPLY),
        },
        prefix=f"{name}_prefix",
        prefixed=name,
    )


def made_up(*attributes: str) -> Row:
    """Return the row of a type of which AWS makes these up, and that has no id."""
    return Row(dict.fromkeys(attributes, AFTER_APPLY))


def opaque(*attributes: str) -> Row:
    """Return the row of a type of which AWS makes everything up."""
    return made_up("id", *attributes)


def identified(id: str) -> Row:
    """Return the row of a type that computes its id alone."""
    return Row({"id": id})


NOTHING = Row({})
"""The row of a type that computes nothing that is referred to, not even an id."""
