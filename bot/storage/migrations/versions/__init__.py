"""One module a migration, numbered; never changed once released."""
