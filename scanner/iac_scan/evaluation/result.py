"""What evaluation makes of the code, the same for both languages.

Which resource types matter, and what they mean, is not known here; see `iac_scan.graph`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import Enum

from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import Diagnostic, Gap, each_once
from iac_scan.sources.span import Span, Step
from iac_scan.values import Mapping, ResourceKey, Truth, Value

CONSTRUCT = "aws:cdk:path"
"""The entry of a resource's metadata that names the construct of the CDK that makes it.

Source: AWS CDK v2 Developer Guide, "Identifiers", "Paths".
"""


class Language(Enum):
    """The language that a resource is declared in."""

    TERRAFORM = "terraform"
    CLOUDFORMATION = "cloudformation"


class Mode(Enum):
    """Whether the code creates a thing or only reads it."""

    MANAGED = "managed"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Target:
    """An account, or every account below an organizational unit."""

    id: Value
    """Its id."""
    is_unit: bool
    """Whether it is a unit, or a root."""


@dataclass(frozen=True, slots=True)
class Deployer:
    """Who deploys a resource: the provider configuration, or the stack. Stands for one account.

    Two deployers are the same account when they are equal, or when both `account_id` are known
    and equal.
    """

    scope: str
    """The root module's directory, or the template's path."""
    name: str
    """`aws`, `aws.prod`; `""` for a stack."""
    account_id: Value
    """The account id as far as it follows from the code (assume_role, allowed_account_ids)."""
    region: Value
    """The region."""
    partition: Value
    """`aws` unless the region says otherwise."""
    among: tuple[Target, ...] = ()
    """For accounts that are not known one by one, where all of them are, or one of them is: the
    targets of a stack set, a choice of `allowed_account_ids`. Empty when that is not known."""
    default_tags: Value | None = field(default=None, compare=False)
    """The tags that everything gets that takes tags, or None where there are none."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One declared thing with its evaluated attributes."""

    key: ResourceKey
    """Its identity in this scan."""
    type: str
    """`aws_iam_role`, `AWS::IAM::Role`."""
    mode: Mode
    """Managed, or a data source."""
    language: Language
    """Which adapter reads it."""
    values: Mapping
    """Terraform: attributes, and blocks as sequences of mappings. CloudFormation: `Properties`.

    Attributes that follow from the code (`arn`, `id`, ...) are among them in Terraform; in
    CloudFormation they are only in what `Ref` and `Fn::GetAtt` yield.
    """
    span: Span
    """The header of its block, or its logical id."""
    body: Span
    """The whole block or entry: a suppression in its first lines counts for all of it."""
    presence: Truth
    """YES, or UNKNOWN when an undecided count, for_each or condition decides it. Never NO."""
    deployer: Deployer
    """Whose account it is created in."""
    calls: tuple[Step, ...] = ()
    """The module calls or nested stacks that lead to it, outermost first."""
    metadata: Mapping | None = None
    """CloudFormation `Metadata` of the resource, or None."""
    arn: Value | None = None
    """In CloudFormation what is known of its ARN; None where the type is not known to have one."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What evaluation made of a set of files."""

    resources: tuple[Resource, ...] = ()
    """Sorted by key."""
    outputs: Map[ResourceKey, Value] = field(default_factory=dict)
    """Outputs of root modules and templates; the key's address is the output's name."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong in the code, sorted by span."""
    gaps: tuple[Gap, ...] = ()
    """What could not be seen, sorted by span."""
    loose: tuple[Value, ...] = ()
    """Values written outside of resources (providers, locals, variables, parameters, outputs):
    where literals such as secrets may stand that no resource holds.

    Shape: a `Mapping` whose one key says where its value stands: `provider.aws`, `local.x`,
    `variable.x`, `output.x`, `parameter.X`, `mapping.X`; a value that has no such name is bare."""
    comments: tuple[Comment, ...] = ()
    """Every comment of every file read, sorted by span."""
    files: frozenset[str] = frozenset()
    """Every file that was read, by path."""

    def merge(self, other: Evaluation) -> Evaluation:
        """Return both together."""
        return Evaluation(
            tuple(sorted((*self.resources, *other.resources), key=lambda resource: resource.key)),
            {**self.outputs, **other.outputs},
            each_once((*self.diagnostics, *other.diagnostics)),
            each_once((*self.gaps, *other.gaps)),
            (*self.loose, *other.loose),
            # Each half is sorted: what keeps their order is soon sorted again.
            tuple(
                sorted(
                    dict.fromkeys((*self.comments, *other.comments)),
                    key=lambda item: (item.span, item.text),
                )
            ),
            self.files | other.files,
        )
