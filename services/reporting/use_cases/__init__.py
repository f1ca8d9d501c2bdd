"""What reporting does: it listens, it counts, and it freezes what it issued."""
