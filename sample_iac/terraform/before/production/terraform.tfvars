release_bucket = "harbourlight-releases"

developers = {
  maya  = { policies = ["PowerUserAccess"] }
  tomas = { policies = ["PowerUserAccess"] }
}
