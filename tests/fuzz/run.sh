#!/usr/bin/env bash
# Each door of read/ takes any bytes: FUZZ_SECONDS (4) of libFuzzer a door, beginning from our own content.
# A longer hunt: FUZZ_SECONDS=3600 tests/fuzz/run.sh; what breaks a door is left in $GLOSS_BUILD/fuzz.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
work=${GLOSS_BUILD:-build}/fuzz
seconds=${FUZZ_SECONDS:-4}
passed=0
failed=0
doors=(markdown front notes json html)

if ! command -v clang >/dev/null || ! printf 'int LLVMFuzzerTestOneInput(const char*d,long n){(void)d;return (int)(n&0);}' |
    clang -x c -fsanitize=fuzzer - -o /dev/null 2>/dev/null; then
    echo "clang with libFuzzer is not here"
    echo "0 passed, 0 failed, ${#doors[@]} skipped"
    exit 0
fi

packages=(libcmark-gfm libfyaml libutf8proc libxxhash jansson libxml-2.0)
read -r -a flags <<<"$(pkg-config --cflags "${packages[@]}")"
read -r -a libraries <<<"$(pkg-config --libs "${packages[@]}")"
mkdir -p "$work/corpus"
cp -u gloss.yaml "$work/corpus/" 2>/dev/null
find content -name '*.md' -exec cp -u {} "$work/corpus/" \;
cp -u tests/convert/*.json tests/convert/html/*.html "$work/corpus/"

compile=(clang -std=c11 -D_GNU_SOURCE -DGLOSS_VERSION='"fuzz"' -O1 -g -fno-sanitize-recover=all
    "${flags[@]}" -Igen -Itests/fuzz)
objects=()

# What the doors share is compiled once.
mkdir -p "$work/obj"
for source in gen/read/*.c gen/model/*.c gen/base/*.c gen/write/json.c gen/xml/html.c; do
    object=$work/obj/${source//\//-}.o
    objects+=("$object")
    if ! "${compile[@]}" -fsanitize=fuzzer-no-link,address,undefined -c "$source" -o "$object"; then
        echo "0 passed, ${#doors[@]} failed"
        exit 1
    fi
done

for door in "${doors[@]}"; do
    log=$work/$door.log
    if "${compile[@]}" -fsanitize=fuzzer,address,undefined "tests/fuzz/read_$door.c" "${objects[@]}" \
        "${libraries[@]}" -lcmark-gfm-extensions -lcmark-gfm -lm -pthread -o "$work/read_$door" >"$log" 2>&1 &&
        mkdir -p "$work/found-$door" &&
        "$work/read_$door" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
            -dict=tests/fuzz/read.dict -artifact_prefix="$work/crash-$door-" -print_final_stats=1 \
            "$work/found-$door" "$work/corpus" >>"$log" 2>&1; then
        passed=$((passed + 1))
        awk -v door="$door" '/number_of_executed_units/ { print door ": " $2 " texts" }' "$log"
    else
        failed=$((failed + 1))
        echo "FAILED: $door"
        grep -vE '^#[0-9]|^INFO|^stat::' "$log" | tail -n 30
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
