locals {
  github  = "arn:${local.partition}:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com"
  cluster = "oidc.eks.eu-west-1.amazonaws.com/id/5D1C0F3A7B9E4826A1D3C5E7F9B0D2A4"
}

# The website publishes itself from GitHub.

data "aws_iam_policy_document" "website_release_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.github]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "website_release" {
  name               = "website-release"
  assume_role_policy = data.aws_iam_policy_document.website_release_trust.json
}

resource "aws_iam_role_policy" "website_release" {
  name = "website-release"
  role = aws_iam_role.website_release.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "arn:aws:s3:::harbourlight-website/*"
    }]
  })
}

# Designers look at their themes before they are released.

data "aws_iam_policy_document" "theme_preview_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.github]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:harbourlight/*"]
    }
  }
}

resource "aws_iam_role" "theme_preview" {
  name               = "theme-preview"
  assume_role_policy = data.aws_iam_policy_document.theme_preview_trust.json
}

resource "aws_iam_role_policy" "theme_preview" {
  name = "theme-preview"
  role = aws_iam_role.theme_preview.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "arn:aws:s3:::harbourlight-previews/*"
    }]
  })
}

# A job in the cluster hands the catalogue to the printers.

data "aws_iam_policy_document" "catalogue_export_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:oidc-provider/${local.cluster}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.cluster}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "catalogue_export" {
  name               = "catalogue-export"
  assume_role_policy = data.aws_iam_policy_document.catalogue_export_trust.json
}

resource "aws_iam_role_policy" "catalogue_export" {
  name = "catalogue-export"
  role = aws_iam_role.catalogue_export.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "arn:aws:s3:::harbourlight-catalogue/*"
    }]
  })
}
