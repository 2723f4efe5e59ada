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
        Condition = { StringEquals = { "aws:PrincipalOrg" = "o-h4rb0urlgt" } }
      },
      {
        Sid       = "Encrypted"
        Effect    = "Allow"
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::harbourlight-labels/*"
        Condition = { Bool = { "aws:SecureTransport" = "yes" } }
      },
      {
        Sid       = "HereAlone"
        Effect    = "Allow"
        Action    = "s3:GetObjectTagging"
        Resource  = "arn:aws:s3:::harbourlight-labels/*"
        Condition = { StringEquals = { "aws:RequestedRegion" = "eu-*" } }
      },
      {
        Sid       = "FromTheHall"
        Effect    = "Deny"
        Action    = "s3:DeleteObject"
        Resource  = "arn:aws:s3:::harbourlight-labels/*"
        Condition = { NotIpAddress = { "aws:SourceIp" = "10.0.0.0/8" } }
      },
      {
        Sid      = "OwnLine"
        Effect   = "Allow"
        Action   = "s3:PutObjectTagging"
        Resource = "arn:aws:s3:::harbourlight-labels/$${aws:PrincipalTag/line, none}/*"
      },
      {
        Sid      = "OldLabels"
        Effect   = "Allow"
        Action   = "s3:GetObjectVersion"
        Resource = "arn:aws:s3:::harbourlight-labels/*"
      },
      {
        Sid       = "OldReturns"
        Effect    = "Allow"
        Action    = "s3:GetObjectVersion"
        Resource  = "arn:aws:s3:::harbourlight-labels/returns/*"
        Condition = { StringEquals = { "aws:PrincipalTag/line" = "returns" } }
      },
    ]
  })
}

# Whoever takes stock reads the tables of every shop, and looks on elsewhere.

resource "aws_iam_group" "stocktaking" {
  name = "stocktaking"
}

resource "aws_iam_group_policy" "stocktaking" {
  name  = "shops"
  group = aws_iam_group.stocktaking.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Shops"
      Effect   = "Allow"
      Action   = "dynamodb:GetItem"
      Resource = [for shop in range(1, 73) : format("%s%02d", "arn:aws:dynamodb:eu-central-1:444455556666:table/harbourlight-stock-shop-", shop)]
    }]
  })
}

resource "aws_iam_group_policy_attachment" "stocktaking" {
  for_each = toset([
    "AmazonDynamoDBReadOnlyAccess",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEC2ReadOnlyAccess",
    "AmazonKinesisReadOnlyAccess",
    "AmazonRDSReadOnlyAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonSNSReadOnlyAccess",
    "AmazonSQSReadOnlyAccess",
    "AmazonVPCReadOnlyAccess",
    "CloudWatchReadOnlyAccess",
    "AWSXrayReadOnlyAccess",
  ])
  group      = aws_iam_group.stocktaking.name
  policy_arn = "${local.aws}/${each.key}"
}
