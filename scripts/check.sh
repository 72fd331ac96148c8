#!/usr/bin/env bash
# Everything that can be said without running the program: format, lint, types, imports, templates, words.
# All parts run, so that one report names all faults; the exit code is 1 if any part found something.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()
part() {
  local name=$1 log
  shift
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    echo "ok      $name"
  else
    echo "FAILED  $name"
    sed 's/^/        /' "$log"
    failed+=("$name")
  fi
  rm -f "$log"
}
part format $bin/ruff format --check --quiet --diff .
part lint $bin/ruff check --quiet --output-format concise .
part types $bin/mypy --no-error-summary
part imports $bin/lint-imports --no-logo
part templates $bin/python -m scripts.templates_check
part words $bin/python -m scripts.words_check
if ((${#failed[@]})); then
  echo "check: ${failed[*]} failed; \`make fix\` mends format and some lint" >&2
  exit 1
fi
