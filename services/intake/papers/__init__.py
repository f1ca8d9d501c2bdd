"""Files that come in: what they are, what of them is kept, and whether a scanner found anything."""
