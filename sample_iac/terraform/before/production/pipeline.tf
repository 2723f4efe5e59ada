# The build server signs in with the long-lived key of this user, then takes the deploy role.

resource "aws_iam_user" "ci" {
  name = "ci-deploy"
  path = "/machines/"
}

resource "aws_iam_access_key" "ci" {
  user = aws_iam_user.ci.name
}

data "aws_iam_policy_document" "ci" {
  statement {
    sid       = "PublishReleases"
    actions   = ["s3:PutObject", "s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::${var.release_bucket}/*"]
  }

  statement {
    sid       = "TakeTheDeployRole"
    actions   = ["sts:AssumeRole"]
    resources = [aws_iam_role.deploy.arn]
  }
}

resource "aws_iam_user_policy" "ci" {
  name   = "publish-and-deploy"
  user   = aws_iam_user.ci.name
  policy = data.aws_iam_policy_document.ci.json
}

data "aws_iam_policy_document" "deploy_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.ci.arn]
    }
  }
}

resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = data.aws_iam_policy_document.deploy_trust.json
}

resource "aws_iam_policy" "deploy" {
  name        = "deploy-everything"
  description = "To be narrowed down once we know what deployments need."
  policy      = data.aws_iam_policy_document.deploy.json
}

data "aws_iam_policy_document" "deploy" {
  statement {
    sid       = "Everything"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = aws_iam_policy.deploy.arn
}
