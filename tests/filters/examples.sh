# The examples of gloss-filter(7) give what they say, and each function has one. Part of run.sh.
# shellcheck shell=bash disable=SC2154

book=$work/book
mkdir -p "$book"/{content/essays,content/glossary,filters,pages,snippets}
cp tests/filters/examples.lua "$book/filters/"
cat >"$book/gloss.yaml" <<'YAML'
title: Lamps
base_url: https://lamps.example/
filters:
  - path: examples
    grants: {read: [pages/, snippets/]}
YAML
cat >"$book/content/essays/lamp.md" <<'MD'
---
title: The lamp
date: 2024-05-02
---

The keeper lit the lamp at four in the morning.
MD
printf -- '---\nterm: keeper\n---\n\nA salaried officer of the harbour.\n' >"$book/content/glossary/keeper.md"
printf 'Lit at four.\nOut at nine.\n' >"$book/snippets/hours.txt"
printf 'return { name = "Alma" }\n' >"$book/snippets/ship.lua"

# What is wrong in the page on standard input, a line each; $tried is how many results were looked at. Which functions
# have no example, and which fields are not told of, is in $work/missing.
try_examples() {
    cat >"$book/pages/gloss-filter.7"
    (cd "$book" && "$GLOSS" check --message-format short) >"$work/told" 2>&1
    grep -o 'missing: .*' "$work/told" >"$work/missing"
    tried=$(sed -n 's/.*tried: //p' "$work/told")
    { grep -o 'fault: .*' "$work/told" || [ -n "$tried" ] || cat "$work/told"; } >"$work/said"
}

manual=gen/filter/gloss-filter.7
try_examples <$manual
count "each example of gloss-filter(7) gives what it says" "$([ -s "$work/said" ] || echo yes)"
promised=$(awk '/(^| )--> / { n += !(/^--> / && after) } { after = /(^| )--> / } END { print n }' $manual)
count "none of its $promised results is left out" "$([ "${tried:-0}" -gt 0 ] && [ "$tried" = "$promised" ] && echo yes)"

cp "$work/missing" "$work/said"
count "each function has an example in gloss-filter(7), and each field is told of" "$([ -s "$work/missing" ] || echo yes)"

# A page whose examples are wrong is found out.
try_examples <<'END'
.Dl 1 + 1 --> 3
.Dl pandoc.text.nothing(1) --> 3
.Dl error("lost") --> error: found
.Dl local --> 3
.Dl pandoc.text.len "a" --> 1
.Bd -literal
print("no result")
.Ed
.Bl -tag
.It Fn pandoc.text.len text
.Dl pandoc.text.len("été") --> 3
.It Fn pandoc.text.lower text
.Dl pandoc.text.upper("a") --> A
.It Fn pandoc.Code text
.Dl pandoc.Code("a").text --> a
END
for said in '1: gives 2' '2: ends in the error' '3: ends in the error.*lost' '4: .*near' '5: a quotation' '7: .*promises'; do
    count "a wrong example is found: $said" "$(holds grep -q "fault: $said" "$work/said")"
done
for name in gloss.text.fold pandoc.text.lower pandoc.Str Blocks.walk file.read 'attr of pandoc.Code'; do
    count "what the page does not show is found: $name" "$(holds grep -qx "missing: $name" "$work/missing")"
done
for name in pandoc.text.len pandoc.Code 'text of pandoc.Code'; do
    count "what it shows is not: $name" "$([ "$(holds grep -qx "missing: $name" "$work/missing")" = no ] && echo yes)"
done
