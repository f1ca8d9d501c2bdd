"""The decisions of screening, as plain Python: eligibility, exceptions, risk."""
