#!/usr/bin/env bash
# Writes requirements*.txt from pyproject.toml: exact versions with hashes, no addresses. For maintainers, after a
# change of dependencies; uv.lock itself records download addresses and stays out of the repository.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
"$uv" lock "$@"
export_to() { "$uv" export --quiet --frozen --no-emit-project --no-header "${@:2}" --output-file "$1" >/dev/null; }
export_to requirements.txt --no-dev --extra postgres --extra signing
export_to requirements-dev.txt --extra postgres --extra signing --group test --group lint
export_to requirements-assets.txt --only-group assets
export_to requirements-bootstrap.txt --only-group bootstrap
if grep -nE 'https?://|--index-url|--extra-index-url|--find-links' requirements*.txt; then
  echo "An address got into the requirements." >&2
  exit 1
fi
