#!/usr/bin/env bash
# The development server as a browser and other programs meet it: real HTTP, real edits, real signals.
set -uo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
BROWSER=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
export BROWSER
WORK=$work node "$(dirname "$0")/serve.mjs"
