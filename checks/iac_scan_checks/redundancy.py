"""What of a policy could be left out without any change to what it allows and denies.

What that is, is known to `iac_scan.iam.validation`.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.check import Context, Outcome, Severity, check
from iac_scan.values import Unknown
from iac_scan_checks.written import WRITERS, Writer, documents_of, sure_of


@check(
    "redundant-statement",
    on=WRITERS,
    severity=Severity.INFO,
    since="0.1",
    remedy="drop what is said already, or narrow what says it",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    ),
)
def redundant_statement(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Statements, actions and resources that another of the same policy covers."""
    from iac_scan.iam.validation.redundancy import redundancies  # noqa: PLC0415 - kept out of start-up

    for written in documents_of(node):
        for found in redundancies(written.document):
            if isinstance(found, Unknown):
                question = f"whether anything further of {written.name} adds nothing is not known"
                yield ctx.undecided(f"{question}: {found.detail}", at=found)
                continue
            yield ctx.finding(
                f"in {written.name}, {found.fault.message}",
                at=found.fault,
                also=[("says it already", found.wider), (written.name, written.owner)],
                certainty=sure_of(written, found.fault.certainty),
                evidence=found.fault.message,
            )
