"""Orders in and results out; the relay of the outbox."""
