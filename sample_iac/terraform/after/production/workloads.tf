module "checkout_api" {
  source = "../modules/service"

  name     = "checkout-api"
  services = ["ecs-tasks.amazonaws.com"]

  statements = [
    {
      Sid      = "Orders"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
      Resource = ["arn:${local.partition}:dynamodb:${var.region}:${local.account_id}:table/orders"]
    },
    {
      Sid      = "Receipts"
      Effect   = "Allow"
      Action   = ["ses:SendEmail"]
      Resource = ["arn:${local.partition}:ses:${var.region}:${local.account_id}:identity/harbourlight.example"]
    },
  ]
}

module "image_resizer" {
  source = "../modules/service"

  name     = "image-resizer"
  services = ["lambda.amazonaws.com"]

  statements = [
    {
      Sid      = "Images"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = ["arn:${local.partition}:s3:::harbourlight-images/*"]
    },
  ]
}

module "reports" {
  source = "../modules/service"

  name             = "reports"
  services         = ["ec2.amazonaws.com"]
  instance_profile = true
  managed_policies = ["AmazonSSMManagedInstanceCore"]

  statements = [
    {
      Sid      = "Publish"
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = ["arn:${local.partition}:s3:::harbourlight-reports/daily/*"]
    },
  ]
}

resource "aws_lambda_function" "image_resizer" {
  function_name = "image-resizer"
  role          = module.image_resizer.role_arn
  runtime       = "python3.13"
  handler       = "resize.handler"
  s3_bucket     = var.release_bucket
  s3_key        = "image-resizer.zip"

  environment {
    variables = {
      BUCKET     = "harbourlight-images"
      ACCESS_KEY = var.ftp_bridge_key
    }
  }
}

resource "aws_instance" "reports" {
  ami                  = "ami-0f3caa1cf4417e51b"
  instance_type        = "t3.small"
  iam_instance_profile = module.reports.instance_profile

  user_data = templatefile("${path.module}/templates/reports.sh.tftpl", {
    region = var.region
    bucket = "harbourlight-reports"
  })

  metadata_options {
    http_tokens = "required"
  }
}

# A key policy speaks of its own key: `*` means this key and no other.
resource "aws_kms_key" "orders" {
  description         = "Encrypts the order table."
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TheAccountGoverns"
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}
