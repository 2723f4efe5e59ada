"""The sections of a template as typed declarations, taken from its tree.

Nothing is evaluated here. Source: AWS CloudFormation User Guide, "Template sections".
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from iac_scan.evaluation.cloudformation.tools import Tool, tool_of
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar, TemplateFile
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span
from iac_scan.values import Value

FOR_EACH = "Fn::ForEach::"
"""The beginning of the key of a loop."""

_SECTIONS = frozenset(
    (
        "AWSTemplateFormatVersion",
        "Conditions",
        "Description",
        "Globals",
        "Hooks",
        "Mappings",
        "Metadata",
        "Outputs",
        "Parameters",
        "Resources",
        "Rules",
        "Transform",
    )
)

SERVERLESS = "AWS::Serverless-2016-10-31"
SERVERLESS_PREFIX = "AWS::Serverless::"
"""How the types begin that the transform replaces."""
LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions"
INCLUDE = "AWS::Include"

WITHOUT_NEW_NAMES = frozenset(
    (
        INCLUDE,
        LANGUAGE_EXTENSIONS,
        "AWS::CodeDeployBlueGreen",
        "AWS::SecretsManager-2020-07-23",
        "AWS::SecretsManager-2024-09-16",
        "AWS::ServiceCatalog",
        "AWS::CloudFormation::Init",
    )
)
"""Transforms of AWS that add no names to which the template may refer."""

Report = Callable[[Diagnostic], None]


@dataclass(frozen=True, slots=True)
class Declaration:
    """One named entry of a section: a parameter, a condition, a resource, an output."""

    name: str
    """Its logical id."""
    span: Span
    """Where the logical id stands."""
    node: Node
    """What is declared."""

    @property
    def body(self) -> Span:
        """The whole entry."""
        return self.span.to(self.node.span)

    def part(self, key: str) -> Node | None:
        """Return the value of one key of the declaration, or None."""
        return self.node.get(key) if isinstance(self.node, Entries) else None


@dataclass(frozen=True, slots=True)
class Template:
    """One template."""

    path: str
    """The path of its file."""
    file: TemplateFile
    """The file, or the document in it."""
    parameters: Map[str, Declaration] = field(default_factory=dict)
    """By logical id."""
    mappings: Node | None = None
    """The section; loops in it are not expanded yet."""
    conditions: Node | None = None
    """The section; loops in it are not expanded yet."""
    resources: Node | None = None
    """The section; loops in it are not expanded yet."""
    outputs: Node | None = None
    """The section; loops in it are not expanded yet."""
    transforms: tuple[tuple[str, Span], ...] = ()
    """The macros that the template names, and where."""
    holes: Map[str, Value] = field(default_factory=dict)
    """For a template in a text: the unknown parts, by the parameter that stands for each."""
    tool: tuple[Tool, Span] | None = None
    """The tool that has to complete the template before it is deployed, and the sign of it."""

    @property
    def complete(self) -> bool:
        """Whether every name that the template may refer to is written in it."""
        known = all(name in WITHOUT_NEW_NAMES for name, _ in self.transforms)
        return known and self.tool is None and self.file.complete


def read_template(file: TemplateFile, report: Report) -> Template | None:
    """Return the sections of a document, or None when it is no template.

    Errors: a WARNING for each part that CloudFormation would refuse.
    """
    root = file.root
    if not isinstance(root, Entries):
        if not (isinstance(root, Scalar) and root.value is None):
            report(Diagnostic(Level.WARNING, "a template must be a map", root.span))
        return None
    for entry in root.entries:
        if entry.key not in _SECTIONS and not entry.key.startswith("Fn::"):
            message = f"CloudFormation knows no section `{entry.key[:60]}`"
            report(Diagnostic(Level.WARNING, message, entry.key_span))
    resources = root.get("Resources")
    if resources is None and file.complete and root.get("Fn::Transform") is None:
        report(Diagnostic(Level.WARNING, "a template must have `Resources`", root.span))
    return Template(
        file.path,
        file,
        _declarations(root, "Parameters", report),
        _section(root, "Mappings", report),
        _section(root, "Conditions", report),
        _section(root, "Resources", report),
        _section(root, "Outputs", report),
        tuple(_transforms(root.get("Transform"))),
        tool=tool_of(root),
    )


def _section(root: Entries, name: str, report: Report) -> Node | None:
    """Return a section that must be a map, or None."""
    node = root.get(name)
    if node is None or isinstance(node, Entries):
        return node
    if not (isinstance(node, Scalar) and node.value is None):
        report(Diagnostic(Level.WARNING, f"`{name}` must be a map", node.span))
    return None


def _declarations(root: Entries, name: str, report: Report) -> dict[str, Declaration]:
    """Return the entries of a section by name."""
    node = _section(root, name, report)
    if not isinstance(node, Entries):
        return {}
    return {entry.key: declaration_of(entry) for entry in node.entries}


def declaration_of(entry: Entry) -> Declaration:
    """Return an entry of a section as a declaration."""
    return Declaration(entry.key, entry.key_span, entry.value)


def _transforms(node: Node | None) -> list[tuple[str, Span]]:
    """Return the names under `Transform`: one, a list, or a map with `Name`."""
    match node:
        case Scalar(value=str() as name):
            return [(name, node.span)]
        case Items(items=items):
            return [pair for item in items for pair in _transforms(item)]
        case Entries():
            return _transforms(node.get("Name"))
        case _:
            return []


def transform_location(node: Node | None) -> Scalar | None:
    """Return the location that an `AWS::Include` names, or None for any other transform."""
    if not isinstance(node, Entries):
        return None
    name, parameters = node.get("Name"), node.get("Parameters")
    if not isinstance(name, Scalar) or name.value != INCLUDE:
        return None
    location = parameters.get("Location") if isinstance(parameters, Entries) else None
    return location if isinstance(location, Scalar) else None


def type_of(declared: Declaration) -> str | None:
    """Return the type of a resource, or None when it is not written."""
    node = declared.part("Type")
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None
