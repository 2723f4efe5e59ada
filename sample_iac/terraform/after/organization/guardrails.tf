# What no member account may do, whoever signs in there. All four hang at the root of the
# organization, so that an account is guarded from the moment it joins.

locals {
  guardrails = {
    "deny-root-user"     = file("${path.module}/policies/deny-root-user.json")
    "stay-in-the-family" = data.aws_iam_policy_document.stay.json
    "protect-trail"      = data.aws_iam_policy_document.protect_trail.json
    "no-long-lived-keys" = data.aws_iam_policy_document.no_long_lived_keys.json
  }
}

resource "aws_organizations_policy" "guardrail" {
  for_each = local.guardrails

  name    = each.key
  type    = "SERVICE_CONTROL_POLICY"
  content = each.value
}

resource "aws_organizations_policy_attachment" "guardrail" {
  for_each = aws_organizations_policy.guardrail

  policy_id = each.value.id
  target_id = local.root_id
}

data "aws_iam_policy_document" "stay" {
  statement {
    sid       = "StayInTheOrganization"
    effect    = "Deny"
    actions   = ["organizations:LeaveOrganization"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "protect_trail" {
  statement {
    sid    = "ProtectTrail"
    effect = "Deny"
    actions = [
      "cloudtrail:StopLogging",
      "cloudtrail:DeleteTrail",
      "cloudtrail:UpdateTrail",
      "cloudtrail:PutEventSelectors",
    ]
    resources = ["*"]
  }
}

# People come through Identity Center and machines through roles.
data "aws_iam_policy_document" "no_long_lived_keys" {
  statement {
    sid    = "NoUsersNoKeys"
    effect = "Deny"
    actions = [
      "iam:CreateUser",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
    ]
    resources = ["*"]

    # The one role that still makes the user of the backup appliance.
    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::*:role/provisioning"]
    }
  }
}

# The playground stays in one region.
resource "aws_organizations_policy" "playground_region" {
  name = "playground-region"
  type = "SERVICE_CONTROL_POLICY"

  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "StayInIreland"
      Effect    = "Deny"
      NotAction = ["iam:*", "organizations:*", "sts:*", "support:*", "route53:*", "cloudfront:*"]
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:RequestedRegion" = "eu-west-1" } }
    }]
  })
}

resource "aws_organizations_policy_attachment" "playground_region" {
  policy_id = aws_organizations_policy.playground_region.id
  target_id = aws_organizations_organizational_unit.unit["Sandbox"].id
}
