"""What each principal may become without anybody's help, as text or JSON, for `iac-scan access`.

    {"schema_version": 1,
     "principals": [{"address", "name", "kind": "user|role|group", "arn", "account", "file", "line",
                     "admin": "yes|possible|no", "escalations": []}],
     "gaps": [...]}

`admin` is judged on effective permissions: own and group policies, after denies, within boundary
and organization. A permission set of Identity Center is a role in each account that it is assigned
to, and may be one in an account that is not known where the code assigns it nowhere. `escalations`,
the ways to *become* an administrator through others, are not looked for yet: the list is empty,
which does not say that there are none. What the code only names, and does not declare, is a gap
and not a principal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from iac_scan.assigned import assigned_roles
from iac_scan.callers import guards_of
from iac_scan.effective import is_administrator
from iac_scan.findings.mask import mask
from iac_scan.graph.model import Graph, Principal
from iac_scan.iam.guarding import Guard
from iac_scan.reporters.escape import json_text, not_a_command, plain
from iac_scan.sources.diagnostics import Gap
from iac_scan.values import Truth, show, text_of

_SCHEMA_VERSION = 1


class Admin(Enum):
    """Whether a principal is an administrator."""

    YES = "yes"
    POSSIBLE = "possible"
    NO = "no"


_ADMIN = {Truth.YES: Admin.YES, Truth.UNKNOWN: Admin.POSSIBLE, Truth.NO: Admin.NO}


@dataclass(frozen=True, slots=True)
class Access:
    """One principal, and what it may do."""

    principal: Principal
    """Who."""
    account: str
    """The id of its account, or who deploys into it where the id is not known."""
    admin: Admin
    """Whether it is an administrator; possible when something that is not known decides it."""


def survey(graph: Graph) -> tuple[Access, ...]:
    """Return every declared principal, sorted by where it stands, its address and its account."""
    guards = guards_of(graph)
    principals: tuple[Principal, ...] = (
        *graph.users,
        *graph.groups,
        *graph.roles,
        *assigned_roles(graph),
    )
    declared = (principal for principal in principals if principal.declared)
    ordered = sorted(
        declared, key=lambda each: (each.origin.span, each.place.key, each.place.account)
    )
    return tuple(_judge(principal, graph, guards) for principal in ordered)


def _judge(principal: Principal, graph: Graph, guards: tuple[Guard, ...]) -> Access:
    key = principal.place.account
    number = text_of(graph.accounts[key]) if key in graph.accounts else None
    admin = _ADMIN[is_administrator(principal, graph, guards)]
    return Access(principal, number or key, admin)


def as_json(found: Iterable[Access], gaps: Iterable[Gap]) -> str:
    """Return the principals as indented JSON in ASCII, in the order given."""
    content = {
        "schema_version": _SCHEMA_VERSION,
        "principals": [_entry(each) for each in found],
        "gaps": [
            {
                "kind": gap.kind.value,
                "message": mask(gap.message),
                "file": gap.span.path,
                "line": gap.span.start_line,
            }
            for gap in gaps
        ],
    }
    return json_text(json.dumps(content, indent=2)) + "\n"


def as_text(found: Iterable[Access], gaps: Iterable[Gap]) -> str:
    """Return the principals, one a line, for people."""
    return "".join(f"{not_a_command(line)}\n" for line in _lines(tuple(found), tuple(gaps)))


def _entry(access: Access) -> dict[str, Any]:
    """Return one principal."""
    principal = access.principal
    content: dict[str, Any] = {
        "address": principal.place.key.address,
        "name": mask(principal.name),
        "kind": _kind(principal),
        "arn": mask(show(principal.arn)),
        "account": mask(access.account),
        "file": principal.origin.span.path,
        "line": principal.origin.span.start_line,
        "admin": access.admin.value,
        "escalations": [],
    }
    if principal.place.presence is not Truth.YES:
        content["presence"] = "unknown"
    return content


def _lines(found: tuple[Access, ...], gaps: tuple[Gap, ...]) -> Iterator[str]:
    """Yield the lines of the text: the principals, the count, the gaps."""
    words = {Admin.YES: "administrator", Admin.POSSIBLE: "perhaps administrator", Admin.NO: "-"}
    for each in found:
        span = each.principal.origin.span
        who = f"{_kind(each.principal)} `{each.principal.name}`"
        may = "" if each.principal.place.presence is Truth.YES else "  (may not exist)"
        address = each.principal.place.key.address
        where = f"{_safe(address)}  {_safe(span.path)}:{span.start_line}"
        yield f"{words[each.admin]:<22} {_safe(who)}  {where}{may}"
    count = {admin: sum(each.admin is admin for each in found) for admin in Admin}
    noun = "principal" if len(found) == 1 else "principals"
    yield (
        f"{len(found)} {noun}: {count[Admin.YES]} surely administrator, "
        f"{count[Admin.POSSIBLE]} perhaps"
    )
    for gap in gaps:
        yield f"gap: {_safe(gap.span.path)}:{gap.span.start_line}: {_safe(gap.message)}"


def _kind(principal: Principal) -> str:
    return type(principal).__name__.lower()


def _safe(text: str) -> str:
    """Return text of the scanned code as it may be printed."""
    return plain(mask(text))
