# Whoever packs prints labels.

resource "aws_iam_role" "packing" {
  name = "packing"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "packing" {
  name = "packing"
  role = aws_iam_role.packing.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OwnPeople"
        Effect    = "Allow"
        Action    = "s3:GetObject"
        Resource  = "arn:aws:s3:::harbourlight-labels/*"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-h4rb0urlgt" } }
      },
      {
        Sid       = "Encrypted"
        Effect    = "Allow"
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::harbourlight-labels/*"
        Condition = { Bool = { "aws:SecureTransport" = "true" } }
      },
      {
        Sid       = "HereAlone"
        Effect    = "Allow"
        Action    = "s3:GetObjectTagging"
        Resource  = "arn:aws:s3:::harbourlight-labels/*"
        Condition = { StringLike = { "aws:RequestedRegion" = "eu-*" } }
      },
      {
        Sid       = "FromTheHall"
        Effect    = "Deny"
        Action    = "s3:DeleteObject"
        Resource  = "arn:aws:s3:::harbourlight-labels/*"
        Condition = { NotIpAddress = { "aws:SourceIp" = "203.0.113.0/24" } }
      },
      {
        Sid      = "OwnLine"
        Effect   = "Allow"
        Action   = "s3:PutObjectTagging"
        Resource = "arn:aws:s3:::harbourlight-labels/$${aws:PrincipalTag/line, 'none'}/*"
      },
    ]
  })
}
