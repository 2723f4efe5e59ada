resource "aws_organizations_organization" "harbourlight" {
  feature_set = "ALL"

  enabled_policy_types = ["SERVICE_CONTROL_POLICY"]

  aws_service_access_principals = [
    "cloudtrail.amazonaws.com",
    "sso.amazonaws.com",
  ]
}

locals {
  root_id = aws_organizations_organization.harbourlight.roots[0].id

  # One unit for each kind of account, and the accounts that live there.
  units = toset(["Security", "Workloads", "Sandbox"])

  accounts = {
    audit      = { unit = "Security", email = "aws+audit@harbourlight.example" }
    production = { unit = "Workloads", email = "aws+production@harbourlight.example" }
    staging    = { unit = "Workloads", email = "aws+staging@harbourlight.example" }
    playground = { unit = "Sandbox", email = "aws+playground@harbourlight.example" }
  }
}

resource "aws_organizations_organizational_unit" "unit" {
  for_each = local.units

  name      = each.key
  parent_id = local.root_id
}

resource "aws_organizations_account" "member" {
  for_each = local.accounts

  name      = each.key
  email     = each.value.email
  parent_id = aws_organizations_organizational_unit.unit[each.value.unit].id

  lifecycle {
    prevent_destroy = true
  }
}
