"""What a scan says: findings, what was undecided, suppressions, fingerprints."""
