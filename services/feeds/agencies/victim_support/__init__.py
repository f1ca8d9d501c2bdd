"""Victim Support's referral document."""
