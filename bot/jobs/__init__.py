"""What happens on time: one idempotent tick, and the heartbeat that calls it."""
