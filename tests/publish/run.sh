#!/usr/bin/env bash
# What stands in public, whatever happens to a build: killed, interrupted, out of room, in another's way.
#
# SEED chooses the moments of the kills; it is printed, so that a failure can be had again.
set -uo pipefail
work=$(mktemp -d)
clear_away() {
    mountpoint -q "$work/small" && umount -l "$work/small"
    chmod -R u+rwx "$work" 2>/dev/null
    rm -rf "$work"
}
trap clear_away EXIT
WORK=$work node "$(dirname "$0")/publish.mjs"
