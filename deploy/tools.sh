#!/usr/bin/env bash
# A pinned uv of our own in var/tools: the newcomer needs only git, make and the two Pythons.
set -euo pipefail
source "$(dirname "$0")/python.sh"
python=$(find_python 3.12)
find_python 3.10 >/dev/null
mkdir -p var
"$python" -m venv --clear var/tools
var/tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
