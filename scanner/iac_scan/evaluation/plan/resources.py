"""The resources of one plan, evaluated: every attribute known, or unknown with its identity.

An attribute that is known after apply and that the configuration does not write is one that the
provider fills in. It is left out, as it is when the code is read, and what follows from the
others (`arn`, `id`, ...) is added by the same table. A nested block that is made by `dynamic` is
not in the configuration of a plan, and cannot be told from these while it is unknown, but for the
statements of a policy document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from iac_scan.evaluation.plan.accounts import Deployers
from iac_scan.evaluation.plan.addresses import block_of
from iac_scan.evaluation.plan.attributes import Marked, Path, expression_at, known_at, value_of
from iac_scan.evaluation.plan.document import PlanFile, Planned, member
from iac_scan.evaluation.plan.listed import Listed
from iac_scan.evaluation.plan.references import References, Target
from iac_scan.evaluation.result import Language, Mode, Resource
from iac_scan.evaluation.terraform import computed
from iac_scan.evaluation.terraform.configuration import Configuration
from iac_scan.evaluation.terraform.policy_document import complete_document
from iac_scan.evaluation.terraform.scope import ModuleInstance, Scope, Session
from iac_scan.parsers.template.tree import Entries, Node
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Step
from iac_scan.sources.tree import SourceTree
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    Reason,
    ResourceKey,
    Sequence,
    Truth,
    Unknown,
    Value,
    join_text,
    text_of,
)

_DOCUMENT = "aws_iam_policy_document"
_TEXTS = ("json", "minified_json")
_BLOCKS = frozenset({"statement"})
"""What of a policy document no provider fills in: unknown, it is made by `dynamic`."""
_ENDED = ("aws_iam_", "aws_kms_", "aws_sns_", "aws_sqs_")
"""Types whose ARN is all of a text in a policy; that of a bucket is as often its beginning."""


@dataclass(slots=True)
class Reading:
    """One plan while its resources are evaluated."""

    plan: PlanFile
    tree: SourceTree
    scope: str
    """The scope of the keys: the plan itself, or the root module beside it."""
    references: References
    deployers: Deployers
    listed: Listed
    diagnostics: list[Diagnostic] = field(default_factory=list)
    evaluated: dict[str, Mapping] = field(default_factory=dict)
    """The attributes of each resource, by address."""
    running: set[str] = field(default_factory=set)
    """The resources that are being evaluated, to notice what leads back to itself."""

    @staticmethod
    def of(plan: PlanFile, tree: SourceTree, scope: str) -> Reading:
        """Return the reading of a plan."""
        references = References(plan)
        deployers = Deployers(plan, references, scope)
        return Reading(plan, tree, scope, references, deployers, Listed(plan))

    def resources(self) -> Iterator[Resource]:
        """Yield every resource and data source of the plan."""
        for planned in self.plan.resources:
            yield Resource(
                self.key_of(planned),
                planned.type,
                planned.mode,
                Language.TERRAFORM,
                self.attributes(planned),
                planned.span,
                planned.body,
                Truth.YES,
                self.deployers.of(planned),
            )

    def key_of(self, planned: Planned) -> ResourceKey:
        """Return the identity of a resource."""
        return ResourceKey(self.scope, planned.address)

    def attributes(self, planned: Planned) -> Mapping:
        """Return the attributes of a resource with those that follow from them."""
        address = planned.address
        found = self.evaluated.get(address)
        if found is not None:
            return found
        if address in self.running:
            return Mapping({}, Origin(planned.span))
        self.running.add(address)
        try:
            values = self._completed(planned, self._written(planned))
        finally:
            self.running.discard(address)
        self.evaluated[address] = values
        return values

    def _written(self, planned: Planned) -> Mapping:
        """Return what the plan says."""
        block = self.references.block(planned)
        expressions = None if block is None else block.expressions
        marked = Marked(planned.values, planned.unknown, planned.sensitive)
        origin = Origin(planned.span)

        def hole(path: Path, at: Origin) -> Value:
            return self._hole(planned, expressions, path, at)

        built = value_of(marked, origin, hole)
        if not isinstance(built, Mapping):
            return Mapping({}, origin)
        entries = {
            name: self._identified(planned, value, member(expressions, name))
            for name, value in built.entries.items()
            if block is None
            or not isinstance(value, Unknown)
            or member(expressions, name) is not None
            or (planned.type == _DOCUMENT and name in _BLOCKS)
        }
        entries = self.listed.elsewhere(planned, expressions, entries)
        return replace(built, entries=entries, identity=Identity(self.key_of(planned), ""))

    def _completed(self, planned: Planned, values: Mapping) -> Mapping:
        """Return the attributes with those that follow from them."""
        key = self.key_of(planned)
        if planned.mode is Mode.MANAGED:
            return computed.complete(planned.type, values, key, self.deployers.of(planned))
        if planned.type == _DOCUMENT and text_of(values.get("json")) is None:
            return self._bounded(complete_document(values, key, self._scope()), planned)
        return values

    def _bounded(self, values: Mapping, planned: Planned) -> Mapping:
        """Return a document, or an unknown one when documents have doubled each other too often."""
        policy = getattr(values.get("json"), "encoded", None)
        statements = policy.get("Statement") if isinstance(policy, Mapping) else None
        most = self.tree.bounds.instances
        if not isinstance(statements, Sequence) or len(statements.items) <= most:
            return values
        message = f"bound reached: more than {most} statements in `{planned.address}`"
        self.diagnostics.append(Diagnostic(Level.WARNING, message, planned.span))
        unknown = Unknown(Reason.BOUND, message, values.origin)
        return replace(values, entries={**values.entries, **dict.fromkeys(_TEXTS, unknown)})

    def _scope(self) -> Scope:
        """Return a scope for what the Terraform evaluation reports and bounds."""
        session = Session(self.tree, Configuration)
        module = ModuleInstance(session, Configuration(self.scope), self.scope, "", {})
        return Scope(module, {}, self.diagnostics.append)

    def _hole(
        self, planned: Planned, expressions: Entries | None, path: Path, origin: Origin
    ) -> Value:
        """Return what is known after apply: a reference where the configuration tells which."""
        names = (step if isinstance(step, str) else f"[{step[0]}]" for step in path)
        shown = ".".join((planned.address, *names)).replace(".[", "[")
        unknown = Unknown(Reason.COMPUTED, f"`{shown}` is known after apply", origin)
        expression, rest = expression_at(expressions, path)
        references = self.references.listed(expression)
        targets = self.references.targets(planned, expression)
        if len(targets) != len(references):
            return unknown
        match rest:
            case () if len(targets) == 1:
                index = 0
            case ((int() as index, int() as length),) if len(targets) == length:
                pass
            case _:
                return unknown
        found = self._referred(targets[index], unknown, references[index], expression)
        return _as_part(found, targets[index]) if planned.type == _DOCUMENT else found

    def _referred(
        self, target: Target, unknown: Unknown, reference: str, expression: Node | None
    ) -> Value:
        """Return what one reference gives: a policy document itself, else who it is of.

        Unknown: the text is not given even where it follows, for the reference may be a part of it.
        """
        attribute = target.attribute
        if target.planned.type == _DOCUMENT and attribute in _TEXTS:
            found = self.attributes(target.planned).get(attribute)
            span = unknown.origin.span if expression is None else expression.span
            return replace(found, origin=found.origin.through(Step(reference, span)))
        if attribute == "":
            attribute = "arn" if "arn" in unknown.detail else "id"
        key = self.key_of(target.planned)
        return replace(unknown, identity=Identity(key, attribute))

    def _identified(self, planned: Planned, value: Value, expression: Node | None) -> Value:
        """Return a value with the identity of the attribute that it is equal to."""
        if expression is None or not isinstance(value, Known | Sequence):
            return value
        texts: dict[str, Identity] = {}
        for target in self.references.targets(planned, expression):
            text = text_of(known_at(target.planned, target.attribute))
            if text is not None:
                identity = Identity(self.key_of(target.planned), target.attribute)
                texts.setdefault(text, identity)
        if not texts:
            return value
        if isinstance(value, Known):
            return replace(value, identity=texts.get(text_of(value) or ""))
        items = (
            replace(item, identity=texts.get(text_of(item) or ""))
            if isinstance(item, Known)
            else item
            for item in value.items
        )
        return replace(value, items=tuple(items))


def _as_part(found: Value, target: Target) -> Value:
    """Return what a text in a policy is of which the plan tells one reference: it may say more.

    Unknown: the plan lists the references of `"${aws_s3_bucket.logs.arn}/*"` as it lists those of
    the ARN alone.
    """
    if not isinstance(found, Unknown) or found.identity is None:
        return found
    rest = replace(found, identity=None)
    if found.identity.attribute != "arn":
        return rest
    if target.planned.type.startswith(_ENDED):
        return found
    return join_text((found, rest), found.origin)


def blocks_in(plan: PlanFile) -> frozenset[str]:
    """Return the addresses of the blocks of the managed resources, without keys."""
    return frozenset(block_of(one.address) for one in plan.resources if one.mode is Mode.MANAGED)
