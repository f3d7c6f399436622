#!/bin/sh
# Compute the pins anew after a change of pyproject.toml: pinned, hashed, without the address of any registry.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet uv
compile() {
    .venv/bin/uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-header --quiet "$@"
}
compile --output-file requirements.txt
compile --extra dev --constraint requirements.txt --output-file requirements-dev.txt
