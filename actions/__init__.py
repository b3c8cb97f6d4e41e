"""Rasa SDK actions, thin: question → knowledge base → reply; a ticket over HTTP."""
