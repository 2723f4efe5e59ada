"""CloudFormation templates to evaluated resources."""
