# People sign in through Identity Center; see ../organization. Two users are left, and both have
# what they may do from a group.

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

# The backup appliance in the cellar cannot take a role.

resource "aws_iam_group" "appliances" {
  name = "appliances"
}

resource "aws_iam_group_policy" "appliances" {
  name  = "write-backups"
  group = aws_iam_group.appliances.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "WriteBackups"
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = ["arn:${local.partition}:s3:::harbourlight-backups/cellar/*"]
    }]
  })
}

resource "aws_iam_user" "appliance" {
  name = "backup-appliance"
  path = "/machines/"
}

resource "aws_iam_group_membership" "appliances" {
  name  = "appliances"
  group = aws_iam_group.appliances.name
  users = [aws_iam_user.appliance.name]
}
