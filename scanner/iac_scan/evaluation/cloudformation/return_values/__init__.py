"""What `Ref` and `Fn::GetAtt` yield, by type of resource, in tables by topic.

What a pattern yields for one resource is found in `resources`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values import (
    compute,
    data,
    delivery,
    identities,
    keys,
    learning,
    messages,
    networks,
    storage,
    watching,
)
from iac_scan.evaluation.cloudformation.return_values.row import Row

ROWS: Mapping[str, Row] = {
    **identities.ROWS,
    **storage.ROWS,
    **data.ROWS,
    **learning.ROWS,
    **messages.ROWS,
    **compute.ROWS,
    **delivery.ROWS,
    **keys.ROWS,
    **networks.ROWS,
    **watching.ROWS,
}
"""A type or attribute that is not in it is known only after deployment."""
