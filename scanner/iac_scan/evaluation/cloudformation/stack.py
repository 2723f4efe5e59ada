"""One template deployed once: its parameters, conditions and resources, evaluated on demand.

The intrinsic functions are in `intrinsics`; what becomes of all stacks together is in `deploy`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from functools import partial

from iac_scan.evaluation.cloudformation import conditions
from iac_scan.evaluation.cloudformation.attributes import ROWS, synthesised
from iac_scan.evaluation.cloudformation.choices import followed, identified, one_of
from iac_scan.evaluation.cloudformation.exports import Exports
from iac_scan.evaluation.cloudformation.intrinsics import FUNCTIONS
from iac_scan.evaluation.cloudformation.library import Library
from iac_scan.evaluation.cloudformation.loops import Budget, expanded
from iac_scan.evaluation.cloudformation.parameters import parameter_value
from iac_scan.evaluation.cloudformation.paths import local_path
from iac_scan.evaluation.cloudformation.pseudo import PSEUDO, Circumstances, url_suffix
from iac_scan.evaluation.cloudformation.scope import Call, call_of, literal
from iac_scan.evaluation.cloudformation.sections import (
    Declaration,
    Template,
    declaration_of,
    transform_location,
)
from iac_scan.evaluation.cloudformation.texts import pieces_of, with_dynamic_references
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    SequenceKind,
    Truth,
    Unknown,
    Value,
)

NESTED = "AWS::CloudFormation::Stack"


@dataclass(slots=True)
class Stack:
    """One deployment of one template. Mutable: it remembers what it has evaluated.

    INVARIANT: nothing is evaluated before it is asked for, so that stacks may refer to each other.
    """

    template: Template
    library: Library
    here: Circumstances
    given: Map[str, Value]
    """The values that parameters are given."""
    prefix: str = ""
    """What stands before the logical ids in addresses: `Outer.Inner.`."""
    presence: Truth = Truth.YES
    """Whether the stack itself is there."""
    calls: tuple[Step, ...] = ()
    """The nested stacks that lead to it, outermost first."""
    parents: tuple[str, ...] = ()
    """The paths of the templates that lead to it."""
    exports: Exports | None = None
    """What the stacks of this scan export."""
    budget: Budget = field(default_factory=lambda: Budget(0))
    _parameters: dict[str, Value] = field(default_factory=dict)
    _conditions: dict[str, conditions.Verdict | None] = field(default_factory=dict)
    _properties: dict[tuple[str, str], Value | None] = field(default_factory=dict)
    _attributes: dict[tuple[str, str], Value | None] = field(default_factory=dict)
    _outputs: dict[str, Value | None] = field(default_factory=dict)
    _sections: dict[str, dict[str, Declaration]] = field(default_factory=dict)
    _children: dict[str, Stack | None] = field(default_factory=dict)

    @property
    def bounds(self) -> Bounds:
        """How much work the template may cause."""
        return self.library.tree.bounds

    @property
    def complete(self) -> bool:
        """Whether a name that is not declared is surely wrong."""
        return self.template.complete

    def report(self, diagnostic: Diagnostic) -> None:
        """Say that something is wrong in the template."""
        self.library.report(diagnostic)

    def leave_out(self, gap: Gap) -> None:
        """Say that something cannot be seen."""
        self.library.leave_out(gap)

    def keep(self, value: Value) -> None:
        """Remember a value whose text is in no property."""
        self.library.loose.append(value)

    # Values

    def value(self, node: Node) -> Value:
        """Return the value of a node, intrinsic functions called."""
        if isinstance(node, Scalar):
            return self._scalar(node)
        if not self._enter(1):
            message = f"this is nested more than {self.bounds.depth} levels deep"
            self.report(Diagnostic(Level.WARNING, message, node.span))
            return Unknown(Reason.BOUND, message, Origin(node.span))
        try:
            if isinstance(node, Items):
                return self._list(node)
            call = call_of(node)
            return self._map(node) if call is None else self.call(call)
        finally:
            self.library.depth -= 1

    def _enter(self, weight: int) -> bool:
        """Go deeper into the evaluation, unless that is deep enough already."""
        if self.library.depth + weight > self.bounds.depth:
            return False
        self.library.depth += weight
        return True

    def _list(self, node: Items) -> Value:
        """Return the value of a list, without the items that `AWS::NoValue` takes away."""
        kept: list[Value] = []
        for item in node.items:
            value = self.value(item)
            if not isinstance(value, Absent):
                kept.append(value)
        return Sequence(tuple(kept), Origin(node.span), SequenceKind.LIST)

    def _scalar(self, node: Scalar) -> Value:
        """Return the value of a scalar; dynamic references in it are unknown."""
        known = Known(node.value, Origin(node.span), layout=pieces_of(node) if node.lines else ())
        if isinstance(node.value, str) and "{{resolve:" in node.value:
            return with_dynamic_references(known)
        return known

    def _map(self, node: Entries) -> Value:
        """Return the value of a plain map."""
        node, rest = expanded(self, node, self.budget)
        entries: dict[str, Value] = {}
        spans: dict[str, Span] = {}
        for entry in node.entries:
            if entry.key in FUNCTIONS:
                message = f"`{entry.key}` must be the only key of its map"
                self.report(Diagnostic(Level.WARNING, message, entry.key_span))
            value = self.value(entry.value)
            if not isinstance(value, Absent):
                entries[entry.key] = value
                spans[entry.key] = entry.key_span
        return Mapping(entries, Origin(node.span), rest=rest, key_spans=spans)

    def call(self, call: Call) -> Value:
        """Return what an intrinsic function yields."""
        function = FUNCTIONS.get(call.name)
        if function is not None and self._enter(1):
            try:
                return function(self, call)
            finally:
                self.library.depth -= 1
        if function is not None:
            return Unknown(Reason.BOUND, "the functions are nested too deep", call.origin)
        message = f"CloudFormation knows no function `{call.name[:60]}`"
        self.report(Diagnostic(Level.WARNING, message, call.span))
        return Unknown(Reason.UNSUPPORTED, message, call.origin)

    def by_macro(self, span: Span) -> Unknown:
        """Return the unknown for what only deployment writes."""
        return Unknown(Reason.UNSUPPORTED, "only deployment writes this", Origin(span))

    def included(self, location: Node, span: Span) -> Node | None:
        """Return the tree of a local file that `AWS::Include` names, or None."""
        scalar = transform_location(location)
        written = None if scalar is None else literal(scalar)
        path = local_path(self.library.tree, self.template.path, written or "")
        if path is not None and path != self.template.path:
            return self.library.snippet(path)
        shown = "" if written is None else f" `{written[:100]}`"
        message = f"the transform{shown} writes a part of the template at deployment"
        self.leave_out(Gap(GapKind.MODULE, message, span))
        return None

    # Conditions

    def truth(self, node: Node) -> conditions.Verdict:
        """Return whether an expression of conditions holds."""
        if not self._enter(2):
            return Truth.UNKNOWN, "the condition is nested too deep"
        try:
            return conditions.truth(self, node)
        finally:
            self.library.depth -= 2

    def truth_of_call(self, call: Call) -> conditions.Verdict:
        """Return whether a condition function holds."""
        return conditions.truth_of_call(self, call)

    def condition(self, name: str, span: Span) -> conditions.Verdict:
        """Return whether a condition holds, and when that is unknown, what it depends on."""
        declared = self.section("Conditions").get(name)
        if declared is None:
            message = f"the template has no condition `{name[:60]}`"
            if self.complete:
                self.report(Diagnostic(Level.WARNING, message, span))
            return Truth.UNKNOWN, message
        if name not in self._conditions:
            self._conditions[name] = None
            holds, detail = self.truth(declared.node)
            self._conditions[name] = holds, f"condition `{name}` is not decided: {detail}"
        verdict = self._conditions[name]
        if verdict is None:
            message = f"condition `{name[:60]}` depends on itself"
            self.report(Diagnostic(Level.WARNING, message, declared.span))
            return Truth.UNKNOWN, message
        return verdict

    # Names

    def section(self, name: str) -> dict[str, Declaration]:
        """Return the declarations of a section by name, its loops spelled out."""
        known = self._sections.get(name)
        if known is not None:
            return known
        self._sections[name] = {}
        node = {
            "Conditions": self.template.conditions,
            "Resources": self.template.resources,
            "Outputs": self.template.outputs,
        }[name]
        found: dict[str, Declaration] = {}
        if isinstance(node, Entries):
            spelled, _ = expanded(self, node, self.budget)
            found = {entry.key: declaration_of(entry) for entry in spelled.entries}
        self._sections[name] = found
        return found

    def mapping(self, name: str) -> Entries | None:
        """Return a mapping of the template, or None."""
        declared = self.template.mappings.get(name)
        if declared is None or not isinstance(declared.node, Entries):
            return None
        spelled, _ = expanded(self, declared.node, self.budget)
        return spelled

    def reference(self, name: str, step: Step) -> Value:
        """Return what `Ref` yields."""
        if name in self.template.parameters:
            return followed(self.parameter(name), step)
        pseudo = PSEUDO.get(name)
        if pseudo is not None:
            return followed(pseudo(self.here), step)
        return self.attribute(name, "Ref", step)

    def parameter(self, name: str) -> Value:
        """Return the value of a declared parameter."""
        known = self._parameters.get(name)
        if known is None:
            declared = self.template.parameters[name]
            known = parameter_value(declared, self.given.get(name), self.bounds)
            self._parameters[name] = known
        return known

    def attribute(self, name: str, attribute: str, step: Step) -> Value:
        """Return what `Fn::GetAtt` yields, or `Ref` for the attribute `Ref`."""
        declared = self.section("Resources").get(name)
        if declared is None:
            return self._undeclared(name, step)
        key = name, attribute
        if key not in self._attributes:
            self._attributes[key] = None
            self._attributes[key] = self._attribute(declared, attribute)
        value = self._attributes[key]
        if value is None:
            message = f"`{name[:60]}.{attribute[:60]}` depends on itself"
            self.report(Diagnostic(Level.WARNING, message, step.span))
            return Unknown(Reason.CYCLE, message, Origin(step.span))
        return followed(value, step)

    def _undeclared(self, name: str, step: Step) -> Unknown:
        """Return the unknown for a name that the template does not declare."""
        message = f"the template declares no parameter or resource `{name[:60]}`"
        if not self.complete:
            return Unknown(
                Reason.UNSUPPORTED, f"`{name[:60]}` is not written here", Origin(step.span)
            )
        self.report(Diagnostic(Level.WARNING, message, step.span))
        return Unknown(Reason.INVALID, message, Origin(step.span))

    def _attribute(self, declared: Declaration, attribute: str) -> Value:
        """Return the value of an attribute of a resource."""
        output = attribute.removeprefix("Outputs.")
        if output != attribute:
            child = self.child(declared)
            if child is not None:
                return child.output(output, declared.span)
        kind = type_of(declared)
        row = ROWS.get(kind or "")
        identity = Identity(self.key(declared.name), attribute)
        pattern = None
        if row is not None:
            pattern = row.ref if attribute == "Ref" else row.attributes.get(attribute)
        origin = Origin(declared.span)
        if pattern is None:
            return self._computed(declared, attribute)
        if not self._enter(4):
            return Unknown(Reason.BOUND, "the reference is nested too deep", origin)
        try:
            value = synthesised(
                pattern, lambda name: self._placed(declared, name), origin, self.bounds
            )
        finally:
            self.library.depth -= 4
        return identified(value, identity)

    def _computed(self, declared: Declaration, attribute: str) -> Unknown:
        """Return the unknown for what AWS gives a resource."""
        shown = declared.name if attribute == "Ref" else f"{declared.name}.{attribute}"
        return Unknown(
            Reason.COMPUTED,
            f"`{shown[:100]}` is known after deployment",
            Origin(declared.span),
            Identity(self.key(declared.name), attribute),
        )

    def _placed(self, declared: Declaration, name: str) -> Value:
        """Return what stands between the braces of a pattern."""
        match name:
            case "account":
                return self.here.deployer.account_id
            case "region":
                return self.here.deployer.region
            case "partition":
                return self.here.deployer.partition
            case "suffix":
                partition = self.here.deployer.partition
                return Known(url_suffix(partition), Origin(declared.span))
            case "?":
                return self._computed(declared, "Ref")
            case "ref":
                return self.attribute(declared.name, "Ref", Step("", declared.span))
            case _:
                return self._property_or_default(declared, name)

    def _property_or_default(self, declared: Declaration, name: str) -> Value:
        """Return the property `Name`, `Name|default` or `Name-` (without `https://`)."""
        name, _, default = name.partition("|")
        without_scheme = name.endswith("-")
        value = self.property(declared, name.rstrip("-"))
        fallback: Value = self._computed(declared, "Ref")
        if default:
            fallback = Known(default, Origin(declared.span))
        match value:
            case Absent() | Known(value=None):
                return fallback
            case OneOf(options=options):
                chosen = tuple(fallback if isinstance(one, Absent) else one for one in options)
                return one_of(chosen, value.reason, value.detail, value.origin, self.bounds.options)
            case Known(value=str() as text, origin=origin) if without_scheme:
                return Known(text.removeprefix("https://"), origin)
            case Sequence() | Mapping():
                return self._computed(declared, "Ref")
            case _:
                return value

    # Resources

    def key(self, name: str) -> ResourceKey:
        """Return the identity of a resource of this stack."""
        return ResourceKey(self.here.deployer.scope, f"{self.prefix}{name}")

    def property(self, declared: Declaration, name: str) -> Value:
        """Return a property of a resource; `Absent` when it is not written."""
        node = declared.part("Properties")
        if not isinstance(node, Entries):
            return Absent(Origin(declared.span))
        found = node.get(name)
        if found is None:
            return Absent(Origin(declared.span))
        key = declared.name, name
        if key not in self._properties:
            self._properties[key] = None
            self._properties[key] = self.value(found)
        value = self._properties[key]
        if value is None:
            message = f"property `{name[:60]}` of `{declared.name[:60]}` depends on itself"
            self.report(Diagnostic(Level.WARNING, message, found.span))
            return Unknown(Reason.CYCLE, message, Origin(found.span))
        return value

    def properties(self, declared: Declaration) -> Mapping:
        """Return all properties of a resource."""
        node = declared.part("Properties")
        if not isinstance(node, Entries):
            if node is not None and not (isinstance(node, Scalar) and node.value is None):
                message = f"`Properties` of `{declared.name[:60]}` must be a map"
                self.report(Diagnostic(Level.WARNING, message, node.span))
            return Mapping({}, Origin(declared.span if node is None else node.span))
        spelled, rest = expanded(self, node, self.budget)
        entries: dict[str, Value] = {}
        spans: dict[str, Span] = {}
        for entry in spelled.entries:
            plain = node.get(entry.key) is entry.value
            value = self.property(declared, entry.key) if plain else self.value(entry.value)
            if not isinstance(value, Absent):
                entries[entry.key] = value
                spans[entry.key] = entry.key_span
        return Mapping(entries, Origin(node.span), rest=rest, key_spans=spans)

    def presence_of(self, declared: Declaration) -> Truth:
        """Return whether a resource or output is there."""
        node = declared.part("Condition")
        if node is None:
            return self.presence
        name = literal(node)
        if name is None:
            self.report(Diagnostic(Level.WARNING, "`Condition` takes a name", node.span))
            return self.presence & Truth.UNKNOWN
        return self.presence & self.condition(name, node.span)[0]

    # Other stacks

    def output(self, name: str, span: Span) -> Value:
        """Return an output of this stack."""
        declared = self.section("Outputs").get(name)
        node = None if declared is None else declared.part("Value")
        if declared is None or node is None:
            message = f"the template `{self.template.path}` has no output `{name[:60]}`"
            if self.complete:
                self.report(Diagnostic(Level.WARNING, message, span))
            return Unknown(Reason.INVALID, message, Origin(span))
        if name not in self._outputs:
            self._outputs[name] = None
            self._outputs[name] = self.value(node)
        value = self._outputs[name]
        if value is None:
            message = f"output `{name[:60]}` depends on itself"
            self.report(Diagnostic(Level.WARNING, message, declared.span))
            return Unknown(Reason.CYCLE, message, Origin(declared.span))
        return value

    def exported(self) -> dict[str, Callable[[], Value]]:
        """Return the outputs that the stack exports under known names."""
        found: dict[str, Callable[[], Value]] = {}
        for declared in self.section("Outputs").values():
            export = declared.part("Export")
            node = export.get("Name") if isinstance(export, Entries) else None
            if node is None or self.presence_of(declared) is Truth.NO:
                continue
            name = self.value(node)
            if isinstance(name, Known) and isinstance(name.value, str):
                found[name.value] = partial(self.output, declared.name, declared.span)
        return found

    def imported(self, name: Value, step: Step) -> Value:
        """Return what another stack exports under a name."""
        origin = Origin(step.span)
        match name:
            case Known(value=str() as text):
                found = None if self.exports is None else self.exports.find(text)
                if found is not None:
                    return followed(found, step)
                return Unknown(Reason.DATA, f"`{text[:100]}` is exported by another stack", origin)
            case _:
                return Unknown(Reason.DATA, "what is imported is not known", origin)

    def child_path(self, declared: Declaration) -> tuple[str | None, Value]:
        """Return the path of a nested stack's template in the tree, if it is there, and its URL."""
        url = self.property(declared, "TemplateURL")
        if isinstance(url, Known) and isinstance(url.value, str):
            return local_path(self.library.tree, self.template.path, url.value), url
        return None, url

    def child(self, declared: Declaration) -> Stack | None:
        """Return the stack that a nested stack resource makes, or None when it cannot be seen."""
        if type_of(declared) != NESTED:
            return None
        if declared.name not in self._children:
            self._children[declared.name] = None
            self._children[declared.name] = self._make_child(declared)
        return self._children[declared.name]

    def _make_child(self, declared: Declaration) -> Stack | None:
        """Make the stack of a nested stack resource."""
        path, url = self.child_path(declared)
        if path is None:
            shown = f" `{url.value}`" if isinstance(url, Known) else ""
            message = f"the template{shown} of nested stack `{declared.name}` is not in the tree"
            help_ = "name the template by a path relative to this one"
            self.leave_out(Gap(GapKind.MODULE, message[:200], declared.span, help_))
            return None
        lineage = (*self.parents, self.template.path)
        if path in lineage or len(lineage) > 20:
            message = f"nested stack `{declared.name}` contains itself"
            self.report(Diagnostic(Level.WARNING, message, declared.span))
            return None
        templates = self.library.templates_at(path)
        self.library.stacks += 1
        if not templates or self.library.stacks > self.bounds.instances:
            if templates:
                message = f"this scan reads {self.bounds.instances} stacks at most"
                self.report(Diagnostic(Level.WARNING, message, declared.span))
            return None
        address = f"{self.prefix}{declared.name}"
        parameters = self.property(declared, "Parameters")
        passed = parameters.entries if isinstance(parameters, Mapping) else {}
        return Stack(
            templates[0],
            self.library,
            Circumstances(
                self.here.deployer,
                ResourceKey(self.here.deployer.scope, address),
                Origin(declared.span),
            ),
            passed,
            f"{address}.",
            self.presence_of(declared),
            (*self.calls, Step(declared.name, declared.span)),
            lineage,
            self.exports,
            self.budget,
        )

    def children(self) -> Iterator[tuple[Declaration, Stack | None]]:
        """Yield every nested stack resource that may be there, with its stack."""
        for declared in self.section("Resources").values():
            if type_of(declared) == NESTED and self.presence_of(declared) is not Truth.NO:
                yield declared, self.child(declared)


def type_of(declared: Declaration) -> str | None:
    """Return the type of a resource, or None when it is not written."""
    node = declared.part("Type")
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None
