#!/usr/bin/env bash
# Compile the groups of pyproject.toml into requirements/*.txt: versions and hashes, no address.
set -euo pipefail
source "$(dirname "$0")/python.sh"
compile() {
  local version=$1 out=$2
  shift 2
  local groups=()
  for group in "$@"; do groups+=(--group "$group"); done
  var/tools/bin/uv pip compile --quiet --python "$(find_python "$version")" pyproject.toml "${groups[@]}" \
    --no-header --no-emit-index-url --no-annotate --generate-hashes -o "requirements/$out.txt"
}
compile 3.10 bot bot-test
compile 3.12 web web-test lint
compile 3.12 tools tools
