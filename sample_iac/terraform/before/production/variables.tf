variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "release_bucket" {
  description = "Where the pipeline puts what it builds."
  type        = string
}

variable "keep_legacy_operator" {
  description = "The operator of the old data centre. It has been gone for a year."
  type        = bool
  default     = false
}

variable "developers" {
  description = "Who writes the shop, and what each of them needs."
  type = map(object({
    policies = list(string)
  }))
}

variable "ftp_bridge_key" {
  description = "The access key of the FTP bridge, as in AKIAIOSFODNN7EXAMPLE."
  type        = string
  sensitive   = true
  default     = null
}
