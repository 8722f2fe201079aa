/* The heading of a note: its title, id and attributes. */
#include "base/utf8.h"
#include "model/slug.h"
#include "read/attributes.h"
#include "read/markdown.h"
#include "read/note_room.h"
#include "read/yaml.h"

/* ---- the heading ---- */

/* Where the braces at the end of a heading begin; the line's end where there are none. */
static size_t find_braces(struct str line)
{
    struct str trimmed = {line.at, line.len};
    while (trimmed.len != 0 && note_is_space_at(trimmed, trimmed.len - 1))
        trimmed.len--;
    for (size_t at = 0; at < trimmed.len; at++) {
        struct str rest = str_slice(trimmed, at, trimmed.len);
        size_t length = attributes_open(rest) ? attributes_length(rest) : trimmed.len;
        bool before = at > 0 && note_is_space_at(trimmed, at - 1);
        if (before && attributes_open(rest) && (length == 0 || length == rest.len))
            return at;
    }
    return line.len;
}

static struct node *take_title(struct notes_file *file, size_t start, size_t end)
{
    struct doc *doc = file->doc;
    struct span span = notes_span(file, start, end);
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

void note_take_layer(struct notes_file *file, struct note *note, struct str name)
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
        note_take_layer(file, note, pair.value);
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
            diag_add(file->diags, DIAG_BAD_ATTRIBUTE, notes_span(file, start, end), "%s", why);
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

/*
 * The id is the heading's slug unless braces give one;
 * a heading that is no more than the id is no title.
 */
static void settle_id(struct notes_file *file, struct note *note)
{
    struct str shown = node_plain_str(file->doc->arena, note->title);
    if (note->id.len == 0)
        note->id = slug_of(file->doc->arena, shown);
    if (shown.len == 0 || str_eq(shown, note->id))
        note->title = NULL;
    if (is_id(note->id))
        return;
    file->fine = false;
    struct diag *diag = diag_add(file->diags, DIAG_BAD_ATTRIBUTE, note->attr_span,
                                 "\"%.*s\" cannot be a note's id", STR_ARG(note->id));
    diag_help(diag, "an id is made of letters, digits, - and _");
}

void note_check_id(struct notes_file *file, const struct note *note)
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

void note_take_heading(struct notes_file *file, struct note *note, struct text_line line)
{
    struct str text = note_line_text(file->text, line);
    size_t braces = line.start + find_braces(text), end = line.end;
    while (end > line.start && note_is_space_at(file->text, end - 1))
        end--;
    note->span = notes_span(file, line.start, end);
    note->attr_span = note->span;
    note->title = take_title(file, line.start, braces < end ? braces : end);
    if (braces < end)
        take_attributes_of(file, note, notes_span(file, braces, end));
    settle_id(file, note);
}
