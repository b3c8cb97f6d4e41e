#!/usr/bin/env bash
# environment.sh VERSION FOLDER REQUIREMENTS: exactly the pinned packages, no others.
set -euo pipefail
source "$(dirname "$0")/python.sh"
python=$(find_python "$1")
var/tools/bin/uv venv --quiet --clear --python "$python" "$2"
var/tools/bin/uv pip sync --quiet --python "$2/bin/python" --require-hashes "$3"
