#include "read/notes.h"

#include "read/markdown.h"
#include "read/meta.h"
#include "read/note_room.h"
#include "read/yaml.h"

/* ---- where notes begin ---- */

/* A level-2 heading of the kind that begins with signs: an underlined line begins no note. */
static bool is_heading(struct str line)
{
    line = note_unindent(line);
    return note_count_run(line, '#') == 2 && note_is_space_at(line, 2);
}

/* Inside fenced code and comments, signs begin nothing. */
struct outline {
    char fence; /* ` or ~ while a fence is open */
    size_t width;
    bool comment;
};

static void take_fence(struct outline *outline, struct str line)
{
    line = note_unindent(line);
    char c = line.len != 0 ? line.at[0] : '\0';
    size_t width = c == '`' || c == '~' ? note_count_run(line, c) : 0;
    struct str rest = str_trim(str_slice(line, width, line.len));
    if (outline->fence == '\0') {
        bool opens = width >= 3 && (c == '~' || !str_has(rest, STR("`")));
        outline->fence = opens ? c : '\0';
        outline->width = width;
    } else if (c == outline->fence && width >= outline->width && rest.len == 0) {
        outline->fence = '\0';
    }
}

/* Whether a note begins at this line; to be asked about each line in turn. */
static bool begins_note(struct outline *outline, struct str line)
{
    if (outline->comment) {
        outline->comment = !str_has(line, STR("-->"));
        return false;
    }
    if (outline->fence == '\0' && str_starts(note_unindent(line), STR("<!--"))) {
        outline->comment = !str_has(line, STR("-->"));
        return false;
    }
    bool code = outline->fence != '\0';
    take_fence(outline, line);
    return !code && outline->fence == '\0' && is_heading(line);
}

/* ---- a note ---- */

static bool is_wanted(const struct site *site, const struct note *note)
{
    bool later = note->publish.len != 0 && str_cmp(note->publish, site->today) > 0;
    return (note->status == STATUS_PUBLISHED || site->drafts) && (!later || site->future);
}

static bool check_count(struct notes_file *file, const struct note *note)
{
    size_t limit = file->doc->site->config.limits.notes;
    if (file->doc->notes.count < limit)
        return true;
    file->fine = false;
    struct diag *diag = diag_add(file->diags, DIAG_TOO_LARGE, note->span,
                                 "the essay has more than %zu notes, the limit", limit);
    diag_help(diag, "raise `notes` under `limits:` in gloss.yaml");
    return false;
}

static void take_body(struct notes_file *file, struct note *note, size_t at, size_t end)
{
    struct doc *doc = file->doc;
    struct span span = notes_span(file, at, end);
    note->body = read_markdown(doc->arena, &doc->site->config, span_text(span), span, doc->language,
                               file->diags);
    if (note->body->first != NULL)
        return;
    file->fine = false;
    struct diag *diag = diag_add(file->diags, DIAG_NOTE_EMPTY, note->span,
                                 "the note \"%.*s\" has no text", STR_ARG(note->id));
    diag_help(diag, "write it under the quotation, after an empty line");
}

/* The note from `start`, its heading, to before `end`. */
static void take_note(struct notes_file *file, size_t start, size_t end)
{
    struct note note = {.layer = file->layer,
                        .author = file->author,
                        .rev = file->rev,
                        .status = file->status,
                        .publish = file->publish};
    struct text_line line = note_line_at(file->text, start);
    note_take_heading(file, &note, line);
    if (!is_wanted(file->doc->site, &note)) {
        *LIST_ADD(&file->doc->hidden, file->doc->arena) = note.id;
        return;
    }
    if (!check_count(file, &note))
        return;
    note_check_id(file, &note);
    size_t at = line.next;
    while (at < end && note_is_blank(note_line_text(file->text, note_line_at(file->text, at))))
        at = note_line_at(file->text, at).next;
    note_take_quote(file, &note, &at, end);
    take_body(file, &note, at, end);
    *LIST_ADD(&file->doc->notes, file->doc->arena) = note;
}

/* ---- the file ---- */

static void report_headless(struct notes_file *file, struct text_line line)
{
    file->fine = false;
    struct diag *diag =
        diag_add(file->diags, DIAG_NOTE_NO_HEADING, notes_span(file, line.start, line.end),
                 "this text stands before the first note");
    diag_help(diag, "a note begins with a heading of level 2: `## its-id`");
}

static void take_notes(struct notes_file *file, size_t body)
{
    struct outline outline = {0};
    bool inside = false, said = false;
    size_t start = body;
    for (size_t at = body; at < file->text.len;) {
        struct text_line line = note_line_at(file->text, at);
        struct str text = note_line_text(file->text, line);
        bool comment = outline.comment || str_starts(note_unindent(text), STR("<!--"));
        if (begins_note(&outline, text)) {
            if (inside)
                take_note(file, start, line.start);
            inside = true;
            start = line.start;
        } else if (!inside && !said && !comment && !note_is_blank(text)) {
            report_headless(file, line);
            said = true;
        }
        at = line.next;
    }
    if (inside)
        take_note(file, start, file->text.len);
}

static void take_front(struct notes_file *file, struct yaml *map)
{
    yaml_str(map, "essay");
    struct str layer = yaml_str(map, "layer");
    file->layer = file->doc->site->config.layers.at[0].name;
    if (layer.len != 0) {
        struct note place = {.attr_span = yaml_get(map, "layer")->span};
        note_take_layer(file, &place, layer);
        file->layer = layer;
    }
    file->author = yaml_str(map, "author");
    file->rev = yaml_str(map, "rev");
    file->publish = yaml_date(map, "publish");
    file->status = meta_status(map);
    yaml_map(map, "extra");
    yaml_finish(map);
}

bool read_notes_head(struct arena *arena, const struct source *source, struct str *essay,
                     struct span *essay_span, struct diags *diags)
{
    size_t start, end, body;
    *essay = STR_NONE;
    *essay_span = span_start(source);
    if (!meta_find(source, &start, &end, &body, diags))
        return false;
    struct yaml *map = yaml_read(arena, source, start, end, diags);
    struct yaml *value = yaml_get(map, "essay");
    if (value != NULL) {
        *essay = yaml_as_str(value);
        *essay_span = value->span;
    }
    return map != NULL && map->reader->fine;
}

bool read_notes(struct doc *doc, const struct source *source, struct diags *diags)
{
    struct notes_file file = {
        .doc = doc, .source = source, .diags = diags, .text = source->text, .fine = true};
    size_t start, end, body, errors = diags_count(diags, SEVERITY_ERROR);
    if (!meta_find(source, &start, &end, &body, diags))
        return false;
    struct yaml *map = yaml_read(doc->arena, source, start, end, diags);
    if (map == NULL)
        return false;
    take_front(&file, map);
    take_notes(&file, body);
    return file.fine && map->reader->fine && diags_count(diags, SEVERITY_ERROR) == errors;
}
