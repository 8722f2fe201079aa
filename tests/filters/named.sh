# Every function that the modules hold is named in gloss-filter(7). Part of run.sh, whose project it uses.
# shellcheck shell=bash disable=SC2154

cat >"$site/filters/own.lua" <<'END'
gloss.declare { scope = "site" }

local function tell(path, members, seen)
  if seen[members] then return end
  seen[members] = true
  for name, member in pairs(members) do
    if type(name) == "string" and not name:find "^__" then
      if type(member) == "function" then print("named: " .. path .. "." .. name) end
      if type(member) == "table" then tell(path .. "." .. name, member, seen) end
    end
  end
end

function Site()
  tell("pandoc", pandoc, {})
  tell("gloss", gloss, {})
end
END
build 'filters: [own]'
"$GLOSS" check -C "$site" --message-format short >"$work/said" 2>&1
grep -o 'named: [a-z][A-Za-z0-9_.]*' "$work/said" | cut -d' ' -f2 | sort -u >"$work/names"
count "the modules tell what they hold" "$([ "$(wc -l <"$work/names")" -gt 100 ] && holds grep -qx gloss.text.fold "$work/names")"
missing=
while IFS= read -r name; do
    grep -qE "(^|[ .,(:])${name##*.}([ ,.()]|$)" gen/filter/gloss-filter.7 || missing+=" $name"
done <"$work/names"
echo "not in the manual:$missing" >"$work/said"
count "each function is named in gloss-filter(7)" "$([ -z "$missing" ] && echo yes)"
