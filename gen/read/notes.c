#include "read/notes.h"

#include "base/utf8.h"
#include "model/slug.h"
#include "read/attributes.h"
#include "read/markdown.h"
#include "read/meta.h"
#include "read/yaml.h"

/* What the file says for all of its notes, and where reading it has come. */
struct notes_file {
    struct doc *doc;
    const struct source *source;
    struct diags *diags;
    struct str text;
    struct str layer, author, rev, publish;
    enum status status;
    bool fine;
};

/* ---- lines ---- */

struct text_line {
    size_t start, end, next; /* `end` is before the line's end, `next` behind it */
};

static struct text_line line_at(struct str text, size_t at)
{
    struct text_line line = {.start = at, .end = at};
    while (line.end < text.len && text.at[line.end] != '\n' && text.at[line.end] != '\r')
        line.end++;
    line.next = line.end < text.len ? line.end + 1 : line.end;
    if (line.end + 1 < text.len && text.at[line.end] == '\r' && text.at[line.end + 1] == '\n')
        line.next++;
    return line;
}

static struct str line_text(struct str text, struct text_line line)
{
    return str_slice(text, line.start, line.end);
}

static bool is_blank(struct str line)
{
    return str_trim(line).len == 0;
}

/* The line without up to three spaces of indentation; what is indented further is code. */
static struct str unindent(struct str line)
{
    size_t spaces = 0;
    while (spaces < 3 && spaces < line.len && line.at[spaces] == ' ')
        spaces++;
    return str_slice(line, spaces, line.len);
}

static size_t count_run(struct str line, char c)
{
    size_t count = 0;
    while (count < line.len && line.at[count] == c)
        count++;
    return count;
}

static bool is_space_at(struct str line, size_t at)
{
    return at >= line.len || line.at[at] == ' ' || line.at[at] == '\t';
}

/* A level-2 heading of the kind that begins with signs: an underlined line begins no note. */
static bool is_heading(struct str line)
{
    line = unindent(line);
    return count_run(line, '#') == 2 && is_space_at(line, 2);
}

/* ---- where notes begin ---- */

/* Inside fenced code and comments, signs begin nothing. */
struct outline {
    char fence; /* ` or ~ while a fence is open */
    size_t width;
    bool comment;
};

static void take_fence(struct outline *outline, struct str line)
{
    line = unindent(line);
    char c = line.len != 0 ? line.at[0] : '\0';
    size_t width = c == '`' || c == '~' ? count_run(line, c) : 0;
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
    if (outline->fence == '\0' && str_starts(unindent(line), STR("<!--"))) {
        outline->comment = !str_has(line, STR("-->"));
        return false;
    }
    bool code = outline->fence != '\0';
    take_fence(outline, line);
    return !code && outline->fence == '\0' && is_heading(line);
}

/* ---- the heading ---- */

static struct span file_span(const struct notes_file *file, size_t start, size_t end)
{
    return span_of(file->source, start, end);
}

/* Where the braces at the end of a heading begin; the line's end where there are none. */
static size_t find_braces(struct str line)
{
    struct str trimmed = {line.at, line.len};
    while (trimmed.len != 0 && is_space_at(trimmed, trimmed.len - 1))
        trimmed.len--;
    for (size_t at = 0; at < trimmed.len; at++) {
        struct str rest = str_slice(trimmed, at, trimmed.len);
        size_t length = attributes_open(rest) ? attributes_length(rest) : trimmed.len;
        bool before = at > 0 && is_space_at(trimmed, at - 1);
        if (before && attributes_open(rest) && (length == 0 || length == rest.len))
            return at;
    }
    return line.len;
}

static struct node *take_title(struct notes_file *file, size_t start, size_t end)
{
    struct doc *doc = file->doc;
    struct span span = file_span(file, start, end);
    struct node *root = read_markdown(doc->arena, &doc->site->config, span_text(span), span,
                                      doc->language, file->diags);
    struct node *title = node_new(doc->arena, NODE_INLINES, span);
    if (root->first != NULL && root->first->kind == NODE_HEADER)
        node_move_children(title, root->first);
    return title;
}

/* ---- attributes ---- */

static struct diag *report_bad(struct notes_file *file, const struct note *note, struct str text)
{
    file->fine = false;
    return diag_add(file->diags, DIAG_BAD_VALUE, note->attr_span, "%.*s", STR_ARG(text));
}

static void take_layer(struct notes_file *file, struct note *note, struct str name)
{
    note->layer = name;
    const struct config *config = &file->doc->site->config;
    if (site_layer(file->doc->site, name) != NULL)
        return;
    struct map known = map_new(file->doc->arena);
    for (size_t i = 0; i < config->layers.count; i++)
        map_add(&known, config->layers.at[i].name, &known);
    struct diag *diag = report_bad(
        file, note,
        str_fmt(file->doc->arena, "there is no layer \"%.*s\" in gloss.yaml", STR_ARG(name)));
    struct str near = map_closest(&known, name);
    if (near.len != 0)
        diag_help(diag, "did you mean \"%.*s\"?", STR_ARG(near));
    else
        diag_help(diag, "layers are named under `notes: layers:` in gloss.yaml");
}

static void take_status(struct notes_file *file, struct note *note, struct str value)
{
    if (str_is(value, "draft"))
        note->status = STATUS_DRAFT;
    else if (str_is(value, "review"))
        note->status = STATUS_REVIEW;
    else if (str_is(value, "published"))
        note->status = STATUS_PUBLISHED;
    else
        report_bad(file, note,
                   str_fmt(file->doc->arena,
                           "`status` cannot be \"%.*s\"; it takes draft, review or published",
                           STR_ARG(value)));
}

static struct str take_date(struct notes_file *file, const struct note *note, struct pair pair)
{
    if (yaml_is_date(pair.value))
        return pair.value;
    struct diag *diag = report_bad(
        file, note,
        str_fmt(file->doc->arena, "\"%.*s\" is no date of the calendar", STR_ARG(pair.value)));
    diag_help(diag, "write a day as 2024-05-02, a month as 2024-05, a year as 2024");
    return STR_NONE;
}

static void take_occurrence(struct notes_file *file, struct note *note, struct str value)
{
    size_t number = 0;
    bool digits = value.len != 0 && value.len < 10;
    for (size_t i = 0; digits && i < value.len; i++) {
        digits = value.at[i] >= '0' && value.at[i] <= '9';
        number = number * 10 + (size_t)(value.at[i] - '0');
    }
    if (digits && number != 0)
        note->occurrence = number;
    else
        report_bad(file, note,
                   str_fmt(file->doc->arena,
                           "`occurrence` takes a whole number from 1 up, not \"%.*s\"",
                           STR_ARG(value)));
}

static void take_covers(struct notes_file *file, struct note *note, struct str value)
{
    note->covers = value;
    if (!str_is(value, "paragraph") && !str_is(value, "item") && !str_is(value, "row")
        && !str_is(value, "section"))
        report_bad(file, note,
                   str_fmt(file->doc->arena,
                           "`covers` cannot be \"%.*s\"; it takes paragraph, item, row or section",
                           STR_ARG(value)));
}

static void take_on(struct notes_file *file, struct note *note, struct str value)
{
    note->on = value;
    if (!str_starts(value, STR("fn:")) && !str_starts(value, STR("note:"))
        && !str_starts(value, STR("#")))
        report_bad(file, note,
                   str_fmt(file->doc->arena, "`on` takes fn:LABEL, note:ID or #ID, not \"%.*s\"",
                           STR_ARG(value)));
}

static void report_unknown(struct notes_file *file, const struct note *note, struct str key)
{
    static const char *const keys[] = {"layer",      "status", "author", "date", "publish",
                                       "occurrence", "covers", "on",     "rev"};
    struct map known = map_new(file->doc->arena);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        map_add(&known, str_from(keys[i]), &known);
    struct str near = map_closest(&known, key);
    file->fine = false;
    struct diag *diag = diag_add(file->diags, DIAG_UNKNOWN_KEY, note->attr_span,
                                 "`%.*s` is no attribute of a note", STR_ARG(key));
    if (near.len != 0)
        diag_help(diag, "did you mean `%.*s`?", STR_ARG(near));
    else
        diag_help(diag,
                  "a note takes layer, status, author, date, publish, occurrence, covers, on, rev "
                  "and .class");
}

static void take_pair(struct notes_file *file, struct note *note, struct pair pair)
{
    if (str_is(pair.key, "layer"))
        take_layer(file, note, pair.value);
    else if (str_is(pair.key, "status"))
        take_status(file, note, pair.value);
    else if (str_is(pair.key, "author"))
        note->author = pair.value;
    else if (str_is(pair.key, "date"))
        note->date = take_date(file, note, pair);
    else if (str_is(pair.key, "publish"))
        note->publish = take_date(file, note, pair);
    else if (str_is(pair.key, "occurrence"))
        take_occurrence(file, note, pair.value);
    else if (str_is(pair.key, "covers"))
        take_covers(file, note, pair.value);
    else if (str_is(pair.key, "on"))
        take_on(file, note, pair.value);
    else if (str_is(pair.key, "rev"))
        note->rev = pair.value;
    else
        report_unknown(file, note, pair.key);
}

static void take_attributes_of(struct notes_file *file, struct note *note, struct span braces)
{
    struct attr attr;
    size_t bad;
    const char *why;
    note->attr_span = braces;
    if (!attributes_read(file->doc->arena, span_text(braces), &attr, &bad, &why)) {
        file->fine = false;
        size_t start = braces.start + bad, end = bad != 0 ? start + 1 : braces.end;
        struct diag *diag =
            diag_add(file->diags, DIAG_BAD_ATTRIBUTE, file_span(file, start, end), "%s", why);
        diag_help(diag, "attributes are {#id .class key=value}");
        return;
    }
    note->id = attr.id;
    for (size_t i = 0; i < attr.classes.count; i++)
        *LIST_ADD(&note->classes, file->doc->arena) = attr.classes.at[i];
    for (size_t i = 0; i < attr.pairs.count; i++)
        take_pair(file, note, attr.pairs.at[i]);
}

/* ---- ids ---- */

static bool is_id(struct str id)
{
    for (size_t at = 0; at < id.len;) {
        uint32_t code = utf8_next(id, &at);
        if (!utf8_is_letter(code) && !utf8_is_digit(code) && code != '-' && code != '_')
            return false;
    }
    return id.len != 0;
}

/* The id is the heading's slug unless braces give one; a heading that is no more than the id is no title. */
static void settle_id(struct notes_file *file, struct note *note)
{
    struct str shown = node_plain_str(file->doc->arena, note->title);
    if (note->id.len == 0)
        note->id = read_slug(file->doc->arena, shown);
    if (shown.len == 0 || str_eq(shown, note->id))
        note->title = NULL;
    if (is_id(note->id))
        return;
    file->fine = false;
    struct diag *diag = diag_add(file->diags, DIAG_BAD_ATTRIBUTE, note->attr_span,
                                 "\"%.*s\" cannot be a note's id", STR_ARG(note->id));
    diag_help(diag, "an id is made of letters, digits, - and _");
}

static void check_id(struct notes_file *file, const struct note *note)
{
    const struct note *first = doc_note(file->doc, note->id);
    if (first == NULL)
        return;
    file->fine = false;
    struct diag *diag = diag_add(file->diags, DIAG_NOTE_ID_TWICE, note->span,
                                 "there is a note \"%.*s\" already", STR_ARG(note->id));
    diag_note(diag, "first", first->span, "\"%.*s\"", STR_ARG(first->id));
    diag_help(diag, "give one of them another id, as {#another}");
}

static void take_heading(struct notes_file *file, struct note *note, struct text_line line)
{
    struct str text = line_text(file->text, line);
    size_t braces = line.start + find_braces(text), end = line.end;
    while (end > line.start && is_space_at(file->text, end - 1))
        end--;
    note->span = file_span(file, line.start, end);
    note->attr_span = note->span;
    note->title = take_title(file, line.start, braces < end ? braces : end);
    if (braces < end)
        take_attributes_of(file, note, file_span(file, braces, end));
    settle_id(file, note);
}

/* ---- the quotation ---- */

static bool is_quoted(struct str line)
{
    return str_starts(unindent(line), STR(">"));
}

/* Whether a line behind a quotation opens a block of its own, so that it does not join the quotation. */
static bool starts_block(struct str line)
{
    line = unindent(line);
    size_t digits = 0, hashes = count_run(line, '#');
    while (digits < line.len && line.at[digits] >= '0' && line.at[digits] <= '9')
        digits++;
    bool number = digits != 0 && digits < line.len
        && (line.at[digits] == '.' || line.at[digits] == ')') && is_space_at(line, digits + 1);
    char c = line.len != 0 ? line.at[0] : ' ';
    bool bullet = (c == '-' || c == '+' || c == '*') && is_space_at(line, 1);
    return number || bullet || (hashes >= 1 && hashes <= 6 && is_space_at(line, hashes))
        || count_run(line, '`') >= 3 || count_run(line, '~') >= 3 || count_run(line, ':') >= 3
        || str_starts(line, STR("***")) || str_starts(line, STR("---"))
        || str_starts(line, STR("___")) || c == '<' || str_starts(line, STR("[^"));
}

static void check_runs_on(struct notes_file *file, struct text_line line, bool open)
{
    struct str text = line_text(file->text, line);
    if (!open || line.start >= line.end || is_blank(text) || starts_block(text))
        return;
    file->fine = false;
    size_t start = line.start;
    while (is_space_at(file->text, start))
        start++;
    struct diag *diag =
        diag_add(file->diags, DIAG_NOTE_QUOTE_RUNS_ON, file_span(file, start, line.end),
                 "this line would join the quotation above it");
    diag_help(diag, "add an empty line before it, or `>` if it belongs to the quotation");
}

/*
 * The quotation as a reader sees it. It may have been pasted from the essay's source, so that its footnotes and references
 * need not be defined here: what is found in it is not said.
 */
static struct node *read_quote(struct notes_file *file, struct span span)
{
    struct doc *doc = file->doc;
    struct diags *unsaid = diags_new();
    struct node *root =
        read_markdown(doc->arena, &doc->site->config, span_text(span), span, doc->language, unsaid);
    diags_free(unsaid);
    for (struct node *block = root->first, *next; block != NULL; block = next) {
        next = block->next;
        if (block->kind == NODE_BLOCK_QUOTE)
            node_unwrap(block);
    }
    return root;
}

/* The block quote at `*at`, if there is one before `end`; `*at` goes behind it. */
static void take_quote(struct notes_file *file, struct note *note, size_t *at, size_t end)
{
    struct out quote = out_new(file->doc->arena);
    struct text_line line = line_at(file->text, *at);
    size_t start = line.start, stop = line.end;
    bool open = false;
    for (; line.start < end && is_quoted(line_text(file->text, line));
         line = line_at(file->text, line.next)) {
        size_t from = line.start + 1;
        while (file->text.at[from - 1] != '>')
            from++;
        from += from < line.end && file->text.at[from] == ' ';
        if (note->lines.count != 0)
            out_char(&quote, '\n');
        *LIST_ADD(&note->lines, file->doc->arena) =
            (struct quote_line){.offset = quote.len, .source = (uint32_t)from};
        out_raw(&quote, str_slice(file->text, from, line.end));
        open = !is_blank(str_slice(file->text, from, line.end));
        stop = line.end;
        *at = line.next;
    }
    note->quote = out_str(&quote);
    if (note->lines.count == 0)
        return;
    note->quote_span = file_span(file, start, stop);
    note->quote_tree = read_quote(file, note->quote_span);
    if (line.start < end)
        check_runs_on(file, line, open);
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
    struct span span = file_span(file, at, end);
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
    struct text_line line = line_at(file->text, start);
    take_heading(file, &note, line);
    if (!is_wanted(file->doc->site, &note) || !check_count(file, &note))
        return;
    check_id(file, &note);
    size_t at = line.next;
    while (at < end && is_blank(line_text(file->text, line_at(file->text, at))))
        at = line_at(file->text, at).next;
    take_quote(file, &note, &at, end);
    take_body(file, &note, at, end);
    *LIST_ADD(&file->doc->notes, file->doc->arena) = note;
}

/* ---- the file ---- */

static void report_headless(struct notes_file *file, struct text_line line)
{
    file->fine = false;
    struct diag *diag =
        diag_add(file->diags, DIAG_NOTE_NO_HEADING, file_span(file, line.start, line.end),
                 "this text stands before the first note");
    diag_help(diag, "a note begins with a heading of level 2: `## its-id`");
}

static void take_notes(struct notes_file *file, size_t body)
{
    struct outline outline = {0};
    bool inside = false, said = false;
    size_t start = body;
    for (size_t at = body; at < file->text.len;) {
        struct text_line line = line_at(file->text, at);
        struct str text = line_text(file->text, line);
        bool comment = outline.comment || str_starts(unindent(text), STR("<!--"));
        if (begins_note(&outline, text)) {
            if (inside)
                take_note(file, start, line.start);
            inside = true;
            start = line.start;
        } else if (!inside && !said && !comment && !is_blank(text)) {
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
        take_layer(file, &place, layer);
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
