"""The action that was meant where one is written that AWS does not list.

That it is not listed is said in `policies`.
"""

from __future__ import annotations

from functools import lru_cache

from iac_scan.iam.catalogue import matching, services
from iac_scan.suggest import nearest

_ROW = 3
"""Services from which on a word with a wildcard is taken for one of a row."""

UNLISTED = frozenset({"glue:shareresource", "logs:putlogeventsbatch", "sns:receive"})
"""Actions, in lower case, that AWS's own pages and policies have and its reference does not.

Source: OpenSearch Service Developer Guide, "Monitoring OpenSearch logs with Amazon CloudWatch
Logs"; Lake Formation Developer Guide, "Managing cross-account permissions using both AWS Glue and
Lake Formation"; SNS writes `SNS:Receive` for a new topic."""


@lru_cache(maxsize=1)
def _services() -> frozenset[str]:
    return frozenset(service.name for service in services())


def is_service(prefix: str) -> bool:
    """Tell whether a prefix is that of a service, or a pattern of several."""
    return prefix.lower() in _services() or bool({"*", "?"} & set(prefix))


@lru_cache(maxsize=1024)
def is_of_a_row(name: str) -> bool:
    """Tell whether a name with a wildcard, such as `List*`, is written for one service as another.

    It is when several services have actions of such a name, whether this one has any or not.
    """
    if not {"*", "?"} & set(name):
        return False
    return len({action.partition(":")[0] for action in matching(f"*:{name}")}) >= _ROW


@lru_cache(maxsize=1024)
def meant(written: str) -> str | None:
    """Return the action most like one that is written, or None when none is."""
    service, colon, name = written.lower().partition(":")
    if not colon:
        return None
    if not is_service(service):
        near = nearest(service, _services())
        action = f"{near}:{written.partition(':')[2]}"
        return action if near is not None and matching(action) else None
    names = {each.partition(":")[2].lower(): each for each in matching(f"{service}:*")}
    found = nearest(name, names)
    return None if found is None else names[found]
