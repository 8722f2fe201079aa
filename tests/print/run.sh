#!/usr/bin/env bash
# The print layer on a file with each element of our DocBook: what is on the pages, read back from the PDF
# itself (pdftotext, pdfinfo), against what is in the file. Runs without gloss: node, the packages of
# build/print and the driver are enough. The scratch folder is left behind when a check failed.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
scratch=$(mktemp -d)
cp plan.svg "$scratch/"
node check.mjs "$scratch" ../../gen/print/driver.mjs ../../build/print ../../themes/paper/print
status=$?
if [ $status = 0 ]; then rm -r "$scratch"; else echo "what was printed: $scratch"; fi
exit $status
