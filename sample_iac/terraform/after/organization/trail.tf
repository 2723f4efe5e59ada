resource "aws_cloudtrail" "organization" {
  name                          = "harbourlight"
  s3_bucket_name                = "harbourlight-audit-trail"
  is_multi_region_trail         = true
  is_organization_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
}
