"""Curriculum YAML into domain values: reading, checking and keeping the last good state."""
