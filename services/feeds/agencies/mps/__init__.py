"""The Metropolitan Police's referral form."""
