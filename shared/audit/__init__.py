"""Who did or read what, when and why: append-only, chained, in the use case's transaction.

``tables`` (with the triggers that refuse change), ``trail`` (writing and reading) and
``verification`` (finding what was tampered with). Ids and codes only, never a person's words.
"""
