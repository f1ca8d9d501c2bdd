"""The probation service's referral: words of National Delius and the prisons, as officers send it."""
