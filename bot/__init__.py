"""Rasa components and the channel: what a worker's message says, never what to answer."""
