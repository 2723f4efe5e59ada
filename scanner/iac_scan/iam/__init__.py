"""What AWS policies mean: documents, patterns, conditions, permissions, guardrails."""
