/* From libfyaml's events to the tree of read/yaml.h: the only file that sees libfyaml. */
#include <ctype.h>
#include <string.h>

#include <libfyaml.h>

#include "base/list.h"
#include "base/map.h"
#include "base/utf8.h"
#include "read/yaml.h"

/* As deep as libfyaml itself goes: no key of ours nests further than five. */
enum { MOST_DEPTH = 60 };

struct loader {
    struct yaml_reader *reader;
    struct fy_parser *parser;
    size_t start, end; /* of the YAML in its source */
    bool broken;       /* libfyaml gave up, and knows why */
};

static struct span span_at(const struct loader *loader, const struct fy_mark *from,
                           const struct fy_mark *to)
{
    size_t start = from != NULL ? from->input_pos : 0;
    size_t end = to != NULL && to->input_pos > start ? to->input_pos : start;
    size_t room = loader->end - loader->start;
    start = start < room ? start : room;
    end = end < room ? end : room;
    return span_of(loader->reader->source, loader->start + start, loader->start + end);
}

static void report_syntax(struct loader *loader, struct span here, const char *message)
{
    if (loader->reader->fine)
        diag_add(loader->reader->diags, DIAG_YAML_SYNTAX, here, "%s", message);
    loader->reader->fine = false;
}

/* ---- scalars ---- */

static bool is_one_of(struct str s, const char *const *words)
{
    for (; *words != NULL; words++)
        if (str_is(s, *words))
            return true;
    return false;
}

static size_t count_digits(struct str s, size_t at)
{
    size_t start = at;
    while (at < s.len && s.at[at] >= '0' && s.at[at] <= '9')
        at++;
    return at - start;
}

static bool is_integer(struct str s)
{
    if (s.len > 2 && s.at[0] == '0' && (s.at[1] == 'x' || s.at[1] == 'o')) {
        size_t at = 2;
        while (at < s.len
               && (s.at[1] == 'x' ? isxdigit((unsigned char)s.at[at]) != 0
                                  : s.at[at] >= '0' && s.at[at] <= '7'))
            at++;
        return at == s.len;
    }
    size_t sign = s.len != 0 && (s.at[0] == '-' || s.at[0] == '+');
    return s.len > sign && count_digits(s, sign) == s.len - sign;
}

static bool is_number(struct str s)
{
    size_t at = s.len != 0 && (s.at[0] == '-' || s.at[0] == '+');
    size_t whole = count_digits(s, at), part = 0;
    at += whole;
    if (at < s.len && s.at[at] == '.') {
        part = count_digits(s, at + 1);
        at += 1 + part;
    }
    if (whole + part == 0)
        return false;
    if (at < s.len && (s.at[at] == 'e' || s.at[at] == 'E')) {
        at++;
        at += at < s.len && (s.at[at] == '-' || s.at[at] == '+');
        size_t power = count_digits(s, at);
        return power != 0 && at + power == s.len;
    }
    return at == s.len;
}

/* YAML's core schema; only what stands without quotes has another type than text. */
static enum value_kind find_kind(struct str s, enum fy_scalar_style style)
{
    static const char *const nothing[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const truth[] = {"true", "True", "TRUE", "false", "False", "FALSE", NULL};
    if (style != FYSS_PLAIN && style != FYSS_ANY)
        return VALUE_STRING;
    if (is_one_of(s, nothing))
        return VALUE_NULL;
    if (is_one_of(s, truth))
        return VALUE_BOOL;
    return is_integer(s) ? VALUE_INTEGER : is_number(s) ? VALUE_NUMBER : VALUE_STRING;
}

/* ---- events ---- */

static struct fy_event *next_event(struct loader *loader)
{
    return fy_parser_parse(loader->parser);
}

static struct yaml *make_value(struct loader *loader, enum value_kind kind, struct fy_event *event)
{
    struct yaml *value = ARENA_NEW(loader->reader->arena, struct yaml);
    value->kind = kind;
    value->reader = loader->reader;
    value->span = span_at(loader, fy_event_start_mark(event), fy_event_end_mark(event));
    return value;
}

static struct yaml *take_scalar(struct loader *loader, struct fy_event *event)
{
    size_t len = 0;
    struct fy_token *token = event->scalar.value;
    const char *text = token != NULL ? fy_token_get_text(token, &len) : NULL;
    struct str s =
        text != NULL ? str_keep(loader->reader->arena, (struct str){text, len}) : STR_NONE;
    enum fy_scalar_style style = token != NULL ? fy_scalar_token_get_style(token) : FYSS_PLAIN;
    struct yaml *value = make_value(loader, find_kind(s, style), event);
    value->text = s;
    /* An escape such as \xFF or \0 makes text that the source's own check has not seen. */
    if (utf8_check(s) != s.len)
        report_syntax(loader, value->span, "an escape here makes a character that no text has");
    return value;
}

static struct yaml *take_value(struct loader *loader, struct fy_event *event, int depth);

static struct yaml *take_collection(struct loader *loader, struct fy_event *event,
                                    enum value_kind kind, int depth);

/* What cannot stand in our files although it is YAML: says so, and is true then. */
static bool check_refused(struct loader *loader, struct fy_event *event, int depth)
{
    struct fy_token *anchor = fy_event_get_anchor_token(event),
                    *tag = fy_event_get_tag_token(event);
    struct fy_token *token = anchor != NULL ? anchor
        : tag != NULL                       ? tag
                                            : fy_event_get_token(event);
    const char *why = event->type == FYET_ALIAS
        ? "aliases (`*name`) are not taken; write the value out"
        : anchor != NULL ? "anchors (`&name`) are not taken; write the value out where it is needed"
        : tag != NULL    ? "tags (`!name`) are not taken"
        : depth > MOST_DEPTH ? "the values are nested too deeply"
                             : NULL;
    if (why == NULL)
        return false;
    struct span here = span_at(loader, fy_token_start_mark(token), fy_token_end_mark(token));
    /* An anchor's token begins behind its sign. */
    here.start -= (anchor != NULL || event->type == FYET_ALIAS) && here.start > loader->start;
    report_syntax(loader, here, why);
    return true;
}

/* The value that `event` opens; NULL where the document ends or is broken. */
static struct yaml *take_value(struct loader *loader, struct fy_event *event, int depth)
{
    if (check_refused(loader, event, depth))
        return NULL;
    if (event->type == FYET_SCALAR)
        return take_scalar(loader, event);
    if (event->type == FYET_MAPPING_START)
        return take_collection(loader, event, VALUE_MAP, depth);
    if (event->type == FYET_SEQUENCE_START)
        return take_collection(loader, event, VALUE_LIST, depth);
    return NULL;
}

/* Whether `key` can be one. */
static bool take_key(struct loader *loader, struct yaml *key)
{
    if (key->kind != VALUE_MAP && key->kind != VALUE_LIST)
        return true;
    report_syntax(loader, key->span, "a key is a word, not a list or a map");
    return false;
}

static void check_twin(struct loader *loader, struct map *keys, struct yaml *key)
{
    struct yaml *twin = map_add(keys, key->text, key);
    if (twin == key || !loader->reader->fine)
        return;
    loader->reader->fine = false;
    struct diag *diag = diag_add(loader->reader->diags, DIAG_YAML_SYNTAX, key->span,
                                 "the key `%.*s` stands here a second time", STR_ARG(key->text));
    diag_note(diag, "first", twin->span, "`%.*s`", STR_ARG(key->text));
}

/*
 * The next value inside a collection that `close`
 * ends; NULL there, and where the YAML breaks off.
 */
static struct yaml *next_item(struct loader *loader, enum fy_event_type close, int depth)
{
    struct fy_event *event = next_event(loader);
    struct yaml *item = NULL;
    if (event != NULL && event->type != close)
        item = take_value(loader, event, depth);
    loader->broken = loader->broken || event == NULL;
    fy_parser_event_free(loader->parser, event);
    return item;
}

/* The value of `key`, which comes next; NULL after yaml-syntax. */
static struct yaml *take_pair(struct loader *loader, struct map *keys, struct yaml *key, int depth)
{
    struct yaml *value = take_key(loader, key) ? next_item(loader, FYET_NONE, depth) : NULL;
    if (value == NULL)
        return NULL;
    check_twin(loader, keys, key);
    value->key = key->text;
    value->key_span = key->span;
    return value;
}

static struct yaml *take_collection(struct loader *loader, struct fy_event *event,
                                    enum value_kind kind, int depth)
{
    struct yaml *collection = make_value(loader, kind, event), *item;
    enum fy_event_type close = kind == VALUE_MAP ? FYET_MAPPING_END : FYET_SEQUENCE_END;
    struct map keys = map_new(loader->reader->arena);
    LIST(struct yaml *) items = {0};
    while ((item = next_item(loader, close, depth + 1)) != NULL) {
        if (kind == VALUE_MAP)
            item = take_pair(loader, &keys, item, depth + 1);
        if (item == NULL)
            return NULL;
        *LIST_ADD(&items, loader->reader->arena) = item;
        collection->span = span_union(collection->span, item->span);
    }
    collection->items = items.at;
    collection->count = items.count;
    return loader->reader->fine && !loader->broken ? collection : NULL;
}

/* ---- the document ---- */

static void ignore_output(struct fy_diag *diag, void *user, const char *text, size_t len)
{
    (void)diag;
    (void)user;
    (void)text;
    (void)len;
}

/* libfyaml counts lines and columns of its input; the span needs bytes of the source. */
static struct span find_error(const struct loader *loader, int line, int column)
{
    struct str text = str_slice(loader->reader->source->text, loader->start, loader->end);
    size_t at = 0;
    for (int n = 1; n < line && at < text.len; at++)
        n += text.at[at] == '\n';
    for (int n = 1; n < column && at < text.len && text.at[at] != '\n'; n++)
        utf8_next(text, &at);
    return span_of(loader->reader->source, loader->start + at, loader->start + at + 1);
}

static void report_errors(struct loader *loader, struct fy_diag *diag)
{
    void *at = NULL;
    struct fy_diag_error *error = fy_diag_errors_iterate(diag, &at);
    if (error == NULL) {
        report_syntax(loader, span_of(loader->reader->source, loader->start, loader->start),
                      "this is not YAML");
        return;
    }
    report_syntax(loader, find_error(loader, error->line, error->column),
                  error->msg != NULL ? error->msg : "this is not YAML");
}

/* The events up to the first value, and what that is; a stream without one is an empty map. */
static struct yaml *take_document(struct loader *loader)
{
    struct yaml *value = NULL;
    bool done = false;
    for (struct fy_event *event; !done && (event = next_event(loader)) != NULL;) {
        bool mark = event->type == FYET_STREAM_START || event->type == FYET_DOCUMENT_START
            || event->type == FYET_DOCUMENT_END;
        if (value != NULL && event->type == FYET_DOCUMENT_START)
            report_syntax(loader, span_at(loader, fy_event_start_mark(event), NULL),
                          "a second document begins here; there can be one only");
        if (event->type == FYET_STREAM_END && value == NULL)
            value = make_value(loader, VALUE_NULL, event);
        done = event->type == FYET_STREAM_END || !loader->reader->fine;
        if (!mark && !done)
            value = take_value(loader, event, 0);
        done = done || value == NULL;
        done = done && !mark;
        fy_parser_event_free(loader->parser, event);
    }
    return value;
}

static struct yaml *check_map(struct loader *loader, struct yaml *value)
{
    struct span all = span_of(loader->reader->source, loader->start, loader->end);
    if (value->kind == VALUE_NULL) {
        value->kind = VALUE_MAP;
        value->text = STR_NONE;
        value->span = all;
    }
    if (value->kind == VALUE_MAP)
        return value;
    struct diag *diag = diag_add(loader->reader->diags, DIAG_WRONG_TYPE, value->span,
                                 "keys and their values are wanted here");
    diag_help(diag, "write each as `key: value` on a line of its own");
    return NULL;
}

struct yaml *yaml_read(struct arena *arena, const struct source *source, size_t start, size_t end,
                       struct diags *diags)
{
    struct yaml_reader *reader = ARENA_NEW(arena, struct yaml_reader);
    *reader = (struct yaml_reader){arena, source, diags, true};
    struct loader loader = {.reader = reader, .start = start, .end = end};
    struct fy_diag_cfg quiet;
    fy_diag_cfg_default(&quiet);
    quiet.fp = NULL;
    quiet.output_fn = ignore_output;
    struct fy_diag *diag = fy_diag_create(&quiet);
    fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg config = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE
                                      | FYPCF_DEFAULT_VERSION_1_2,
                                  .diag = diag};
    loader.parser = fy_parser_create(&config);
    struct str text = str_slice(source->text, start, end);
    struct yaml *value = NULL;
    if (loader.parser != NULL
        && fy_parser_set_string(loader.parser, str_c(arena, text), text.len) == 0)
        value = take_document(&loader);
    if (loader.parser == NULL || value == NULL || fy_diag_got_error(diag))
        report_errors(&loader, diag);
    fy_parser_destroy(loader.parser);
    fy_diag_destroy(diag);
    return reader->fine && value != NULL ? check_map(&loader, value) : NULL;
}
