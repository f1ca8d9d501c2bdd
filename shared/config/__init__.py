"""Settings out of the environment, and secrets that never print. See ``settings``."""
