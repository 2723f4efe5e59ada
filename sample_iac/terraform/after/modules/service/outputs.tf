output "role_arn" {
  value = aws_iam_role.this.arn
}

output "instance_profile" {
  value = one(aws_iam_instance_profile.this[*].name)
}
