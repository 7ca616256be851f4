"""SQL: the database and its threads, the tables, and one module of queries a noun."""
