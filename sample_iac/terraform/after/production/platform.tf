# The platform team makes the roles that workloads run with. Each of them must carry the boundary
# below, so that nobody can make a role that may do more.

resource "aws_iam_policy" "workload_boundary" {
  name = "workload-boundary"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WhatWorkloadsNeed"
        Effect   = "Allow"
        Action   = ["s3:*", "dynamodb:*", "sqs:*", "sns:*", "ses:Send*", "logs:*", "kms:Decrypt"]
        Resource = "*"
      },
    ]
  })
}

data "aws_iam_policy_document" "people_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }

    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role" "platform" {
  name               = "platform-engineering"
  assume_role_policy = data.aws_iam_policy_document.people_trust.json
}

data "aws_iam_policy_document" "platform" {
  statement {
    sid = "MakeBoundedWorkloadRoles"
    actions = [
      "iam:CreateRole",
      "iam:AttachRolePolicy",
      "iam:PutRolePolicy",
      "iam:PutRolePermissionsBoundary",
    ]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/workloads/*"]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [aws_iam_policy.workload_boundary.arn]
    }
  }

  statement {
    sid       = "RemoveWorkloadRoles"
    actions   = ["iam:DeleteRole", "iam:DetachRolePolicy", "iam:DeleteRolePolicy"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/workloads/*"]
  }

  statement {
    sid       = "Look"
    actions   = ["iam:Get*", "iam:List*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "platform" {
  name   = "make-workload-roles"
  role   = aws_iam_role.platform.id
  policy = data.aws_iam_policy_document.platform.json
}

# Experiments may do anything with IAM, within a boundary that holds.

resource "aws_iam_policy" "experiment_boundary" {
  name = "experiment-boundary"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TryThings"
        Effect   = "Allow"
        Action   = ["s3:*", "lambda:*", "logs:*", "iam:Get*", "iam:List*"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "experiments" {
  name                 = "experiments"
  assume_role_policy   = data.aws_iam_policy_document.people_trust.json
  permissions_boundary = aws_iam_policy.experiment_boundary.arn
}

resource "aws_iam_role_policy_attachment" "experiments" {
  role       = aws_iam_role.experiments.name
  policy_arn = "${local.aws}/IAMFullAccess"
}

# The data team does it right: whatever it makes carries the boundary.

data "aws_iam_policy_document" "data_team" {
  statement {
    sid       = "MakeBoundedRoles"
    actions   = ["iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/data/*"]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [aws_iam_policy.contractor_boundary.arn]
    }
  }
}

resource "aws_iam_role" "data_team" {
  name               = "data-team"
  assume_role_policy = data.aws_iam_policy_document.people_trust.json
}

resource "aws_iam_role_policy" "data_team" {
  name   = "make-bounded-roles"
  role   = aws_iam_role.data_team.id
  policy = data.aws_iam_policy_document.data_team.json
}
