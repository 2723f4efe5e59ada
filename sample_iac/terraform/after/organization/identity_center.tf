# People sign in here, for an hour or a day, with no key to lose.

data "aws_ssoadmin_instances" "this" {}

locals {
  identity_center = tolist(data.aws_ssoadmin_instances.this.arns)[0]

  permission_sets = {
    developer = { policy = "PowerUserAccess", session = "PT8H" }
    billing   = { policy = "job-function/Billing", session = "PT1H" }
  }
}

resource "aws_ssoadmin_permission_set" "this" {
  for_each = local.permission_sets

  name             = each.key
  instance_arn     = local.identity_center
  session_duration = each.value.session
}

resource "aws_ssoadmin_managed_policy_attachment" "this" {
  for_each = local.permission_sets

  instance_arn       = local.identity_center
  permission_set_arn = aws_ssoadmin_permission_set.this[each.key].arn
  managed_policy_arn = "arn:aws:iam::aws:policy/${each.value.policy}"
}
