"""The tags of a resource: those that are written, over those of its provider.

Which types take tags is in `computed_table`.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/resource-tagging.html.markdown
"""

from __future__ import annotations

from dataclasses import replace

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.types import CollectionKind, CollectionType, Primitive
from iac_scan.evaluation.result import Deployer
from iac_scan.evaluation.terraform.choices import as_unknown
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    MappingKind,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
)

_TEXTS = CollectionType(CollectionKind.MAP, Primitive.STRING)
"""The type of `tags` in every schema of the provider."""


def as_texts(tags: Value) -> Value:
    """Return tags as the provider takes them: a number or a truth value becomes text."""
    if not isinstance(tags, Mapping):
        return tags
    found = convert(tags, _TEXTS)
    return tags if isinstance(found, ConversionProblem) else found


def with_all_tags(values: Mapping, deployer: Deployer, *, tagged: bool) -> Mapping:
    """Return the attributes with `tags_all`: those that are written over those of the provider."""
    if deployer.default_tags is None and "tags" not in values.entries:
        return values
    if "tags" not in values.entries and not tagged:
        return values
    written = values.entries.get("tags")
    if written is not None:
        written = as_texts(written)
        values = replace(values, entries={**values.entries, "tags": written})
    entries: dict[str, Value] = {}
    rest: Unknown | None = None
    for tags in (deployer.default_tags, written):
        match tags:
            case None | Absent() | Known():
                continue
            case Mapping():
                given = {
                    key: tag
                    for key, tag in tags.entries.items()
                    if is_null_or_absent(tag) is not Truth.YES
                }
                unsure = tags.rest
            case _:
                given, unsure = {}, as_unknown(tags)
        if unsure is not None:
            # Any tag that was known may have another value now.
            rest, entries = unsure, {}
        entries |= given
    merged = Mapping(dict(sorted(entries.items())), values.origin, MappingKind.MAP, rest)
    return replace(values, entries={**values.entries, "tags_all": merged})
