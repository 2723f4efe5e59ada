"""Terraform's types, conversions and functions: values in, values out.

Which functions a configuration calls, and with what, is the evaluator's business.
"""
