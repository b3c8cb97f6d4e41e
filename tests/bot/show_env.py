"""Prints the environment that bot.env.enter leaves, for its test."""

import json
import os
import sys

from bot.env import enter

if __name__ == "__main__":
    enter("tests.bot.show_env", sys.argv[1:])
    print(json.dumps({"environment": dict(os.environ), "arguments": sys.argv[1:]}))
