"""Intake, the case registry: whose referral it is, which case, what stands, how it ended."""
