# Developers.

resource "aws_iam_user" "developer" {
  for_each = var.developers

  name = each.key
  path = "/people/"
}

resource "aws_iam_user_policy_attachment" "developer" {
  for_each = local.attachments

  user       = aws_iam_user.developer[each.value.user].name
  policy_arn = "${local.aws}/${each.value.policy}"
}

# Finance looks at the bill.

resource "aws_iam_user" "ines" {
  name = "ines"
  path = "/people/"
}

resource "aws_iam_policy" "billing" {
  name = "read-the-bill"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["aws-portal:ViewBilling", "ce:Get*", "ce:List*"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_user_policy_attachment" "ines" {
  user       = aws_iam_user.ines.name
  policy_arn = aws_iam_policy.billing.arn
}

# Operators.

resource "aws_iam_group" "administrators" {
  name = "administrators"
}

resource "aws_iam_group_policy_attachment" "administrators" {
  group      = aws_iam_group.administrators.name
  policy_arn = "${local.aws}/AdministratorAccess"
}

resource "aws_iam_user" "operator" {
  for_each = toset(["olga", "sven"])

  name = each.key
  path = "/people/"
}

resource "aws_iam_group_membership" "administrators" {
  name  = "administrators"
  group = aws_iam_group.administrators.name
  users = [for user in aws_iam_user.operator : user.name]
}

# The auditor reads, through a group: this is how it should be.

resource "aws_iam_group" "auditors" {
  name = "auditors"
}

resource "aws_iam_group_policy_attachment" "auditors" {
  group      = aws_iam_group.auditors.name
  policy_arn = "${local.aws}/SecurityAudit"
}

resource "aws_iam_user" "auditor" {
  name = "audrey"
  path = "/people/"
}

resource "aws_iam_user_group_membership" "auditor" {
  user   = aws_iam_user.auditor.name
  groups = [aws_iam_group.auditors.name]
}

# Switched off, and not there as long as it is.

resource "aws_iam_user" "legacy_operator" {
  count = var.keep_legacy_operator ? 1 : 0
  name  = "legacy-operator"
}

resource "aws_iam_user_policy_attachment" "legacy_operator" {
  count      = var.keep_legacy_operator ? 1 : 0
  user       = aws_iam_user.legacy_operator[0].name
  policy_arn = "${local.aws}/AdministratorAccess"
}
