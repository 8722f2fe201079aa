# Metadata that filters change: in the page, in DocBook and in lists; what stays has a warning at the filter's line. Sourced.
cat >"$site/filters/own.lua" <<'END'
function Meta(meta)
  meta.title = { pandoc.Str 'The', pandoc.Space(), pandoc.Emph 'vessels' }
  meta.subtitle = 'and what they saw'
  meta.date = '2023-01'
  meta.keywords = { 'sea', pandoc.Str 'radar' }
  meta.author = { 'Ann Bee' }
  meta.abstract = pandoc.MetaBlocks { pandoc.Para { pandoc.Strong 'Brief.' } }
  return meta
end
END
build 'filters: [own]'
xml=$site/public/essays/ships/ships.xml
count "a filter may change the metadata" "$([ $status = 0 ] && echo yes)"
for text in '<h1[^>]*>The vessels</h1>' 'and what they saw' 'Ann Bee' '<strong>Brief.</strong>' 'January 2023'; do
    count "the page has $text" "$(holds grep -q "$text" "$site/$page")"
done
for text in '<title>The vessels</title>' '<subtitle>and what they saw</subtitle>' '<personname>Ann Bee</personname>' \
    '<pubdate>2023-01</pubdate>' '<keyword>radar</keyword>' '<emphasis role="strong">Brief.</emphasis>'; do
    count "DocBook has $text" "$(holds grep -q "$text" "$site/public/essays/ships/ships.xml")"
done
count "lists have the title" "$(holds grep -q 'The vessels' "$site/public/index.html")"

printf 'local key = "free"\n\nfunction Meta(meta)\n  meta.slug, meta.lang, meta.date, meta.title = "boats", "de", "soon", nil\n  meta[key] = true\n  return meta\nend\n' >"$site/filters/own.lua"
build 'filters: [own]'
for key in slug lang date title; do
    count "a filter cannot change $key, and hears so" "$([ $status = 0 ] && holds grep -q "filters/own.lua:3:1: warning\[filter-warning\].*\`$key\` stays" "$work/said")"
done
count "the page is where it was, as it was" "$(holds grep -q '<h1[^>]*>Ships</h1>' "$site/$page")"

printf 'function Str(s) return pandoc.Str(s.text:upper() .. "!") end\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "functions for words visit the title" "$(holds grep -q '<h1[^>]*>SHIPS!</h1>' "$site/$page")"
count "but no date becomes nonsense" "$(holds grep -q 'datetime="2024-05-02"' "$site/$page")"
