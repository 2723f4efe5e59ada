variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "release_bucket" {
  description = "Where the pipeline puts what it builds."
  type        = string
}

variable "ftp_bridge_key" {
  description = "The access key of the FTP bridge, as in AKIAIOSFODNN7EXAMPLE."
  type        = string
  sensitive   = true
  default     = null
}
