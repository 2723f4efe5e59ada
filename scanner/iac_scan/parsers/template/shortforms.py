"""The short forms of CloudFormation, `!Ref x`, spelled out as `{"Ref": x}`.

What the functions do is not known here. Source: AWS CloudFormation User Guide, "Intrinsic
function reference" and "Rule-specific intrinsic functions".
"""

from __future__ import annotations

WITHOUT_PREFIX = frozenset(("Ref", "Condition"))
"""Tags whose long form has no `Fn::`."""

KNOWN = WITHOUT_PREFIX | frozenset(
    (
        "And",
        "Base64",
        "Cidr",
        "Contains",
        "EachMemberEquals",
        "EachMemberIn",
        "Equals",
        "FindInMap",
        "ForEach",
        "GetAtt",
        "GetAZs",
        "GetStackOutput",
        "If",
        "ImportValue",
        "Join",
        "Length",
        "Not",
        "Or",
        "RefAll",
        "Select",
        "Split",
        "Sub",
        "ToJsonString",
        "Transform",
        "ValueOf",
        "ValueOfAll",
    )
)
"""Every tag that CloudFormation reads."""

STANDARD = "tag:yaml.org,2002:"
"""What `!!` stands for."""

UNSUPPORTED = frozenset(("binary", "omap", "pairs", "set", "timestamp"))
"""Standard tags that CloudFormation refuses."""


def long_form(tag: str) -> str:
    """Return the key that the tag `!Name` stands for."""
    name = tag[1:]
    return name if name in WITHOUT_PREFIX else f"Fn::{name}"
