"""The Flask side: Messenger's edge, conversations, tickets and the console."""
