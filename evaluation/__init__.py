"""The scoreboard: questions through the whole brain, without servers."""
