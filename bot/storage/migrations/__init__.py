"""The steps from each released state of the database to the next, run by `bot.storage.migrate`."""
