"""The gateway: who is asking, and may they. It holds identities and sessions, never a case."""
