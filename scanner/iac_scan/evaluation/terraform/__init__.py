"""Terraform configurations to evaluated resources.

What the resources mean is not known here; `iac_scan.graph.terraform` reads them.
"""

from __future__ import annotations

from iac_scan.evaluation.terraform.directories import evaluate

__all__ = ["evaluate"]
