"""What Redress services share: language, bus, stores, security. No practice rule lives here."""
