#!/usr/bin/env bash
# The second formatter: the print layer's file with each element of our DocBook, and essays that are shipped, printed by FOP and
# read back from the PDF. Each element's file goes through the style sheet by xsltproc, the essays through gloss, which does
# that in its own process. One JVM at a time; what was printed is left behind when a check failed.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
scratch=$(mktemp -d) || exit 1
cp tests/print/plan.svg "$scratch/"
mkdir "$scratch/site"
cp -R content filters themes gloss.yaml "$scratch/site/"
node tests/fop/check.mjs "$scratch" "$GLOSS"
status=$?
if [ $status = 0 ]; then rm -r "$scratch"; else echo "what was printed: $scratch"; fi
exit $status
