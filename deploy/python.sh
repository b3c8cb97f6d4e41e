# Prints the path of an interpreter of the wanted version: `bash deploy/python.sh 3.10`. Sourced by the set-up scripts.
find_python() {
  local want=$1 candidate
  for candidate in "$HOME"/.pyenv/versions/"$want"*/bin/python \
    "$(command -v "python$want" || true)" "$(command -v python3 || true)"; do
    if [ -x "$candidate" ] && [ "$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$want" ]; then
      echo "$candidate"
      return 0
    fi
  done
  echo "Python $want is needed and was not found: install it (for example: pyenv install $want) and start again." >&2
  return 1
}
