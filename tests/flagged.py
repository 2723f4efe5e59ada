"""The smallest code with a finding, for tests of what is done with findings."""

FLAGGED = """\
resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_user_policy" "deploy" {
  name   = "deploy"
  user   = aws_iam_user.ci.name
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }]
  })
}
"""
"""A configuration with one finding, of severity medium, at its line 5."""
