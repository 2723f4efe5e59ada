"""What an expression can see where it stands, and what one evaluation keeps while it runs.

How a name is followed is in `references`; this module holds state and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from iac_scan.evaluation.functions.types import Type
from iac_scan.evaluation.terraform.weight import PARTS_PER_ITEM, Weights
from iac_scan.parsers.hcl.syntax import Template
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.sources.tree import SourceTree
from iac_scan.values import (
    Known,
    Mapping,
    Piece,
    Reason,
    ResourceKey,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from iac_scan.evaluation.result import Deployer
    from iac_scan.evaluation.terraform.configuration import Configuration

T = TypeVar("T")

NESTING = 3_000
"""Expressions evaluated inside one another, references followed included."""


CONSTANT = "constant"
"""Takes the place of a template's function where terraform takes constants alone."""


@dataclass(slots=True, eq=False)
class Session:
    """What is shared by everything that is evaluated in one scan."""

    tree: SourceTree
    """The files."""
    configuration_of: Callable[[str], Configuration]
    """Gives the declarations of a directory, each directory read once."""
    diagnostics: dict[Diagnostic, None] = field(default_factory=dict)
    """What is wrong, each thing once."""
    gaps: dict[Gap, None] = field(default_factory=dict)
    """What could not be seen, each thing once."""
    files: set[str] = field(default_factory=set)
    """Files of values that were read."""
    comments: dict[Comment, None] = field(default_factory=dict)
    """The comments in them."""
    loose: list[Value] = field(default_factory=list)
    """Values outside of resources."""
    evaluated: dict[ResourceKey, Mapping] = field(default_factory=dict)
    """The attributes of every resource evaluated so far."""
    instantiated: set[str] = field(default_factory=set)
    """Module directories of which there is at least one instance."""
    templates: dict[tuple[str, Span], Template] = field(default_factory=dict)
    """Template files that were parsed, by text and place."""
    types: dict[tuple[str, str], Type] = field(default_factory=dict)
    """Type constraints of variables, by the directory of the module and the name."""
    rendered: dict[Hashable, Known] = field(default_factory=dict)
    """Texts that templates gave, by the template and the values it was given."""
    layouts: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    """Where the lines of files stand that functions have read."""
    decoded: dict[tuple[str, Known], Value] = field(default_factory=dict)
    """Documents that a function has decoded, by the function and the text."""
    assumed: dict[Span, str] = field(default_factory=dict)
    """The defaults `null` of reusable modules, by place: their variables, whose callers decide."""
    instances: int = 0
    """How many instances of resources and modules the root has so far."""
    modules: int = 0
    """How many instances of modules, those of calls without count and for_each among them."""
    iterations: int = 0
    """How often the bodies of `for` were evaluated for the thing that is evaluated right now."""
    merged: int = 0
    """How many statements the policy documents of the root have taken in from others so far."""
    weights: Weights | None = None
    """How large the collections are that were built so far."""
    depth: int = 0
    """How many expressions are being evaluated inside one another right now."""

    @property
    def bounds(self) -> Bounds:
        """How much work the scanned code may cause."""
        return self.tree.bounds

    def report(self, diagnostic: Diagnostic) -> None:
        """Keep what is wrong."""
        self.diagnostics[diagnostic] = None

    def is_too_large(self, value: Value) -> bool:
        """Tell whether a collection has more parts than one expression may produce."""
        if self.weights is None:
            self.weights = Weights(self.bounds.items * PARTS_PER_ITEM)
        return self.weights.exceeded_by(value)

    def iterate(self) -> bool:
        """Count one iteration, and tell whether there may be one more."""
        self.iterations += 1
        return self.iterations <= self.bounds.items

    def miss(self, kind: GapKind, message: str, span: Span, help: str | None = None) -> None:
        """Keep what cannot be seen."""
        self.gaps[Gap(kind, message, span, help)] = None


@dataclass(slots=True, eq=False)
class ModuleInstance:
    """One instance of a module: its declarations with the values it was called with."""

    session: Session
    """The evaluation it belongs to."""
    configuration: Configuration
    """Its declarations."""
    root: str
    """The directory of the root module."""
    path: str
    """What its addresses start with: empty in the root, `module.a["k"].`."""
    inputs: Map[str, Callable[[], Value]]
    """Gives the value of each variable that the caller, or the user, sets."""
    parent: ModuleInstance | None = None
    """The module that calls it, or None for a root."""
    calls: tuple[Step, ...] = ()
    """The module calls that lead to it, outermost first."""
    deployers: Map[str, Callable[[], Deployer]] = field(default_factory=dict)
    """The provider configurations that the module is given, by the name used inside."""
    passed: frozenset[str] = frozenset()
    """Those of them that the call names, and that are not inherited."""
    reusable: bool = False
    """A root that is meant to be called: its defaults are not what is deployed."""
    unset: bool = False
    """Evaluated on its own: every variable is unknown."""
    doubtful: bool = False
    """Whether there is such an instance is not decided."""
    uncertain: bool = False
    """A call that may have no such instance leads to it; nothing in it is surely evaluated."""
    undecided: frozenset[str] = frozenset()
    """Variables whose default does not count, because it hides what should be read."""
    memory: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What was evaluated, by kind and name."""
    running: set[tuple[str, str]] = field(default_factory=set)
    """What is being evaluated right now, to notice what leads back to itself."""

    def scope(self) -> Scope:
        """Return what an expression at the top level of this module can see."""
        scope = Scope(self, {}, self.session.report)
        return scope.unsure() if self.uncertain else scope

    @property
    def nesting(self) -> int:
        """How many module calls lead to this instance."""
        return len(self.calls)

    def remember(
        self, kind: str, name: str, compute: Callable[[], T], otherwise: Callable[[], T]
    ) -> T:
        """Return what `compute` gives, computed once; `otherwise` when it leads back to itself."""
        key = (kind, name)
        if key in self.memory:
            found: T = self.memory[key]
            return found
        if key in self.running:
            return otherwise()
        self.running.add(key)
        iterations, self.session.iterations = self.session.iterations, 0
        try:
            result = compute()
        finally:
            self.running.discard(key)
            self.session.iterations = iterations
        self.memory[key] = result
        return result


@dataclass(slots=True, eq=False)
class Attempt:
    """What `try` and `can` learn about the expression that they try."""

    failures: list[Diagnostic] = field(default_factory=list)
    """Why it fails; empty when it does not."""
    partial: bool = False
    """It fails for some of several possible values only."""
    because: str | None = None
    """What decides whether it fails, as in `Unknown.detail`, where that is told."""

    def may_fail(self, because: str | None = None) -> None:
        """Keep that it fails for some of several possible values, and what decides for which."""
        self.partial = True
        self.because = self.because or because


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What an expression can see."""

    module: ModuleInstance
    """The module that it stands in."""
    names: Map[str, Value]
    """Names that hide those of the module: iteration variables, `each`, `count`, `self`."""
    report: Callable[[Diagnostic], None]
    """Takes what is wrong."""
    attempt: Attempt | None = None
    """The `try` or `can` that the expression stands in, if any."""
    item: Value | None = None
    """What `SplatItem` stands for."""
    template: str | None = None
    """The function whose template the expression stands in: it sees `names` alone."""
    templates: int = 0
    """How many templates are being rendered inside one another."""

    @property
    def session(self) -> Session:
        """The evaluation."""
        return self.module.session

    @property
    def bounds(self) -> Bounds:
        """How much work the scanned code may cause."""
        return self.module.session.tree.bounds

    def naming(self, names: Map[str, Value]) -> Scope:
        """Return this scope with further names."""
        return Scope(
            self.module,
            {**self.names, **names},
            self.report,
            self.attempt,
            self.item,
            self.template,
            self.templates,
        )

    def at_item(self, item: Value) -> Scope:
        """Return this scope inside a splat."""
        return replace(self, item=item)

    def muted(self) -> Scope:
        """Return this scope for what terraform does not take: nothing is wrong there."""
        return replace(self, report=lambda _: None)

    def unsure(self) -> Scope:
        """Return this scope for what terraform may not take: what is wrong there may not matter.

        Unknown: the value is, where something is wrong; what is tried fails for some values.
        """
        attempt = self.attempt
        if attempt is None:
            return self.muted()
        return replace(self, report=lambda _: attempt.may_fail())

    def trying(self, attempt: Attempt) -> Scope:
        """Return this scope inside `try` or `can`."""
        return replace(self, attempt=attempt, report=attempt.failures.append)

    def wrong(self, message: str, span: Span, help: str | None = None) -> Unknown:
        """Report what is wrong and return what the expression is then."""
        return self.refused(Diagnostic(Level.WARNING, message, span, help))

    def null(self, value: Value, message: str, span: Span) -> Unknown:
        """Report a null where terraform takes none, unless a caller is meant to replace it."""
        return self.assumed_in((value,)) or self.wrong(message, span)

    def assumed_in(self, values: Iterable[Value]) -> Unknown | None:
        """Return what stands for a default `null` among values that only a caller can replace.

        Inside `try` a null fails as any other: what it then gives is what is deployed without it.
        """
        if self.attempt is not None or not self.session.assumed:
            return None
        for value in values:
            for one in value.items if isinstance(value, Sequence) else (value,):
                name = self.session.assumed.get(one.origin.span)
                if name is not None and isinstance(one, Known) and one.value is None:
                    detail = f"`var.{name}` has no value"
                    return Unknown(Reason.NO_VALUE, detail, one.origin)
        return None

    def refused(self, wrong: Diagnostic) -> Unknown:
        """Report what is wrong and return what the expression is then."""
        self.report(wrong)
        return Unknown(Reason.INVALID, wrong.message, Origin(wrong.span))

    def bounded(self, value: Value, span: Span) -> Value:
        """Return the collection, or an unknown when it has grown too large."""
        if not self.session.is_too_large(value):
            return value
        return self.bound("a value has too many parts", span)

    def bound(self, message: str, span: Span) -> Unknown:
        """Report a bound that was reached and return what the expression is then."""
        self.session.report(Diagnostic(Level.WARNING, f"bound reached: {message}", span))
        return Unknown(Reason.BOUND, message, Origin(span))
