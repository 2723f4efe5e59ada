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
from itertools import groupby
from typing import Any

from iac_scan.assigned import assigned_roles
from iac_scan.callers import guards_of
from iac_scan.effective import is_administrator
from iac_scan.findings.mask import mask
from iac_scan.graph.model import Graph, Principal
from iac_scan.iam.guarding import Guard
from iac_scan.reporters.escape import json_text
from iac_scan.reporters.layout import BLANK, Line, Room, Style
from iac_scan.reporters.listing import gap_list
from iac_scan.reporters.words import count, shown
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


_TITLES = {
    Admin.YES: "administrators",
    Admin.POSSIBLE: "perhaps administrators",
    Admin.NO: "not administrators",
}

_GUTTER = 6
"""How wide a line number is."""


def as_lines(found: Iterable[Access], gaps: Iterable[Gap], room: Room) -> Iterator[Line]:
    """Yield the principals for people: who is an administrator first, each below its file."""
    everybody = tuple(found)
    for admin, title in _TITLES.items():
        chosen = [each for each in everybody if each.admin is admin]
        if chosen:
            yield ((Style.PATH, title), (Style.QUIET, f"  {len(chosen)}"))
            yield BLANK
            for path, below in groupby(chosen, key=lambda each: each.principal.origin.span.path):
                yield from room.paragraph(shown(path), Style.QUIET, "  ")
                for each in below:
                    yield from _principal(each, room)
            yield BLANK
    yield from gap_list(gaps, room)
    numbers = {admin: sum(each.admin is admin for each in everybody) for admin in Admin}
    text = (
        f"{count(len(everybody), 'principal')}: {numbers[Admin.YES]} surely administrator, "
        f"{numbers[Admin.POSSIBLE]} perhaps"
    )
    yield from room.paragraph(text, Style.PLAIN, "")


def _principal(each: Access, room: Room) -> Iterator[Line]:
    """Yield one principal behind the number of its line."""
    principal = each.principal
    number = f"{principal.origin.span.start_line:>{_GUTTER}}  "
    account = f"  in account {each.account}" if each.account.isdigit() else ""
    may = "" if principal.place.presence is Truth.YES else "  (may not exist)"
    text = (
        f"{_kind(principal)} `{shown(principal.name)}`  "
        f"{shown(principal.place.key.address)}{shown(account)}{may}"
    )
    head = ((Style.QUIET, number),)
    yield from room.entry(head, text) if room.wrapped else ((*head, (Style.PLAIN, text)),)


def _kind(principal: Principal) -> str:
    return type(principal).__name__.lower()
