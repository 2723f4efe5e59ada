# Parcels that come back, and the scans of their labels in a bucket.

resource "aws_sqs_queue" "returns" {
  name = "returns"
}

resource "aws_sqs_queue_policy" "returns" {
  queue_url = aws_sqs_queue.returns.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.accounts.vendor}:role/returns" }
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:${var.region}:${local.account_id}:returns"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:${var.region}:${local.account_id}:returns"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
      },
    ]
  })
}
