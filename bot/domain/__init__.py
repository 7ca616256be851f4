"""The rules. Pure: values in, values out; no I/O, no Discord, no SQL."""
