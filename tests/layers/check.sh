#!/usr/bin/env bash
# tests/layers/check.sh [FOLDER]: does every #include under FOLDER (gen) keep to the table in its README.md?
#
# A room includes only rooms of lower rows, names them (room/file), and leaves to each outside library's
# room what is that room's alone. Prints each breach as file:line and fails if there is one.
set -euo pipefail
cd "${1:-$(dirname "$0")/../../gen}"

files=$(find . -name '*.[ch]' -o -name '*.def' | sed 's,^\./,,' | LC_ALL=C sort)
# $files is split at spaces below: no file here has one in its name.
awk '
    # A cell of the table names things in backticks.
    function cell(text) { gsub(/[` ]/, "", text); return text }

    # A name with "*" in the table becomes a pattern that matches whole header names.
    function pattern(name) { gsub(/\./, "[.]", name); gsub(/\*/, ".*", name); return "^" name "$" }

    function breach(text) { printf "gen/%s:%d: %s\n", FILENAME, FNR, text; breaches++ }

    function room_of(file) { return file == "main.c" ? "main" : substr(file, 1, index(file, "/") - 1) }

    FILENAME == "README.md" {
        if (split($0, at, "|") >= 5 && at[2] ~ /^ *[0-9]+ *$/) {
            room = cell(at[3])
            row[room] = at[2] + 0
            count = split(at[5], names, " ")
            for (i = 1; i <= count; i++) {
                gsub(/`/, "", names[i])
                owner[pattern(names[i])] = room
            }
        }
        next
    }

    FNR == 1 {
        room = room_of(FILENAME)
        files++
        if (!(room in row))
            breach("the table in gen/README.md has no room \"" room "\"")
    }

    /^[ \t]*#[ \t]*include[ \t]*"/ {
        split($0, at, "\"")
        target = at[2]
        other = room_of(target)
        if (target !~ /^[a-z]+\/[a-z0-9_-]+[.](h|def)$/)
            breach("\"" target "\" does not name its room (room/file)")
        else if (!(other in row))
            breach("\"" target "\": the table in gen/README.md has no such room")
        else if (other != room && row[other] <= row[room])
            breach(room " may not include \"" target "\": " other " is not in a lower row")
    }

    /^[ \t]*#[ \t]*include[ \t]*</ {
        target = $0
        sub(/^[^<]*</, "", target)
        sub(/>.*/, "", target)
        for (name in owner)
            if (target ~ name && owner[name] != room)
                breach("<" target "> is for " owner[name] " alone")
    }

    END {
        if (files == 0) {
            print "no sources were found"
            breaches++
        }
        exit breaches > 0
}' README.md $files
