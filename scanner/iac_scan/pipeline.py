"""The whole product on one screen: files, syntax, values, graph, checks, report.

Each arrow is a call; what happens inside one is the business of its package.
"""

from __future__ import annotations

from iac_scan import catalog
from iac_scan.assemble import assemble
from iac_scan.evaluation import cloudformation, plan, terraform
from iac_scan.evaluation.result import Evaluation
from iac_scan.findings.notices import wanted_notices, without_notices
from iac_scan.findings.report import Report
from iac_scan.graph import adapters, secrets
from iac_scan.graph.build import build
from iac_scan.graph.model import Graph
from iac_scan.options import Options
from iac_scan.sources.discover import discover
from iac_scan.sources.tree import SourceTree


def scan(options: Options) -> Report:
    """Scan the paths of `options` and return everything found, undecided and unread.

    Errors: UsageError for a path that does not exist or an unknown check id; PluginError for a
    check that cannot be loaded. Whatever is wrong in the scanned code is in the report.
    """
    select, ignore = without_notices(options.select, options.ignore)
    checks = catalog.load(select, ignore, options.check_dirs)
    tree = SourceTree.open(options.paths, options.bounds)
    evaluation = evaluate(tree, options)
    graph = link(evaluation)
    outcomes = [(check, *outcome) for check in checks for outcome in check.run(graph)]
    return assemble(
        tree,
        checks,
        evaluation,
        graph,
        outcomes,
        options=options,
        every=catalog.load(check_dirs=options.check_dirs) if select or ignore else (),
        notices=wanted_notices(options.select, options.ignore),
    )


def evaluate(tree: SourceTree, options: Options) -> Evaluation:
    """Return the values of everything that the files below the scanned paths declare."""
    found = discover(tree, exclude=options.exclude, gitignore=options.gitignore)
    code = terraform.evaluate(tree, found, options.variables)
    planned = plan.evaluate(tree, found, code)
    return (
        Evaluation(diagnostics=found.diagnostics, gaps=found.gaps)
        .merge(planned)
        .merge(terraform.unread_templates(planned, found.templates))
        .merge(cloudformation.evaluate(tree, found, options.parameter_files))
    )


def link(evaluation: Evaluation) -> Graph:
    """Return who and what the evaluated resources describe, linked."""
    return build((*adapters.read(evaluation), *secrets.read(evaluation)))
