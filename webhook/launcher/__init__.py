"""`make run`: prepare a laptop (secrets, database, first login) and keep the four processes alive."""
