"""Screening: may this referral go on, what is the risk, and what forbids contact."""
