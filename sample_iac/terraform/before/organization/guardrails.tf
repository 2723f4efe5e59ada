# Nobody works as root in the accounts that serve customers.
resource "aws_organizations_policy" "deny_root" {
  name    = "deny-root-user"
  type    = "SERVICE_CONTROL_POLICY"
  content = file("${path.module}/policies/deny-root-user.json")
}

resource "aws_organizations_policy_attachment" "deny_root" {
  policy_id = aws_organizations_policy.deny_root.id
  target_id = aws_organizations_organizational_unit.unit["Workloads"].id
}

# The trail cannot be switched off.
data "aws_iam_policy_document" "protect_trail" {
  statement {
    sid    = "ProtectTrail"
    effect = "Deny"
    actions = [
      "cloudtrail:StopLogging",
      "cloudtrail:DeleteTrail",
    ]
    resources = ["*"]
  }
}

resource "aws_organizations_policy" "protect_trail" {
  name    = "protect-trail"
  type    = "SERVICE_CONTROL_POLICY"
  content = data.aws_iam_policy_document.protect_trail.json
}

resource "aws_organizations_policy_attachment" "protect_trail" {
  policy_id = aws_organizations_policy.protect_trail.id
  target_id = local.root_id
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
