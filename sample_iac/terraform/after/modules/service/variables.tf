variable "name" {
  description = "The name of the workload, and of its role."
  type        = string
}

variable "services" {
  description = "The AWS services that run the workload."
  type        = list(string)
}

variable "statements" {
  description = "What the workload may do."
  type = list(object({
    Sid      = string
    Effect   = string
    Action   = list(string)
    Resource = list(string)
  }))
  default = []
}

variable "managed_policies" {
  description = "Names of AWS managed policies."
  type        = set(string)
  default     = []
}

variable "instance_profile" {
  description = "Whether an EC2 instance takes the role."
  type        = bool
  default     = false
}
