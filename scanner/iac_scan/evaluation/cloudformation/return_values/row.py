"""What a row of the tables beside this one says, and the ARNs that rows are made of.

What a pattern yields for one resource is found in `resources`.
Source: the "Return values" section of each type in the AWS CloudFormation Template Reference,
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-<words>.html,
where the words are those of the type in lower case. What each row yields and the examples of ARNs
there were held against the edition of 2023-09-19 (read 2026-11-25). A test holds the names of
attributes and what `Ref` is against the resource schemas of cfn-lint, and every ARN against the
Service Authorization Reference, "Resource types defined by" each service. How paths stand in
ARNs is in the IAM User Guide, "IAM identifiers".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """What one type of resource yields.

    In a pattern, `{account}`, `{region}`, `{partition}` and `{suffix}` are those of the stack,
    `{ref}` is what `Ref` yields, `{?}` is only known after deployment, as is `{?word}`, which is
    another one, and `{Name}` is a property: `{Path|/}` has a value when it is not written,
    `{RoleName}` is then chosen by AWS, `{Url-}` stands without `https://`, `{/Name}` has a slash
    before it, `{lower Name}` is in lower case, and `{last Name}` is what follows the last colon.
    """

    ref: str
    """The pattern of `Ref`."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """The pattern of each attribute of `Fn::GetAtt`; one that is left out is only known after
    deployment."""


def arn(service: str, rest: str) -> str:
    """Return the pattern of a regional ARN."""
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{rest}"


def iam_arn(rest: str) -> str:
    """Return the pattern of an ARN of IAM."""
    return f"arn:{{partition}}:iam::{{account}}:{rest}"


def organization_arn(kind: str, rest: str) -> str:
    """Return the pattern of an ARN of AWS Organizations, whose two ids are only known to AWS."""
    return f"arn:{{partition}}:organizations::{{?management}}:{kind}/{{?organization}}/{rest}"
