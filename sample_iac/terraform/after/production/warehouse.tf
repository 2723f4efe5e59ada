# The stock of the warehouse is kept in step with the shop's.

resource "aws_iam_role" "stock_sync" {
  name = "stock-sync"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "stock_sync" {
  name = "stock-sync"
  role = aws_iam_role.stock_sync.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Ledger"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "arn:aws:s3:::harbourlight-ledger/*"
      },
      {
        Sid      = "LedgerNames"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:aws:s3:::harbourlight-ledger"
      },
      {
        Sid      = "Secret"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = "arn:${local.partition}:secretsmanager:${var.region}:${local.account_id}:secret:warehouse/*"
      },
      {
        Sid      = "Stock"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:PutItem"]
        Resource = "arn:${local.partition}:dynamodb:${var.region}:${local.account_id}:table/stock"
      },
      {
        Sid      = "Receipts"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["arn:aws:s3:::harbourlight-receipts/*", "arn:aws:s3:::harbourlight-returns/*"]
        Condition = {
          StringEquals = {
            "aws:PrincipalOrgID" = "o-h4rb0urlgt"
          }
        }
      },
    ]
  })
}

# Whoever moves the stock ledger in takes this role for a week.

resource "aws_iam_role" "migration" {
  name               = "migration"
  assume_role_policy = data.aws_iam_policy_document.people_trust.json
}

resource "aws_iam_role_policy" "migration" {
  name = "migration"
  role = aws_iam_role.migration.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "MoveTheLedger"
        Effect   = "Allow"
        Action   = ["dms:DescribeReplicationTasks", "dms:StartReplicationTask"]
        Resource = "*"
      },
      {
        Sid      = "NothingWithoutMfa"
        Effect   = "Deny"
        Action   = ["dms:*", "s3:*"]
        Resource = "*"
        Condition = {
          BoolIfExists = {
            "aws:MultiFactorAuthPresent" = "false"
          }
        }
      },
    ]
  })
}
