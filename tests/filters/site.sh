# Filters with scope = "site", in whole builds: pages that no file stands for. Part of run.sh, whose project they use.
# shellcheck shell=bash disable=SC2154

timeline=$site/public/timeline/index.html
essay() { printf -- '---\ntitle: Ships\ndate: 2024-05-02\n%s---\n\nThe radar saw two ships at 10 km. %s\n\n## Fleet\n\nThey left.\n' "$1" "$2" >"$site/content/essays/ships.md"; }
own() { printf 'gloss.declare { scope = "site" }\n%s\n' "$1" >"$site/filters/own.lua"; }

essay $'extra:\n  events:\n    - {date: 1996-06-01, text: "Two ships meet.", at: fleet}\n    - {date: 1987-03-02, text: "A radar is bought."}\n' \
    'See [all](/timeline/).'
build 'filters: [timeline, glossary]'
count "a page that a filter makes is published" "$([ $status = 0 ] && holds test -f "$timeline")"
count "it has the site's menu and the theme" "$(holds grep -q 'assets/paper' "$timeline")"
count "its events are in order" "$(holds test "$(grep -o '<dt>.*</dt>' "$timeline" | tr -d '\n')" = '<dt>1987-03-02</dt><dt>1996-06-01</dt>')"
count "it leads to the heading that tells of it" "$(holds grep -q 'href="../essays/ships/index.html#fleet"' "$timeline")"
count "the later filters run on it" "$(holds grep -q 'class="term"' "$timeline")"
count "an essay can lead to it" "$(holds grep -q 'href="../../timeline/index.html">all' "$site/$page")"
cp -a "$site/public" "$work/one"
for n in 1 2 3 4 5 6; do sed "s/^title: .*/title: Ships $n/; /- {date/d; /events:/d; /^extra:/d" "$site/content/essays/ships.md" >"$site/content/essays/more-$n.md"; done
build 'filters: [timeline, glossary]'
cp -a "$site/public" "$work/many"
rm -rf "$site/public"
"$GLOSS" build -C "$site" -j 1 >"$work/said" 2>&1
count "threads make no difference to it" "$(holds diff -r "$work/many" "$site/public")"
rm "$site"/content/essays/more-*.md

build 'filters: [glossary]'
count "a link to a page that no filter makes is an error" "$([ $status = 1 ] && holds grep -q 'error\[link-no-page\]' "$work/said")"
own 'function Site() end'
build 'filters: [own]'
count "so it is where filters make others" "$([ $status = 1 ] && holds grep -q 'ships.md:.*error\[link-no-page\].*no filter made one' "$work/said")"

essay '' 'See [the fleet](ships.md#fleet), [home](../index.md) and [about](../about.md).'
printf -- '---\ntitle: About\n---\n\nAll of it.\n' >"$site/content/about.md"
printf -- '---\ntitle: Home\n---\n\nWelcome.\n' >"$site/content/index.md"
own 'function Site(site)
  for _, page in ipairs(site.pages) do
    if page.slug == "ships" then
      assert(page.words > 10 and page.notes == 1 and page.terms[1] == "radar" and page.headings[1].text == "Fleet")
      assert(#page.links == 2 and page.links[2].title == "About" and gloss.page == nil)
    end
  end
  assert(#site.pages == 5)
end'
build 'filters: [glossary, own]'
count "what essays told is known to it" "$([ $status = 0 ] && echo yes)"

# What a filter of the site returns, and what is said of it.
refused() {
    own "function Site() return $2 end"
    build 'filters: [own]'
    count "$1" "$([ $status = 1 ] && holds grep -q "filters/own.lua:2:.*error\[$3\].*$4" "$work/said")"
}
refused 'a page needs a slug' '{title = "x", blocks = {}}' filter-error 'a page needs a `slug`'
refused 'a slug leads nowhere else' '{slug = "../x", title = "x", blocks = {}}' filter-error 'is no slug'
refused 'a slip in a field is shown' '{slug = "x", titel = "x", blocks = {}}' filter-error 'did you mean `title`'
refused 'no address is taken twice' '{slug = "essays/ships", title = "x", blocks = {pandoc.Para "x"}}' slug-twice 'where there is one already'
refused 'a link in a made page is checked' '{slug = "x", title = "x", blocks = {pandoc.Para{pandoc.Link("x", "/y/")}}}' link-no-page '/y/'
refused 'what is no page is refused' '"x"' filter-bad-node 'page: a table'
printf 'gloss.declare { scope = "site" }\nfunction Pandoc() end\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "a filter of the site without Site is an error" "$([ $status = 1 ] && holds grep -q 'there is no function Site' "$work/said")"
printf 'gloss.declare { scope = "site", max = 1 }\nfunction Site() while true do end end\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "an endless one ends" "$([ $status = 1 ] && holds grep -q 'error\[filter-budget\]' "$work/said")"
build 'filters: [{path: own, options: {maks: 2}}]'
count "its options are checked" "$([ $status = 2 ] && grep -q 'error\[filter-option\].*"maks"' "$work/said" && holds grep -q 'did you mean "max"' "$work/said")"
