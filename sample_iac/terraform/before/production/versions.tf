terraform {
  required_version = ">= 1.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [local.accounts.production]

  default_tags {
    tags = { Team = "platform", ManagedBy = "terraform" }
  }
}
