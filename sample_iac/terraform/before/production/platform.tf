# The platform team makes the roles that workloads run with.

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
    sid = "MakeWorkloadRoles"
    actions = [
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:AttachRolePolicy",
      "iam:DetachRolePolicy",
      "iam:PutRolePolicy",
      "iam:DeleteRolePolicy",
    ]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/*"]
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

# Experiments may do anything with IAM, "within their boundary".

resource "aws_iam_role" "experiments" {
  name                 = "experiments"
  assume_role_policy   = data.aws_iam_policy_document.people_trust.json
  permissions_boundary = "${local.aws}/AdministratorAccess"
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
