#include "base/diag.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/map.h"
#include "base/out.h"
#include "base/utf8.h"

struct diag_fact {
    const char *name;
    enum severity severity;
    const char *summary;
};

static const struct diag_fact facts[] = {
#define DIAG(kind, name, severity, summary) {name, SEVERITY_##severity, summary},
#include "base/diag.def"
};

enum { KIND_COUNT = sizeof facts / sizeof facts[0] };

static const char *const severity_names[] = {"ignore", "notice", "warning", "error"};

/* Where something stands, worked out, so that the source may go away. */
struct spot {
    struct str path; /* empty: no place */
    struct place place;
};

struct detail {
    struct str label, message;
    struct spot spot;
};

struct diag {
    enum diag_kind kind;
    enum severity severity;
    struct str message, help, line;
    struct spot spot;
    LIST(struct detail) details;
    struct diags *owner;
    bool asked; /* it is about what was asked for, not about the content */
};

struct diags {
    struct arena *home; /* holds this struct; `arena` may go to another list */
    struct arena *arena;
    LIST(struct diag *) list;
    struct map seen; /* message and place of each, so that each is said once */
    unsigned char severity[KIND_COUNT];
    LIST(struct arena *) joined; /* arenas of lists that were joined to this one */
};

const char *diag_name(enum diag_kind kind)
{
    return facts[kind].name;
}

const char *diag_summary(enum diag_kind kind)
{
    return facts[kind].summary;
}

enum severity diag_severity(enum diag_kind kind)
{
    return facts[kind].severity;
}

bool diag_by_name(struct str name, enum diag_kind *kind)
{
    for (unsigned i = 0; i < KIND_COUNT; i++) {
        if (str_is(name, facts[i].name)) {
            *kind = (enum diag_kind)i;
            return true;
        }
    }
    return false;
}

struct str diag_closest(struct str name)
{
    struct str best = STR_NONE;
    size_t least = name.len / 3 + 2;
    for (unsigned i = 0; i < KIND_COUNT; i++) {
        size_t distance = str_distance(name, str_from(facts[i].name));
        if (distance < least) {
            least = distance;
            best = str_from(facts[i].name);
        }
    }
    return best;
}

struct diags *diags_new(void)
{
    struct arena *home = arena_new();
    struct diags *diags = ARENA_NEW(home, struct diags);
    diags->home = home;
    diags->arena = arena_new();
    diags->seen = map_new(diags->arena);
    for (unsigned i = 0; i < KIND_COUNT; i++)
        diags->severity[i] = (unsigned char)facts[i].severity;
    return diags;
}

void diags_free(struct diags *diags)
{
    if (diags == NULL)
        return;
    for (size_t i = 0; i < diags->joined.count; i++)
        arena_free(diags->joined.at[i]);
    arena_free(diags->arena);
    arena_free(diags->home);
}

/* A lost note or a format that says something else is never a matter of taste. */
static bool is_fixed(enum diag_kind kind)
{
    return kind == DIAG_NOTE_NOT_FOUND || kind == DIAG_NOTE_AMBIGUOUS
        || kind == DIAG_NOTE_LOST_IN_FILTER || kind == DIAG_FORMATS_DISAGREE;
}

bool diags_set_severity(struct diags *diags, enum diag_kind kind, enum severity severity)
{
    if (is_fixed(kind) && severity != SEVERITY_ERROR)
        return false;
    diags->severity[kind] = (unsigned char)severity;
    return true;
}

void diags_like(struct diags *diags, const struct diags *like)
{
    memcpy(diags->severity, like->severity, sizeof diags->severity);
}

enum severity diags_severity(const struct diags *diags, enum diag_kind kind)
{
    return (enum severity)diags->severity[kind];
}

/*
 * A copy that any format can hold: names of files,
 * and sources that are not UTF-8, may hold any bytes.
 */
static struct str keep_valid(struct arena *arena, struct str s)
{
    if (utf8_check(s) == s.len)
        return str_keep(arena, s);
    struct out out = out_new(arena);
    for (size_t i = 0; i < s.len;)
        out_code(&out, utf8_next(s, &i));
    return out_str(&out);
}

static struct spot spot_of(struct diags *diags, struct span span)
{
    if (span.source == NULL)
        return (struct spot){0};
    return (struct spot){keep_valid(diags->arena, span.source->path), span_place(span)};
}

static struct str format_valid(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static struct str format_valid(struct arena *arena, const char *format, va_list args)
{
    return keep_valid(arena, str_vfmt(arena, format, args));
}

/* False where the same message was given for the same place before. */
static bool is_new(struct diags *diags, const struct diag *diag)
{
    struct str key =
        str_fmt(diags->arena, "%.*s:%u:%u %u %.*s", STR_ARG(diag->spot.path), diag->spot.place.line,
                diag->spot.place.column, (unsigned)diag->kind, STR_ARG(diag->message));
    return map_add(&diags->seen, key, (void *)(uintptr_t)diag) == diag;
}

/* Where a filter made what the message is about, that filter's line. */
static void add_maker(struct diag *diag, struct span span)
{
    if (span.source == NULL || span.source->made_by == NULL)
        return;
    struct span maker = *span.source->made_by;
    diag_note(diag, "made by", maker, "%.*s", STR_ARG(str_trim(span_text(maker))));
}

struct diag *diag_add(struct diags *diags, enum diag_kind kind, struct span span,
                      const char *format, ...)
{
    enum severity severity = diags_severity(diags, kind);
    if (severity == SEVERITY_IGNORE)
        return NULL;
    struct diag *diag = ARENA_NEW(diags->arena, struct diag);
    *diag = (struct diag){.kind = kind, .severity = severity, .owner = diags};
    diag->spot = spot_of(diags, span);
    diag->line = keep_valid(diags->arena, span_line(span));
    va_list args;
    va_start(args, format);
    diag->message = format_valid(diags->arena, format, args);
    va_end(args);
    if (!is_new(diags, diag))
        return NULL;
    *LIST_ADD(&diags->list, diags->arena) = diag;
    add_maker(diag, span);
    return diag;
}

void diag_note(struct diag *diag, const char *label, struct span span, const char *format, ...)
{
    if (diag == NULL)
        return;
    struct arena *arena = diag->owner->arena;
    va_list args;
    va_start(args, format);
    struct detail *detail = LIST_ADD(&diag->details, arena);
    *detail = (struct detail){str_keep(arena, str_from(label)), format_valid(arena, format, args),
                              spot_of(diag->owner, span)};
    va_end(args);
}

void diag_asked(struct diag *diag)
{
    diag->asked = true;
}

void diag_help(struct diag *diag, const char *format, ...)
{
    if (diag == NULL)
        return;
    va_list args;
    va_start(args, format);
    diag->help = format_valid(diag->owner->arena, format, args);
    va_end(args);
}

size_t diags_count(const struct diags *diags, enum severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < diags->list.count; i++)
        count += diags->list.at[i]->severity == severity;
    return count;
}

static bool is_configuration(const struct diag *diag)
{
    if (diag->kind == DIAG_NO_SUCH_FILTER || diag->kind == DIAG_NO_SUCH_THEME
        || diag->kind == DIAG_NO_PROJECT || diag->kind == DIAG_PORT_TAKEN
        || diag->kind == DIAG_OUTPUT_NOT_OURS || diag->kind == DIAG_TEMPLATE_SYNTAX
        || diag->kind == DIAG_TEMPLATE_UNKNOWN_NAME || diag->kind == DIAG_TEMPLATE_NO_PARTIAL
        || diag->kind == DIAG_FILTER_OPTION)
        return true;
    bool on_command_line = diag->kind == DIAG_BAD_VALUE && diag->spot.path.len == 0;
    return diag->asked || on_command_line || str_ends(diag->spot.path, STR("gloss.yaml"));
}

static enum blame blame_of(const struct diag *diag)
{
    if (diag->kind == DIAG_FORMATS_DISAGREE || diag->kind == DIAG_DOCBOOK_INVALID)
        return BLAME_GLOSS;
    if (diag->kind == DIAG_PRINT_NO_ENGINE || diag->kind == DIAG_PRINT_FAILED)
        return BLAME_MACHINE;
    return is_configuration(diag) ? BLAME_CONFIGURATION : BLAME_CONTENT;
}

bool diags_blame(const struct diags *diags, enum blame blame)
{
    for (size_t i = 0; i < diags->list.count; i++) {
        const struct diag *diag = diags->list.at[i];
        if (diag->severity == SEVERITY_ERROR && blame_of(diag) == blame)
            return true;
    }
    return false;
}

void diags_join(struct diags *diags, struct diags *from)
{
    for (size_t i = 0; i < from->list.count; i++) {
        struct diag *diag = from->list.at[i];
        diag->owner = diags;
        if (is_new(diags, diag))
            *LIST_ADD(&diags->list, diags->arena) = diag;
    }
    if (from->list.count == 0)
        return;
    /* The texts stay where they are; the arena that holds them changes its owner. */
    for (size_t i = 0; i < from->joined.count; i++)
        *LIST_ADD(&diags->joined, diags->arena) = from->joined.at[i];
    *LIST_ADD(&diags->joined, diags->arena) = from->arena;
    from->arena = arena_new();
    from->list.at = NULL;
    from->list.count = from->list.room = 0;
    from->joined.at = NULL;
    from->joined.count = from->joined.room = 0;
    from->seen = map_new(from->arena);
}

static int by_place(const void *a, const void *b)
{
    const struct diag *x = *(struct diag *const *)a, *y = *(struct diag *const *)b;
    int order = str_cmp(x->spot.path, y->spot.path);
    if (order == 0)
        order =
            (x->spot.place.line > y->spot.place.line) - (x->spot.place.line < y->spot.place.line);
    if (order == 0)
        order = (x->spot.place.column > y->spot.place.column)
            - (x->spot.place.column < y->spot.place.column);
    if (order == 0)
        order = (x->kind > y->kind) - (x->kind < y->kind);
    return order != 0 ? order : str_cmp(x->message, y->message);
}

static const char *color_of(enum severity severity)
{
    return severity == SEVERITY_ERROR  ? "\033[1;31m"
        : severity == SEVERITY_WARNING ? "\033[1;33m"
                                       : "\033[1m";
}

static enum severity shown_severity(const struct diag *diag, struct diags_style style)
{
    return style.deny && diag->severity == SEVERITY_WARNING ? SEVERITY_ERROR : diag->severity;
}

/*
 * Control characters of the source would act on the
 * terminal, and a line end would break the line's form.
 */
static void print_plain(FILE *to, struct str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t start = i;
        uint32_t code = utf8_next(s, &i);
        if (code < 0x20 || (code >= 0x7F && code < 0xA0))
            fputc(' ', to);
        else
            fwrite(s.at + start, 1, i - start, to);
    }
}

static void print_spot(FILE *to, const struct spot *spot)
{
    if (spot->path.len != 0)
        fprintf(to, "%.*s:%u:%u: ", STR_ARG(spot->path), spot->place.line, spot->place.column);
}

static void print_head(FILE *to, const struct diag *diag, struct diags_style style)
{
    enum severity severity = shown_severity(diag, style);
    print_spot(to, &diag->spot);
    fprintf(to, "%s%s[%s]%s: ", style.color ? color_of(severity) : "", severity_names[severity],
            diag_name(diag->kind), style.color ? "\033[0m" : "");
    print_plain(to, diag->message);
    fputc('\n', to);
}

/* Very long lines are cut to a window of characters around the place. */
enum { EXCERPT_WIDTH = 96, EXCERPT_BEFORE = 40 };

struct excerpt {
    struct str text;
    bool cut_before, cut_after;
    unsigned indent, carets; /* in terminal columns */
};

static struct excerpt excerpt_of(const struct diag *diag)
{
    struct excerpt excerpt = {0};
    const struct place *place = &diag->spot.place;
    uint32_t from =
        place->column > EXCERPT_WIDTH - EXCERPT_BEFORE ? place->column - EXCERPT_BEFORE : 1;
    uint32_t to = from + EXCERPT_WIDTH, column = 1;
    uint32_t end = place->end_line > place->line ? UINT32_MAX : place->end_column;
    size_t start = diag->line.len, stop = 0;
    for (size_t i = 0, at = 0; i < diag->line.len; column++) {
        at = i;
        uint32_t code = utf8_next(diag->line, &i);
        if (column < from || column >= to)
            continue;
        start = at < start ? at : start;
        stop = i;
        unsigned width = utf8_width(code);
        if (column < place->column)
            excerpt.indent += width;
        else if (column < end)
            excerpt.carets += width;
    }
    excerpt.text = str_slice(diag->line, start, stop);
    excerpt.cut_before = from > 1;
    excerpt.cut_after = stop < diag->line.len;
    return excerpt;
}

static void print_repeated(FILE *to, char c, unsigned count)
{
    while (count-- > 0)
        fputc(c, to);
}

static void print_excerpt(FILE *to, const struct diag *diag, struct diags_style style)
{
    if (diag->spot.path.len == 0 || diag->line.len == 0)
        return;
    struct excerpt excerpt = excerpt_of(diag);
    const char *before = excerpt.cut_before ? "… " : "";
    int digits = fprintf(to, "  %u", diag->spot.place.line) - 2;
    fprintf(to, " | %s", before);
    print_plain(to, excerpt.text);
    fprintf(to, "%s\n  ", excerpt.cut_after ? " …" : "");
    print_repeated(to, ' ', (unsigned)digits);
    fputs(" | ", to);
    print_repeated(to, ' ', excerpt.indent + (excerpt.cut_before ? 2 : 0));
    if (style.color)
        fputs(color_of(shown_severity(diag, style)), to);
    print_repeated(to, '^', excerpt.carets > 0 ? excerpt.carets : 1);
    fputs(style.color ? "\033[0m\n" : "\n", to);
}

static void print_details(FILE *to, const struct diag *diag)
{
    for (size_t i = 0; i < diag->details.count; i++) {
        const struct detail *detail = &diag->details.at[i];
        fprintf(to, "  %.*s: ", STR_ARG(detail->label));
        if (detail->spot.path.len != 0)
            fprintf(to, "%.*s:%u:%u ", STR_ARG(detail->spot.path), detail->spot.place.line,
                    detail->spot.place.column);
        print_plain(to, detail->message);
        fputc('\n', to);
    }
    fputs(diag->help.len != 0 ? "  help: " : "  ", to);
    print_plain(to, diag->help);
    fprintf(to, "%s`gloss explain %s`\n", diag->help.len != 0 ? " · " : "", diag_name(diag->kind));
}

static json_t *json_of(struct str s)
{
    return s.len != 0 ? json_stringn(s.at, s.len) : json_string("");
}

static void set_place(json_t *to, const struct spot *spot, bool end)
{
    bool here = spot->path.len != 0;
    json_object_set_new(to, "file", here ? json_of(spot->path) : json_null());
    json_object_set_new(to, "line", here ? json_integer(spot->place.line) : json_null());
    json_object_set_new(to, "column", here ? json_integer(spot->place.column) : json_null());
    if (!end)
        return;
    json_object_set_new(to, "end_line", here ? json_integer(spot->place.end_line) : json_null());
    json_object_set_new(to, "end_column",
                        here ? json_integer(spot->place.end_column) : json_null());
}

static void print_json(FILE *to, const struct diag *diag, struct diags_style style)
{
    json_t *object = json_object(), *notes = json_array();
    json_object_set_new(object, "name", json_string(diag_name(diag->kind)));
    json_object_set_new(object, "severity",
                        json_string(severity_names[shown_severity(diag, style)]));
    json_object_set_new(object, "message", json_of(diag->message));
    set_place(object, &diag->spot, true);
    json_object_set_new(object, "excerpt", json_of(diag->line));
    for (size_t i = 0; i < diag->details.count; i++) {
        const struct detail *detail = &diag->details.at[i];
        json_t *note = json_object();
        struct str text = str_fmt(diag->owner->arena, "%.*s: %.*s", STR_ARG(detail->label),
                                  STR_ARG(detail->message));
        json_object_set_new(note, "message", json_of(text));
        set_place(note, &detail->spot, false);
        json_array_append_new(notes, note);
    }
    json_object_set_new(object, "notes", notes);
    json_object_set_new(object, "help", json_of(diag->help));
    json_dumpf(object, to, JSON_COMPACT | JSON_PRESERVE_ORDER);
    fputc('\n', to);
    json_decref(object);
}

static void print_one(FILE *to, const struct diag *diag, struct diags_style style)
{
    switch (style.format) {
    case MESSAGE_JSON: print_json(to, diag, style); break;
    case MESSAGE_SHORT: print_head(to, diag, style); break;
    case MESSAGE_HUMAN:
        print_head(to, diag, style);
        print_excerpt(to, diag, style);
        print_details(to, diag);
        break;
    }
}

void diags_print(struct diags *diags, FILE *to, struct diags_style style)
{
    if (diags->list.count > 1)
        qsort(diags->list.at, diags->list.count, sizeof(struct diag *), by_place);
    /* A flood of warnings must not hide the one error: errors have their places first. */
    bool all = style.format != MESSAGE_HUMAN || style.at_most == 0;
    size_t errors = diags_count(diags, SEVERITY_ERROR), left = 0;
    size_t room_for_errors = errors < style.at_most ? errors : style.at_most;
    size_t room_for_others = style.at_most - room_for_errors;
    for (size_t i = 0; i < diags->list.count; i++) {
        const struct diag *diag = diags->list.at[i];
        if (diag->severity == SEVERITY_NOTICE && !style.notices)
            continue;
        size_t *room = diag->severity == SEVERITY_ERROR ? &room_for_errors : &room_for_others;
        if (all || *room != 0)
            print_one(to, diag, style);
        else
            left++;
        *room -= *room != 0;
    }
    if (left != 0)
        fprintf(to, "… and %zu more (`--message-format short` shows all)\n", left);
}
