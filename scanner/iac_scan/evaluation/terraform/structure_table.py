"""What terraform itself reads in a file, and what may stand in it: one table.

The arguments of resources, data sources and providers are in schemas of providers, which are not
read. Comparing code with the table is in `structure`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Constant(Enum):
    """What terraform reads before it evaluates anything."""

    BOOL = "`true` or `false`"
    """A flag."""
    TEXT = "a text without references"
    """A text."""
    REFERENCES = "a list of references"
    """Names of things, which are not evaluated."""
    KEYWORD = "a name"
    """A word without quotes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a block may hold."""

    labels: tuple[str, ...] = ()
    """What each of its labels says."""
    required: frozenset[str] = frozenset()
    """Arguments that it must have."""
    optional: frozenset[str] | None = frozenset()
    """Arguments that it may have besides; None where anybody else decides."""
    blocks: Map[str, Shape] | None = field(default_factory=dict)
    """Blocks that may stand in it; None where anybody else decides."""
    single: frozenset[str] = frozenset()
    """Blocks that may stand in it once."""
    constants: Map[str, Constant] = field(default_factory=dict)
    """Arguments that are no expressions."""


def _arguments(*names: str) -> frozenset[str]:
    return frozenset(names)


_ANYTHING = Shape(optional=None, blocks=None)

_CONDITION = Shape(required=_arguments("condition", "error_message"))

_LIFECYCLE = Shape(
    optional=_arguments(
        "create_before_destroy",
        "prevent_destroy",
        "ignore_changes",
        "replace_triggered_by",
        "destroy",
        "enabled",
    ),
    blocks={
        "precondition": _CONDITION,
        "postcondition": _CONDITION,
        "action_trigger": _ANYTHING,
    },
    constants={
        "create_before_destroy": Constant.BOOL,
        "prevent_destroy": Constant.BOOL,
        "replace_triggered_by": Constant.REFERENCES,
    },
)

_PROVISIONER = Shape(
    ("type",),
    optional=None,
    blocks=None,
    constants={"when": Constant.KEYWORD, "on_failure": Constant.KEYWORD},
)

_RESOURCE = Shape(
    ("type", "name"),
    optional=None,
    blocks=MappingProxyType(
        {
            "lifecycle": _LIFECYCLE,
            "provisioner": _PROVISIONER,
            "connection": _ANYTHING,
        }
    ),
    single=_arguments("lifecycle", "connection"),
    constants={"depends_on": Constant.REFERENCES, "provider": Constant.KEYWORD},
)
"""What terraform reads in a resource; other blocks in it are of its provider."""

_TERRAFORM = Shape(
    optional=_arguments("required_version", "experiments", "language"),
    blocks={
        "backend": Shape(("type",), optional=None, blocks=None),
        "cloud": _ANYTHING,
        "required_providers": Shape(optional=None),
        "provider_meta": Shape(("provider",), optional=None, blocks=None),
        "state_store": Shape(("type",), optional=None, blocks=None),
        "encryption": _ANYTHING,
    },
    single=_arguments("backend", "cloud", "required_providers", "encryption"),
)

_VARIABLE = Shape(
    ("name",),
    optional=_arguments(
        *("type", "default", "description", "sensitive", "nullable", "ephemeral"),
        *("deprecated", "const"),
    ),
    blocks={"validation": _CONDITION},
    constants={
        "sensitive": Constant.BOOL,
        "nullable": Constant.BOOL,
        "ephemeral": Constant.BOOL,
        "description": Constant.TEXT,
    },
)

_OUTPUT = Shape(
    ("name",),
    required=_arguments("value"),
    optional=_arguments(
        *("description", "sensitive", "depends_on", "ephemeral", "deprecated", "type"),
    ),
    blocks={"precondition": _CONDITION},
    constants={
        "sensitive": Constant.BOOL,
        "ephemeral": Constant.BOOL,
        "description": Constant.TEXT,
        "depends_on": Constant.REFERENCES,
    },
)

# Source: https://developer.hashicorp.com/terraform/language/block and the pages below it,
# https://opentofu.org/docs/language for `encryption`, `enabled`, `deprecated` and `const`, and
# the behaviour of terraform 1.11.4.
ROOT: Map[str, Shape] = MappingProxyType(
    {
        "resource": _RESOURCE,
        "data": _RESOURCE,
        "ephemeral": _RESOURCE,
        "action": Shape(("type", "name"), optional=None, blocks=None),
        "variable": _VARIABLE,
        "output": _OUTPUT,
        "locals": Shape(optional=None),
        "module": Shape(
            ("name",),
            _arguments("source"),
            None,
            constants={"depends_on": Constant.REFERENCES},
        ),
        "provider": Shape(
            ("name",), optional=None, blocks=None, constants={"alias": Constant.TEXT}
        ),
        "terraform": _TERRAFORM,
        "moved": Shape(
            required=_arguments("from", "to"),
            constants={"from": Constant.KEYWORD, "to": Constant.KEYWORD},
        ),
        "import": Shape(
            required=_arguments("to"),
            optional=_arguments("id", "identity", "for_each", "provider"),
            constants={"to": Constant.KEYWORD},
        ),
        "removed": Shape(
            required=_arguments("from"),
            constants={"from": Constant.KEYWORD},
            blocks={
                "lifecycle": Shape(optional=_arguments("destroy")),
                "connection": _ANYTHING,
                "provisioner": _PROVISIONER,
            },
        ),
        "check": Shape(
            ("name",),
            blocks={"data": _RESOURCE, "assert": _CONDITION},
            single=_arguments("data"),
        ),
    }
)
"""The blocks of a file, by type."""

RESERVED_VARIABLES = _arguments(
    *("source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals")
)
"""Names that no variable can have: in a module call they mean something else.

Source: https://developer.hashicorp.com/terraform/language/block/variable.
"""
