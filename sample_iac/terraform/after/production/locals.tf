data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  accounts = {
    production = "444455556666"
    # Beacon Metrics, which watches the shop for us.
    vendor = "777788889999"
  }

  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  aws        = "arn:${local.partition}:iam::aws:policy"
}
