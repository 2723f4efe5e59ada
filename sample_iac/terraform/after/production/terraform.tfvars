release_bucket = "harbourlight-releases"
