"""What the author of a check imports: the decorator, the context, and how checks are run.

Finding and loading checks is `iac_scan.catalog`. A check sees the graph and the IAM engine; it
reads no file, knows no file format and keeps no state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

from iac_scan.errors import PluginError
from iac_scan.findings.finding import Certainty
from iac_scan.findings.rule import CheckId, Severity
from iac_scan.graph.model import (
    Analyzer,
    AnywhereProfile,
    Assignment,
    FederationKind,
    FederationProvider,
    FunctionUrl,
    Graph,
    Group,
    InstanceProfile,
    ManagedPolicy,
    Node,
    Organization,
    OrganizationPolicy,
    PasswordPolicy,
    PermissionSet,
    Place,
    PublicAccessBlock,
    ResourceKind,
    ResourcePolicy,
    Role,
    RoleUse,
    Safeguard,
    SafeguardKind,
    SecretLiteral,
    Trail,
    TrailKind,
    TrustAnchor,
    User,
    Workload,
    WorkloadKind,
)
from iac_scan.sources.span import Origin

__all__ = [
    "Analyzer",
    "AnywhereProfile",
    "Assignment",
    "Certainty",
    "Check",
    "Context",
    "Draft",
    "FederationKind",
    "FederationProvider",
    "FunctionUrl",
    "Graph",
    "Group",
    "InstanceProfile",
    "Located",
    "ManagedPolicy",
    "Organization",
    "OrganizationPolicy",
    "Outcome",
    "PasswordPolicy",
    "PermissionSet",
    "PublicAccessBlock",
    "Question",
    "ResourceKind",
    "ResourcePolicy",
    "Role",
    "RoleUse",
    "Safeguard",
    "SafeguardKind",
    "SecretLiteral",
    "Severity",
    "Trail",
    "TrailKind",
    "TrustAnchor",
    "User",
    "Workload",
    "WorkloadKind",
    "check",
    "label",
]

N = TypeVar("N", bound=Node)


class Located(Protocol):
    """Anything that stands somewhere in the code: a node, a policy, a statement, a value."""

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding as its check states it; the facts of the check are added when it is reported."""

    message: str
    """Names the principal, the permission and the consequence; lower case, no final period."""
    at: Origin
    """The line that a reviewer would edit."""
    also: tuple[tuple[str, Origin], ...]
    """What else proves it: a label, and where."""
    certainty: Certainty
    """How sure."""
    evidence: str
    """The offending words themselves, for the fingerprint; no positions."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a check could not decide."""

    reason: str
    """Why: lower case, one line, no final period, user text in backticks."""
    at: Origin
    """Where the unknown stands."""


Outcome: TypeAlias = Draft | Question


@dataclass(frozen=True, slots=True)
class Context:
    """What a check is given beside its node."""

    graph: Graph
    """Everything that the scanned code describes."""

    def finding(
        self,
        message: str,
        *,
        at: Located,
        also: Iterable[Located | tuple[str, Located]] = (),
        certainty: Certainty = Certainty.CERTAIN,
        evidence: str = "",
    ) -> Draft:
        """Return a finding at the line of `at`, proved by the lines of `also`.

        Give a pair to label a line yourself; a bare node labels itself. `evidence` is what makes
        two findings of one check on one resource different: the action, the name of the policy.
        """
        related = tuple(
            (item[0], item[1].origin) if isinstance(item, tuple) else (label(item), item.origin)
            for item in also
        )
        return Draft(message, at.origin, related, certainty, evidence)

    def undecided(self, reason: str, *, at: Located) -> Question:
        """Return the statement that the check has no answer, and why."""
        return Question(reason, at.origin)


def label(located: Located) -> str:
    """Return a label such as "user `ci`"."""
    match located:
        case ManagedPolicy():
            return f"policy `{located.name}`"
        case ResourcePolicy():
            return f"policy of {located.kind.noun} `{located.name}`"
        case PublicAccessBlock():
            return f"public access block of `{located.name}`"
        case FunctionUrl():
            return f"address of function `{located.name}`"
        case Workload():
            return f"{located.kind.noun} `{located.name}`"
        case Assignment():
            return f"assignment of permission set `{located.name}`"
        case (
            User()
            | Group()
            | Role()
            | InstanceProfile()
            | PermissionSet()
            | OrganizationPolicy()
            | TrustAnchor()
            | Trail()
            | Analyzer()
            | FederationProvider()
        ):
            kind = type(located).__name__
            words = "".join(f" {c.lower()}" if c.isupper() else c for c in kind).strip()
            return f"{words} `{located.name}`"
        case AnywhereProfile():
            return f"profile `{located.name}`"
        case _:
            return "see here"


@dataclass(frozen=True, slots=True)
class Check(Generic[N]):
    """One rule: its facts, the type of node it looks at, and the function that looks."""

    id: CheckId
    """The kebab-case name of what is flagged."""
    on: type[N] | tuple[type[N], ...]
    """The type of node, or the types, that the function is called for, once each."""
    severity: Severity
    """The severity of its findings."""
    since: str
    """The version of iac-scan that brought it."""
    title: str
    """The first line of the function's docstring."""
    remedy: str
    """One line that says what to do: lower case, no final period."""
    references: tuple[str, ...]
    """Addresses of pages that say why."""
    aliases: tuple[str, ...]
    """Earlier ids, and ids of the same rule in other tools."""
    controls: tuple[str, ...]
    """Ids in benchmarks."""
    module: str
    """The import name of the module that it is written in; its page lies beside that."""
    look: Callable[[N, Context], Iterator[Outcome]]
    """The function."""

    def run(self, graph: Graph) -> Iterator[tuple[N, Outcome]]:
        """Yield every outcome with the node that it is about."""
        context = Context(graph)
        for node in graph.nodes(self.on):
            for outcome in self.look(node, context):
                yield node, outcome


def check(
    id: str,
    *,
    on: type[N] | tuple[type[N], ...],
    severity: Severity,
    since: str,
    remedy: str,
    references: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    controls: tuple[str, ...] = (),
) -> Callable[[Callable[[N, Context], Iterator[Outcome]]], Check[N]]:
    """Make a check of a function; registers nothing.

    Name a tuple of types with its type: `HOLDERS: tuple[type[User | Role], ...] = (User, Role)`.

    Errors: PluginError when the id is not kebab-case or the function has no docstring.
    """
    words = id.split("-")
    if not all(word.isalnum() and word == word.lower() for word in words) or words[0] == "ensure":
        raise PluginError(f"check id `{id}` is not the kebab-case name of what is flagged")

    def make(look: Callable[[N, Context], Iterator[Outcome]]) -> Check[N]:
        title = (look.__doc__ or "").strip().split("\n")[0]
        if not title.endswith("."):
            raise PluginError(
                f"check `{id}` needs a docstring whose first line is a sentence",
                help="it is the title of the check in every report",
            )
        return Check(
            id=CheckId(id),
            on=on,
            severity=severity,
            since=since,
            title=title,
            remedy=remedy,
            references=references,
            aliases=aliases,
            controls=controls,
            module=look.__module__,
            look=look,
        )

    return make


def place_of(node: Node) -> Place | None:
    """Return where a node stands, or None for one that the code only names."""
    return node.place
