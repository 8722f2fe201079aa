#!/usr/bin/env bash
# gen/setup/need installs what is missing, nothing else, and asks no network when nothing is. The package
# managers are stand-ins that write down how they were called.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
top=$(cd ../.. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
unset DEPS

mkdir -p "$work/bin" "$work/top/gen/print"
cp -R "$top/gen/setup" "$work/top/gen/"
printf '{\n  "dependencies": {\n    "typesetter": "1.2.3"\n  }\n}\n' >"$work/top/gen/print/package.json"
echo '{"lock": 1}' >"$work/top/gen/print/package-lock.json"
printf '# a comment\nlibone-dev  one\nlibtwo-dev  two\n' >"$work/top/gen/setup/packages.build"

stand_in() { printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1" && chmod +x "$work/bin/$1"; }
stand_in dpkg-query 'for name; do :; done; grep -qx "$name" "$WORK/installed" && printf installed'
stand_in apt-get 'echo "apt-get $*" >>"$WORK/calls"
    [ "$1" = update ] || for name; do case $name in -*|install) ;; *) echo "$name" >>"$WORK/installed" ;; esac; done'
stand_in npm 'echo "npm $*" >>"$WORK/calls"; [ ! -f "$WORK/npm-fails" ] && mkdir -p node_modules/typesetter && echo "{}" >node_modules/typesetter/package.json'
stand_in node 'exit 0'
stand_in id 'echo 0'

need() {
    : >"$work/calls"
    (cd "$work/top" && PATH=$work/bin:$PATH WORK=$work gen/setup/need "$@") >"$work/said" 2>&1
}

ok() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n  got    %s\n  wanted %s\n' "$1" "$2" "$3"
    fi
}
says() { ok "$1" "$(grep -oF -- "$2" "$work/said" || cat "$work/said")" "$2"; }

echo libone-dev >"$work/installed"

DEPS=no need build
ok "DEPS=no fails" $? 1
ok "DEPS=no calls nothing" "$(cat "$work/calls")" ""
says "DEPS=no gives the command" "apt-get install --no-install-recommends libtwo-dev"
says "DEPS=no names the npm package" "typesetter@1.2.3"

touch "$work/npm-fails"
need build && status=works || status=fails
ok "npm fails" "$status" fails
rm "$work/npm-fails"
need build
ok "after a failure npm is called again" "$(cut -d' ' -f1-2 "$work/calls")" "npm ci"

rm -rf "$work/top/build"
echo libone-dev >"$work/installed"
need build
ok "what is missing is installed" $? 0
ok "what was called" "$(cat "$work/calls")" "apt-get update -q
apt-get install -y -q --no-install-recommends libtwo-dev
npm ci --omit=dev --no-audit --no-fund --ignore-scripts --no-update-notifier"
says "it says what is missing" "Debian packages that are missing: libtwo-dev"

need build
ok "the second time" $? 0
ok "the second time calls nothing" "$(cat "$work/calls")" ""
ok "the second time says nothing" "$(cat "$work/said")" ""

echo '{"lock": 2}' >"$work/top/gen/print/package-lock.json"
need build
ok "another lock is another set" "$(cut -d' ' -f1-2 "$work/calls")" "npm ci"

stand_in node 'exit 1'
need build
says "a Node.js that is too old is missing" "Debian packages that are missing: nodejs"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
