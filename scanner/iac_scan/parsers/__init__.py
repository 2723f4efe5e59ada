"""Text to syntax trees. What a tree means is `iac_scan.evaluation`."""
