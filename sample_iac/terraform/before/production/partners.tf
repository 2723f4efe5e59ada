# Beacon Metrics reads our metrics.

data "aws_iam_policy_document" "vendor_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.accounts.vendor}:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["harbourlight-7f1c"]
    }
  }
}

resource "aws_iam_role" "vendor" {
  name               = "beacon-metrics"
  assume_role_policy = data.aws_iam_policy_document.vendor_trust.json
}

resource "aws_iam_role_policy" "vendor" {
  name = "read-metrics"
  role = aws_iam_role.vendor.id

  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "tag:GetResources"],
          "Resource": "*"
        }
      ]
    }
  POLICY
}

# Contractors hold the administrator policy, and a boundary that leaves little of it.

resource "aws_iam_policy" "contractor_boundary" {
  name = "contractor-boundary"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "AtMost"
        Effect   = "Allow"
        Action   = ["s3:*", "dynamodb:*", "logs:*", "cloudwatch:*"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "contractor" {
  name                 = "contractor"
  assume_role_policy   = data.aws_iam_policy_document.people_trust.json
  permissions_boundary = aws_iam_policy.contractor_boundary.arn
}

resource "aws_iam_role_policy_attachment" "contractor" {
  role       = aws_iam_role.contractor.name
  policy_arn = "${local.aws}/AdministratorAccess"
}

resource "aws_iam_role_policy" "contractor" {
  name = "images"
  role = aws_iam_role.contractor.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "sqs:SendMessage"]
      Resource = ["arn:aws:s3:::harbourlight-images/*", "arn:aws:sqs:${var.region}:${local.account_id}:images"]
    }]
  })
}

# Suppliers fetch the price list.

resource "aws_iam_role" "price_list" {
  name = "price-list"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = "harbourlight-suppliers" } }
    }]
  })
}

resource "aws_iam_role_policy" "price_list" {
  name = "read-prices"
  role = aws_iam_role.price_list.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["arn:aws:s3:::harbourlight-prices/*"]
    }]
  })
}
