"""The values that a stack or a stack set gives to the parameters of its template.

What a parameter makes of the value that it is given is in `parameters`. Source: AWS CloudFormation
Template Reference, "AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet" and
"StackInstances" (edition of 2023-09-19, read 2026-11-25).
"""

from __future__ import annotations

from collections.abc import Mapping as Map

from iac_scan.evaluation.cloudformation.choices import one_of
from iac_scan.evaluation.cloudformation.sections import Template
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Unknown,
    Value,
    options_of,
    text_of,
)


def given_by(parameters: Value, template: Template, limit: int) -> dict[str, Value]:
    """Return the values that a nested stack gives to the parameters of its template.

    Shape: a stack has a map of them, a stack set a list of keys with values.
    Unknown: what is not known may give any parameter any value.
    """
    match parameters:
        case Absent():
            return {}
        case Mapping(entries=entries, rest=None):
            return {**entries}
        case Sequence(items=items, rest=None) if all(map(_is_named, items)):
            return {
                text_of(item.get("ParameterKey")) or "": item.get("ParameterValue")
                for item in items
                if isinstance(item, Mapping)
            }
        case OneOf(options=options, reason=reason, detail=detail, origin=origin):
            choices = [given_by(option, template, limit) for option in options]
            nothing = Absent(origin)
            return {
                name: one_of(
                    tuple(choice.get(name, nothing) for choice in choices),
                    reason,
                    detail,
                    origin,
                    limit,
                )
                for name in template.parameters
            }
        case _:
            detail = "the parameters of the nested stack are not known"
            unknown = Unknown(Reason.NO_VALUE, detail, parameters.origin)
            found = {**parameters.entries} if isinstance(parameters, Mapping) else {}
            return {**dict.fromkeys(template.parameters, unknown), **found}


def _is_named(item: Value) -> bool:
    """Tell whether an item of a list gives a parameter whose name is known."""
    return isinstance(item, Mapping) and text_of(item.get("ParameterKey")) is not None


def with_overrides(
    given: Map[str, Value], groups: Value, template: Template, limit: int
) -> Map[str, Value]:
    """Return the values that the stacks of a set are given, each group with its overrides.

    Unknown: the stacks of a set are one here; what groups give differently may be either. A group
    that is not known may override anything.
    """
    choices: list[Map[str, Value]] = []
    for group in _groups(groups):
        found = given_by(_overrides_of(group), template, limit)
        over = {name: _over(value, given.get(name), limit) for name, value in found.items()}
        choices.append({**given, **over})
    if all(choice == given for choice in choices):
        return given
    names = dict.fromkeys(name for choice in choices for name in choice)
    return {name: _one_given(name, choices, groups.origin, limit) for name in names}


def _groups(groups: Value) -> list[Value]:
    """Return every group of stacks that a set may have."""
    found: list[Value] = []
    for option in options_of(groups):
        match option:
            case Sequence(items=items, rest=rest):
                found += (one for item in items for one in options_of(item))
                found += () if rest is None else (rest,)
            case _:
                found.append(option)
    return found


def _overrides_of(group: Value) -> Value:
    """Return what a group of stacks overrides; a group that is not known is that itself."""
    return group.get("ParameterOverrides") if isinstance(group, Mapping) else group


def _over(value: Value, otherwise: Value | None, limit: int) -> Value:
    """Return a value that overrides another; where it is none, the other."""
    if otherwise is None or not isinstance(value, Absent | OneOf):
        return value
    chosen = tuple(otherwise if isinstance(one, Absent) else one for one in options_of(value))
    if isinstance(value, OneOf):
        return one_of(chosen, value.reason, value.detail, value.origin, limit)
    return otherwise


def _one_given(name: str, choices: list[Map[str, Value]], origin: Origin, limit: int) -> Value:
    """Return what one parameter is given, by whichever group of stacks."""
    options = tuple(choice.get(name, Absent(origin)) for choice in choices)
    detail = f"the stacks of a set are given different values of `{name[:60]}`"
    return one_of(options, Reason.CONDITION, detail, origin, limit)
