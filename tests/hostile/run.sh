#!/usr/bin/env bash
# Projects that attack, or that somebody's cat has walked over: never a crash, a hang, or silence.
#
# SEED chooses the mutations; it is printed, so that a failure can be had again. `make sanitize` runs the
# same under the sanitizers, whose findings are crashes.
set -uo pipefail
work=$(mktemp -d)
clear_away() {
    chmod -R u+rwx "$work" 2>/dev/null
    rm -rf "$work"
}
trap clear_away EXIT
WORK=$work node "$(dirname "$0")/hostile.mjs"
