/* What the verbs on notes print: lines for people, CSV, JSON. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "base/utf8.h"
#include "press/notes_room.h"

enum { COLUMNS = 7, FIRST_WORDS = 8, FIRST_LETTERS = 60 };

static const char *status_name(enum status status)
{
    switch (status) {
    case STATUS_PUBLISHED: return "published";
    case STATUS_REVIEW: return "review";
    case STATUS_DRAFT: return "draft";
    }
    return "";
}

/* The first words of the note's text. */
static struct str first_words(struct arena *arena, const struct note *note)
{
    struct out out = out_new(arena);
    struct str rest = note->body != NULL ? node_plain_str(arena, note->body) : STR_NONE, word;
    size_t count = 0;
    for (; count < FIRST_WORDS && str_word(&rest, &word); count++) {
        if (count > 0)
            out_char(&out, ' ');
        out_raw(&out, word);
    }
    bool more = str_trim(rest).len > 0;
    struct str text = out_str(&out);
    if (utf8_count(text) > FIRST_LETTERS) {
        text = str_slice(text, 0, utf8_offset(text, FIRST_LETTERS));
        more = true;
    }
    return more ? str_fmt(arena, "%.*s…", STR_ARG(text)) : text;
}

static struct str place_of(struct arena *arena, const struct doc *doc, const struct fate *fate)
{
    if (fate->whole && !fate->lost && fate->place.source == NULL)
        return doc->source->path;
    if (fate->place.source == NULL)
        return fate->verdict == VERDICT_AMBIGUOUS ? STR("(ambiguous)") : STR("(not found)");
    struct place place = span_place(fate->place);
    return str_fmt(arena, "%.*s:%u:%u", STR_ARG(fate->place.source->path), place.line,
                   place.column);
}

/* ---- JSON ---- */

static void set(json_t *object, const char *key, struct str s)
{
    json_object_set_new(object, key, s.len != 0 ? json_stringn(s.at, s.len) : json_string(""));
}

static void set_place(json_t *object, struct span span)
{
    bool here = span.source != NULL;
    struct place place = span_place(span);
    if (here)
        set(object, "file", span.source->path);
    else
        json_object_set_new(object, "file", json_null());
    json_object_set_new(object, "line", here ? json_integer(place.line) : json_null());
    json_object_set_new(object, "column", here ? json_integer(place.column) : json_null());
}

static void print_json(struct notes_run *run, json_t *object)
{
    char *text = json_dumps(object, JSON_PRESERVE_ORDER | JSON_COMPACT);
    if (text != NULL)
        fprintf(run->to, "%s\n", text);
    free(text);
    json_decref(object);
}

static void show_listed_json(struct notes_run *run, const struct doc *doc, const struct told *told)
{
    const struct note *note = told->note;
    json_t *object = json_object();
    set(object, "essay", doc->page->slug);
    set(object, "id", note->id);
    set(object, "layer", note->layer);
    set(object, "status", str_from(status_name(note->status)));
    set(object, "author", note->author);
    set(object, "date", note->date);
    bool essay = told->fate.whole && !told->fate.lost && told->fate.place.source == NULL;
    set_place(object, essay ? span_start(doc->source) : told->fate.place);
    set(object, "text", first_words(doc->arena, note));
    print_json(run, object);
}

/* The place is the note's own, in its file; that of the passage stands beside it. */
static void show_fate_json(struct notes_run *run, const struct doc *doc, const struct told *told)
{
    const struct fate *fate = &told->fate;
    json_t *object = json_object(), *passage = json_object();
    set(object, "essay", doc->page->slug);
    set(object, "note", told->note->id);
    set(object, "verdict", str_from(verdict_name(fate->verdict)));
    if (fate->moved)
        json_object_set_new(object, "moved", json_true());
    set(object, "text", fate->text);
    set(object, "before", fate->before);
    json_object_set_new(object, "needs_context", json_boolean(fate->needs_context));
    set_place(object, told->note->span);
    set(object, "was", fate->was);
    set_place(passage, fate->place);
    json_object_set_new(object, "passage", passage);
    set(object, "proposal", fate->proposal);
    print_json(run, object);
}

/* ---- CSV, after RFC 4180 but for its line ends ---- */

static void put_csv(struct notes_run *run, const struct str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str cell = cells[i];
        bool quoted =
            str_has(cell, STR(",")) || str_has(cell, STR("\"")) || str_has(cell, STR("\n"));
        fputs(i > 0 ? "," : "", run->to);
        fputs(quoted ? "\"" : "", run->to);
        for (size_t at = 0; at < cell.len; at++)
            fputs(cell.at[at] == '"' ? "\"\"" : (char[]){cell.at[at], '\0'}, run->to);
        fputs(quoted ? "\"" : "", run->to);
    }
    fputc('\n', run->to);
}

/* ---- the table ---- */

static size_t width_of(struct str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len;)
        width += utf8_width(utf8_next(text, &i));
    return width;
}

static void keep_row(struct notes_run *run, const struct str *cells)
{
    for (size_t i = 0; i < COLUMNS; i++)
        *LIST_ADD(&run->cells, run->project->arena) = str_keep(run->project->arena, cells[i]);
}

static void print_table(struct notes_run *run)
{
    size_t widths[COLUMNS] = {0};
    for (size_t i = 0; i < run->cells.count; i++) {
        size_t width = width_of(run->cells.at[i]);
        widths[i % COLUMNS] = width > widths[i % COLUMNS] ? width : widths[i % COLUMNS];
    }
    for (size_t i = 0; i < run->cells.count; i++) {
        struct str cell = run->cells.at[i];
        bool last = i % COLUMNS == COLUMNS - 1;
        int pad = last ? 0 : (int)(widths[i % COLUMNS] - width_of(cell) + 2);
        fprintf(run->to, "%.*s%*s%s", STR_ARG(cell), pad, "", last ? "\n" : "");
    }
}

void show_listed(struct notes_run *run, const struct doc *doc, const struct told *told)
{
    const struct note *note = told->note;
    if (run->order->format == NOTES_JSON) {
        show_listed_json(run, doc, told);
        return;
    }
    struct str cells[COLUMNS] = {note->id,
                                 note->layer,
                                 str_from(status_name(note->status)),
                                 note->author,
                                 note->date,
                                 place_of(doc->arena, doc, &told->fate),
                                 first_words(doc->arena, note)};
    if (run->order->format == NOTES_CSV)
        put_csv(run, cells, COLUMNS);
    else
        keep_row(run, cells);
}

/* ---- lines for people ---- */

static void print_note(struct notes_run *run, const struct told *told)
{
    struct place place = span_place(told->note->span);
    const struct fate *fate = &told->fate;
    fprintf(run->to, "%.*s:%u: %.*s: %s%s%s", STR_ARG(told->note->span.source->path), place.line,
            STR_ARG(told->note->id), verdict_name(fate->verdict),
            fate->moved && fate->verdict == VERDICT_EDITED ? " and moved" : "",
            fate->needs_context ? ", needs context" : "");
    if (!fate->known && !(fate->whole && told->note->on.len == 0))
        fputs(" (the earlier text does not have it)", run->to);
    if (told->note->on.len != 0)
        fprintf(run->to, ", on=%.*s", STR_ARG(told->note->on));
    if (fate->was.len != 0 && fate->text.len != 0 && !str_eq(fate->was, fate->text))
        fprintf(run->to, ": \"%.*s\" is now \"%.*s\"", STR_ARG(fate->was), STR_ARG(fate->text));
    else if (fate->was.len != 0 && fate->text.len == 0)
        fprintf(run->to, ": \"%.*s\"", STR_ARG(fate->was));
    if (fate->place.source != NULL) {
        place = span_place(fate->place);
        fprintf(run->to, " at %.*s:%u:%u", STR_ARG(fate->place.source->path), place.line,
                place.column);
    }
    fputc('\n', run->to);
}

void show_fate(struct notes_run *run, const struct doc *doc, const struct told *told)
{
    const struct fate *fate = &told->fate;
    if (run->order->format == NOTES_JSON) {
        show_fate_json(run, doc, told);
        return;
    }
    if (run->order->format == NOTES_TABLE) {
        print_note(run, told);
        return;
    }
    struct str cells[] = {doc->page->slug,
                          told->note->id,
                          str_from(verdict_name(fate->verdict)),
                          fate->needs_context ? STR("true") : STR("false"),
                          place_of(doc->arena, doc, fate),
                          fate->was,
                          fate->text};
    put_csv(run, cells, sizeof cells / sizeof cells[0]);
}

/* ---- the patch ---- */

static size_t count_lines(struct str text)
{
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++)
        count += text.at[i] == '\n';
    return count;
}

/* Without the end of the last line, which stays in the file; but `end` is a part of the line. */
static void print_lines(struct notes_run *run, char sign, struct str text, const char *end)
{
    struct str line;
    while (str_split(&text, '\n', &line))
        fprintf(run->to, "%c%.*s%s\n", sign, STR_ARG(line), text.len == 0 ? end : "");
}

static void print_hunk(struct notes_run *run, const struct told *told)
{
    struct span span = told->note->quote_span;
    struct str old = span_text(span), new = told->fate.proposal;
    struct str behind = str_slice(span.source->text, span.end, span.source->text.len);
    const char *end = str_starts(behind, STR("\r")) ? "\r" : "";
    fprintf(run->to, "--- %.*s\n+++ %.*s\n@@ -%u,%zu +%u,%zu @@\n", STR_ARG(span.source->path),
            STR_ARG(span.source->path), span_place(span).line, count_lines(old),
            span_place(span).line, count_lines(new));
    print_lines(run, '-', old, end);
    print_lines(run, '+', new, end);
}

/* Why there is nothing to apply, where the note does not simply stand. */
static const char *advice(const struct fate *fate)
{
    if (fate->lost)
        return "what `on` names is not there any more: name another, or take the note out";
    if (fate->whole && fate->verdict == VERDICT_AMBIGUOUS)
        return "it has other words now: see whether it is still what the note is about";
    if (fate->whole)
        return "`on` names it as before: nothing to write";
    switch (fate->verdict) {
    case VERDICT_AMBIGUOUS: return "quote more of the sentence that is meant";
    case VERDICT_DELETED: return "give the note another passage, or take it out";
    case VERDICT_MOVED:
    case VERDICT_ANCHORED:
        return fate->occurrence != 0
            ? "`occurrence` means another place now: count again, or add context in its stead"
            : fate->needs_context ? "the quotation no longer means this place alone: add context"
            : fate->moved         ? "the quotation finds it there: nothing to write"
                                  : "";
    case VERDICT_EDITED: return "no quotation can be proposed: write it by hand";
    }
    return "";
}

void show_patch(struct notes_run *run, const struct doc *doc, const struct told *told)
{
    const struct fate *fate = &told->fate;
    if (run->order->format != NOTES_TABLE) {
        show_fate(run, doc, told);
        return;
    }
    if (fate->verdict == VERDICT_ANCHORED && !fate->needs_context)
        return;
    print_note(run, told);
    if (fate->proposal.len != 0)
        print_hunk(run, told);
    else
        fprintf(run->to, "  help: %s\n", advice(fate));
}

/* ---- around the notes ---- */

void show_head(struct notes_run *run)
{
    const struct str listed[] = {STR("id"),   STR("layer"), STR("status"), STR("author"),
                                 STR("date"), STR("place"), STR("text")};
    const struct str fates[] = {STR("essay"), STR("note"), STR("verdict"), STR("needs_context"),
                                STR("place"), STR("was"),  STR("text")};
    const struct str *names = run->order->verb == NOTES_LIST ? listed : fates;
    if (run->order->format == NOTES_CSV)
        put_csv(run, names, COLUMNS);
    else if (run->order->format == NOTES_TABLE && run->order->verb == NOTES_LIST)
        keep_row(run, names);
}

void show_foot(struct notes_run *run)
{
    if (run->order->verb == NOTES_LIST) {
        print_table(run);
        return;
    }
    if (run->order->format != NOTES_TABLE)
        return;
    fprintf(run->to, "%zu note%s: %zu anchored, %zu moved, %zu edited, %zu ambiguous, %zu deleted",
            run->notes, run->notes == 1 ? "" : "s", run->counts[VERDICT_ANCHORED],
            run->counts[VERDICT_MOVED], run->counts[VERDICT_EDITED], run->counts[VERDICT_AMBIGUOUS],
            run->counts[VERDICT_DELETED]);
    if (run->wanting != 0)
        fprintf(run->to, " · %zu need%s context", run->wanting, run->wanting == 1 ? "s" : "");
    if (run->order->write)
        fprintf(run->to, " · %zu rewritten", run->written);
    struct str since = run->order->since;
    if (since.len != 0)
        fprintf(run->to, " · since %.*s\n", STR_ARG(since));
    else
        fputs(" · since the last good build\n", run->to);
}
