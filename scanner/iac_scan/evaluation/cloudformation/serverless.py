"""Templates of the Serverless Application Model as the template that is deployed for them.

Where what is generated stands is in `generated`, running the translator in `translate`.
Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/,
"Generated AWS CloudFormation resources".
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from iac_scan.evaluation.cloudformation.choices import text_of_scalar
from iac_scan.evaluation.cloudformation.generated import Generated, plain_of
from iac_scan.evaluation.cloudformation.includes import Include
from iac_scan.evaluation.cloudformation.sections import SERVERLESS, SERVERLESS_PREFIX
from iac_scan.evaluation.cloudformation.translate import Plain, Refusal, translate
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar, TemplateFile
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.sources.span import Span
from iac_scan.values import Known

_MOST = 500
"""Resources in a template. Source: AWS CloudFormation User Guide, "Understand quotas"."""

_SECTIONS = ("Conditions", "Outputs", "Resources")
"""What the translator may change or add to."""


def deployed(
    file: TemplateFile, at: Span, given: dict[str, Known], bounds: Bounds, include: Include
) -> TemplateFile | Gap:
    """Return the template that is deployed for a serverless one, or why that is not known.

    AWS: what a part of the template includes is there before the template is translated.
    """
    root = _with_includes(file.root, include)
    resources = root.get("Resources") if isinstance(root, Entries) else None
    if not isinstance(root, Entries) or not isinstance(resources, Entries):
        return file
    if len(resources.entries) > _MOST:
        return _gap(f"it has more than {_MOST} resources", at)
    if _size(root, bounds.items) > bounds.items:
        return _gap(f"it has more than {bounds.items:,} parts", at)
    plain = plain_of(root)
    if not any(_is_serverless(resource) for resource in plain["Resources"].values()):
        return replace(file, root=_without_transform(root))
    result = translate(plain, _values(plain, given))
    if isinstance(result, Refusal):
        if not result.message:
            help = "install `aws-sam-translator` beside iac-scan: its extra `sam`"
            return _gap("the SAM translator is not installed", at, help)
        return _gap(f"the SAM translator says: {result.message}", at)
    return replace(file, root=_rebuilt(root, result, at))


def _with_includes(node: Node, include: Include) -> Node:
    """Return a tree in which every map that only includes a local file is that file."""
    match node:
        case Entries(entries=(Entry(key="Fn::Transform", value=macro, key_span=span),)):
            return include(macro, span) or node
        case Entries(entries=entries):
            kept = tuple(
                replace(entry, value=_with_includes(entry.value, include)) for entry in entries
            )
            return replace(node, entries=kept)
        case Items(items=items):
            return replace(node, items=tuple(_with_includes(item, include) for item in items))
        case Scalar():
            return node
        case _:
            assert_never(node)


def _gap(why: str, at: Span, help: str | None = None) -> Gap:
    """Return the gap for serverless resources that are not read."""
    message = f"the `AWS::Serverless` resources of this template are not expanded: {why}"
    return Gap(GapKind.VALUE, message, at, help)


def _is_serverless(resource: Plain) -> bool:
    """Tell whether a resource is one that the translator replaces, or a source of connectors."""
    if not isinstance(resource, dict):
        return False
    return "Connectors" in resource or str(resource.get("Type")).startswith(SERVERLESS_PREFIX)


def _values(plain: dict[str, Plain], given: dict[str, Known]) -> dict[str, str]:
    """Return the values of the parameters that have one."""
    section = plain.get("Parameters")
    found: dict[str, str] = {}
    for name, declared in section.items() if isinstance(section, dict) else ():
        if name in given:
            found[name] = text_of_scalar(given[name].value)
        elif isinstance(declared, dict) and "Default" in declared:
            found[name] = declared["Default"]
    return found


def _size(node: Node, limit: int) -> int:
    """Return how many nodes a tree has, counted as far as a limit."""
    waiting = [node]
    count = 0
    while waiting and count <= limit:
        count += 1
        match waiting.pop():
            case Items(items=items):
                waiting += items
            case Entries(entries=entries):
                waiting += (entry.value for entry in entries)
            case Scalar():
                pass
    return count


def _without_transform(root: Entries) -> Entries:
    """Return a template that does not name the transform any more."""
    kept: list[Entry] = []
    for entry in root.entries:
        match entry:
            case Entry(key="Transform", value=Scalar(value=name)) if name == SERVERLESS:
                continue
            case Entry(key="Transform", value=Items(items=items, span=span)):
                others = tuple(item for item in items if plain_of(item) != SERVERLESS)
                kept.append(replace(entry, value=Items(others, span)))
            case Entry(key="Globals"):
                continue
            case _:
                kept.append(entry)
    return replace(root, entries=tuple(kept))


def _rebuilt(written: Entries, result: dict[str, Plain], at: Span) -> Entries:
    """Return the template with what the translator made of it in its place."""
    root, inherited = _without_transform(written), written.get("Globals")
    entries: list[Entry] = []
    for name in dict.fromkeys((*(entry.key for entry in root.entries), *_SECTIONS)):
        before = next((entry for entry in root.entries if entry.key == name), None)
        made = result.get(name)
        if name not in _SECTIONS or not isinstance(made, dict):
            entries += () if before is None else (before,)
            continue
        section = before.value if before is not None else None
        source = section if isinstance(section, Entries) else Entries((), at)
        found = tuple(_entry(source, key, value, at, inherited) for key, value in made.items())
        span = at if before is None else before.key_span
        entries.append(Entry(name, span, Entries(found, source.span)))
    return replace(root, entries=tuple(entries))


def _entry(section: Entries, key: str, made: Plain, at: Span, inherited: Node | None) -> Entry:
    """Return one entry of a section: as it is written, or where it is generated from."""
    same = next((entry for entry in section.entries if entry.key == key), None)
    if same is not None and plain_of(same.value) == made:
        return same
    sources = [entry for entry in section.entries if key.startswith(entry.key)]
    source = same or max(sources, key=lambda entry: len(entry.key), default=None)
    if source is None:
        return Entry(key, at, Generated(Entries((), at), at).node(made, at))
    generated = Generated(source.value, source.key_span, _inherited(source.value, inherited))
    node = generated.node(made, _cause(source, key))
    return Entry(key, source.key_span, replace(node, span=source.value.span))


def _inherited(resource: Node, section: Node | None) -> Node | None:
    """Return the part of `Globals` that counts for a resource."""
    kind = resource.get("Type") if isinstance(resource, Entries) else None
    if not isinstance(section, Entries) or not isinstance(kind, Scalar):
        return None
    return section.get(str(kind.value).removeprefix(SERVERLESS_PREFIX))


def _cause(source: Entry, key: str) -> Span:
    """Return where the event or connector stands from which a resource is generated.

    The translator names what it makes of one by the resource and the event: `FnUploadPermission`.
    """
    node = source.value
    properties = node.get("Properties") if isinstance(node, Entries) else None
    events = properties.get("Events") if isinstance(properties, Entries) else None
    connectors = node.get("Connectors") if isinstance(node, Entries) else None
    named = [
        entry
        for part in (events, connectors)
        if isinstance(part, Entries)
        for entry in part.entries
        if key.removeprefix(source.key).startswith(entry.key)
    ]
    longest = max(named, key=lambda entry: len(entry.key), default=source)
    return longest.key_span
