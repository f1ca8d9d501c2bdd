"""Stand-ins for tests only: a clock that stands still, ids that count. See ``fakes``."""
