"""One template deployed once: its parameters, conditions and resources, evaluated on demand.

The value of a node is in `nodes`, what a function yields in `intrinsics`; what becomes of all
stacks together is in `deploy`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from iac_scan.evaluation.cloudformation import conditions
from iac_scan.evaluation.cloudformation.choices import followed
from iac_scan.evaluation.cloudformation.exports import Exports, imported, output_of, value_of_output
from iac_scan.evaluation.cloudformation.library import Library
from iac_scan.evaluation.cloudformation.loops import Budget, weight_of
from iac_scan.evaluation.cloudformation.memory import Evaluated
from iac_scan.evaluation.cloudformation.names import Names
from iac_scan.evaluation.cloudformation.nested import CONTAINERS, Plan, plan_of
from iac_scan.evaluation.cloudformation.nodes import value_of_call, value_of_node
from iac_scan.evaluation.cloudformation.parameters import parameter_value, uncounted
from iac_scan.evaluation.cloudformation.pseudo import PSEUDO, Circumstances
from iac_scan.evaluation.cloudformation.resources import attribute_of, property_of
from iac_scan.evaluation.cloudformation.scope import Call, Table, literal
from iac_scan.evaluation.cloudformation.sections import (
    LANGUAGE_EXTENSIONS,
    Declaration,
    Template,
    type_of,
)
from iac_scan.parsers.template.tree import Node
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Gap, Level
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import Reason, ResourceKey, Truth, Unknown, Value


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
    evaluated: Evaluated = field(default_factory=Evaluated)
    """What was evaluated so far."""
    _names: Names = field(init=False)
    _children: dict[str, Stack | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing spelled out."""
        self._names = Names(self.template, self.budget)

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
        return value_of_node(self, node)

    def call(self, call: Call) -> Value:
        """Return what an intrinsic function yields."""
        return value_of_call(self, call)

    def enter(self, weight: int) -> bool:
        """Go deeper into the evaluation, unless that is deep enough already."""
        if self.library.depth + weight > self.bounds.depth:
            return False
        self.library.depth += weight
        return True

    def leave(self, weight: int) -> None:
        """Come back from where `enter` went."""
        self.library.depth -= weight

    def too_deep(self, span: Span) -> Unknown:
        """Return the unknown for what is not evaluated for its depth, which is said."""
        message = f"this is nested more than {self.bounds.depth} levels deep"
        self.report(Diagnostic(Level.WARNING, message, span))
        return Unknown(Reason.BOUND, message, Origin(span))

    def by_macro(self, span: Span) -> Unknown:
        """Return the unknown for what only deployment writes."""
        return Unknown(Reason.UNSUPPORTED, "only deployment writes this", Origin(span))

    def needs_extensions(self, what: str, span: Span) -> None:
        """Say that CloudFormation refuses what only `AWS::LanguageExtensions` brings.

        What another macro rewrites may never reach CloudFormation. It is evaluated nevertheless.
        """
        names = {name for name, _ in self.template.transforms}
        if self.complete and LANGUAGE_EXTENSIONS not in names:
            message = f"{what} needs a transform that this template does not name"
            help_ = f"write `Transform: {LANGUAGE_EXTENSIONS}`"
            self.report(Diagnostic(Level.WARNING, message, span, help_))

    def included(self, location: Node, span: Span) -> Node | None:
        """Return the tree of a local file that `AWS::Include` names, or None.

        Errors: a warning once the files have too many parts, as one that includes itself has.
        """
        found = self.library.included(self.template.path, location, span)
        if found is None or self.budget.left < 0:
            return None
        self.budget.left -= weight_of(found)
        if self.budget.left >= 0:
            return found
        message = "what this template includes has more parts than this scan reads"
        self.report(Diagnostic(Level.WARNING, message, span))
        return None

    # Conditions

    def truth(self, node: Node) -> conditions.Verdict:
        """Return whether an expression of conditions holds."""
        if not self.enter(2):
            return Truth.UNKNOWN, self.too_deep(node.span).detail
        try:
            return conditions.truth(self, node)
        finally:
            self.leave(2)

    def truth_of_call(self, call: Call) -> conditions.Verdict:
        """Return whether a condition function holds."""
        return conditions.truth_of_call(self, call)

    def condition(self, name: str, span: Span) -> conditions.Verdict:
        """Return whether a condition holds, and when that is unknown, what it depends on."""
        return conditions.named(self, name, span)

    # Names

    def section(self, name: str) -> Map[str, Declaration]:
        """Return the declarations of a section by name, its loops spelled out."""
        return self._names.section(self, name).declared

    def declares_all(self, section: str) -> bool:
        """Tell whether a name that a section does not declare is surely wrong."""
        return self.complete and self._names.section(self, section).rest is None

    def mapping(self, name: str) -> Table | Unknown | None:
        """Return a mapping of the template; None where it surely has none of that name."""
        found = self._names.mapping(self, name)
        if found is not None or self.complete:
            return found
        detail = f"mapping `{name[:60]}` is not written here"
        return Unknown(Reason.UNSUPPORTED, detail, Origin(self.template.file.root.span))

    def mapped(self, mapping: str, first: str, second: str, node: Node) -> Value:
        """Return the value of `node`, which stands in a mapping under two keys."""
        value = self.evaluated.entries.of((mapping, first, second), lambda: self.value(node))
        if value is not None:
            return value
        return self.cycle(f"`{mapping[:60]}.{first[:60]}.{second[:60]}`", node.span)

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
        known = self.evaluated.parameters.get(name)
        if known is None:
            declared = self.template.parameters[name]
            known = parameter_value(declared, self.given.get(name), self.bounds)
            self.evaluated.parameters[name] = known
            gap = uncounted(declared, known, self.bounds)
            if gap is not None:
                self.leave_out(gap)
        return known

    def attribute(self, name: str, attribute: str, step: Step) -> Value:
        """Return what `Fn::GetAtt` yields, or `Ref` for the attribute `Ref`."""
        declared = self.section("Resources").get(name)
        if declared is None:
            return self._undeclared(name, step)
        value = self.evaluated.attributes.of(
            (name, attribute), lambda: attribute_of(self, declared, attribute)
        )
        if value is None:
            self.evaluated.circular.add(name)
            return self.cycle(f"`{name[:60]}.{attribute[:60]}`", step.span)
        return followed(value, step)

    def _undeclared(self, name: str, step: Step) -> Unknown:
        """Return the unknown for a name that the template does not declare."""
        message = f"the template declares no parameter or resource `{name[:60]}`"
        if not self.declares_all("Resources"):
            return Unknown(
                Reason.UNSUPPORTED, f"`{name[:60]}` is not written here", Origin(step.span)
            )
        self.report(Diagnostic(Level.WARNING, message, step.span))
        return Unknown(Reason.INVALID, message, Origin(step.span))

    def cycle(self, what: str, at: Span) -> Unknown:
        """Say that something depends on itself, and return the unknown that it is."""
        message = f"{what} depends on itself"
        self.report(Diagnostic(Level.WARNING, message, at))
        return Unknown(Reason.CYCLE, message, Origin(at))

    # Resources

    def key(self, name: str) -> ResourceKey:
        """Return the identity of a resource of this stack."""
        return ResourceKey(self.here.deployer.scope, f"{self.prefix}{name}")

    def property(self, declared: Declaration, name: str) -> Value:
        """Return a property of a resource; `Absent` when it is not written."""
        return property_of(self, declared, name)

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
        return value_of_output(self, name, span)

    def imported(self, name: Value, step: Step) -> Value:
        """Return what another stack exports under a name."""
        return imported(self.exports, self, name, step)

    def stack_output(self, wanted: Map[str, Value], step: Step) -> Value:
        """Return what `Fn::GetStackOutput` yields."""
        return output_of(self.exports, wanted, self.here.deployer, step)

    def child(self, declared: Declaration) -> Stack | None:
        """Return the stack that a nested stack or a stack set makes, or None for one not seen."""
        if type_of(declared) not in CONTAINERS:
            return None
        if declared.name not in self._children:
            self._children[declared.name] = None
            plan = plan_of(self, declared)
            if plan is not None:
                self._children[declared.name] = self._made_of(plan, declared)
        return self._children[declared.name]

    def _made_of(self, plan: Plan, declared: Declaration) -> Stack:
        """Return the stack that a plan describes."""
        key = self.key(declared.name)
        return Stack(
            plan.template,
            self.library,
            Circumstances(plan.deployer, key, Origin(declared.span)),
            plan.given,
            f"{key.address}.",
            self.presence_of(declared),
            (*self.calls, Step(declared.name, declared.span)),
            plan.parents,
            self.exports,
            self.budget,
        )
