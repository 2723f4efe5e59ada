"""Terraform's types, conversions and functions: values in, values out.

Which functions a configuration calls, and with what, is the evaluator's business.
"""

from iac_scan.evaluation.functions.call import CallSite, Function
from iac_scan.evaluation.functions.table import FUNCTIONS, call

__all__ = ["FUNCTIONS", "CallSite", "Function", "call"]
