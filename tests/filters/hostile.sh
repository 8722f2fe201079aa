# Filters that mean harm, hostile/NAME.lua: each says in its first line how it must end. Sourced by run.sh.
#
# Each runs with the real program in a site of its own, on one of two essays. Whatever it tries, it ends in time and in
# bounded memory, with its own diagnostic; what is wrong with the other essay is said in the same run; nothing is
# published, and no file is left anywhere: not in the project, not beside it, not in the folders for temporary files.
hostile=$work/hostile
most_memory=262144 # KiB
most_seconds=2.0

# The sanitizers reserve more memory than there is, and take their time.
if ! (ulimit -v $most_memory && "$GLOSS" version) >/dev/null 2>&1; then
    most_memory=unlimited
    most_seconds=60
fi

make_hostile_site() {
    rm -rf "$hostile"
    mkdir -p "$hostile"/{tmp,home,site/content/essays,site/content/glossary,site/filters}
    printf 'title: Lamps\nbase_url: https://lamps.example/\nfilters: [hostile]\n' >"$hostile/site/gloss.yaml"
    printf -- '---\ntitle: Attacked\ndate: 2024-05-02\n---\n\nThe keeper lit *the* lamp.\n' \
        >"$hostile/site/content/essays/attacked.md"
    printf -- '---\ntitle: Other\ndate: 2024-05-02\n---\n\nA [link](nowhere.md) to nowhere.\n' \
        >"$hostile/site/content/essays/other.md"
    printf -- '---\nterm: keeper\n---\n\nAn officer.\n' >"$hostile/site/content/glossary/keeper.md"
    printf 'SECRET\n' >"$hostile/secret.lua"
    # On the same line, so that the lines of the filter keep their numbers.
    { printf 'if gloss.page.slug ~= "attacked" then return {} end '; cat "$1"; } >"$hostile/site/filters/hostile.lua"
}

# All files but the cache, with their contents.
list_files() { (cd "$hostile" && find . -path ./site/.gloss -prune -o -type f -print0 | sort -z | xargs -0 sha256sum); }

# Build; the status is left in $status, the seconds of the processor in $spent.
build_hostile() {
    local TIMEFORMAT='%U %S'
    spent=$({ time (
        cd "$hostile/site" || exit 9
        ulimit -v $most_memory
        TMPDIR=$hostile/tmp HOME=$hostile/home exec timeout 100 "$GLOSS" build --color never >"$work/said" 2>&1
    ); } 2>&1)
    status=$?
}

in_time() { awk -v spent="$spent" -v most=$most_seconds 'BEGIN { split(spent, s, " "); exit s[1] + s[2] > most }'; }

try_hostile() {
    local name kind before
    name=$(basename "$1" .lua)
    kind=$(sed -n '1s/^-- \([a-z-]*\): .*/\1/p' "$1")
    make_hostile_site "$1"
    before=$(list_files)
    build_hostile
    count "hostile $name ends with $kind" "$([ $status = 1 ] && holds grep -q "attacked\.md.*error\[$kind\]: filter \"hostile\"" "$work/said")"
    count "hostile $name ends in time ($spent s)" "$(holds in_time)"
    count "hostile $name does not hide another essay's mistake" "$(holds grep -q 'other\.md:6:3: error\[link-no-page\]' "$work/said")"
    count "hostile $name leaves no file" "$([ "$(list_files)" = "$before" ] && echo yes)"
}

for filter in tests/filters/hostile/*.lua; do
    try_hostile "$filter"
done
