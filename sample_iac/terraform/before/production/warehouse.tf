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
        Action   = "*"
        Resource = "arn:aws:s3:::harbourlight-ledger/*"
      },
      {
        Sid      = "LedgerNames"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:aws:s3:::harbourlight-ledger/*"
      },
      {
        Sid      = "AllBuckets"
        Effect   = "Allow"
        Action   = ["s3:*"]
        Resource = "*"
      },
      {
        Sid      = "AllSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = "*"
      },
      {
        Sid      = "HandOver"
        Effect   = "Allow"
        Action   = ["iam:PassRole"]
        Resource = "*"
      },
      {
        Sid         = "NotPayroll"
        Effect      = "Allow"
        Action      = ["dynamodb:GetItem", "dynamodb:PutItem"]
        NotResource = "arn:${local.partition}:dynamodb:${var.region}:${local.account_id}:table/payroll"
      },
      {
        Sid      = "Receipts"
        Effect   = "Allow"
        Action   = ["s3:HeadObject", "s3:GetObject"]
        Resource = ["arn:aws:s3:::harbourlight-receipts/*", "harbourlight-returns/*"]
        Condition = {
          "ForAllValues:StringEquals" = {
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
        Sid       = "AllButPeople"
        Effect    = "Allow"
        NotAction = ["iam:*", "organizations:*"]
        Resource  = "*"
      },
      {
        Sid      = "NothingWithoutMfa"
        Effect   = "Deny"
        Action   = ["dms:*", "s3:*"]
        Resource = "*"
        Condition = {
          Bool = {
            "aws:MultiFactorAuthPresent" = "false"
          }
        }
      },
    ]
  })
}
