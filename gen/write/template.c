#include "write/template.h"

#include <string.h>

#include "base/list.h"
#include "base/map.h"
#include "write/template_room.h"

/*
 * Bytes that one rendering may write, pieces counted in, if nothing else is said.
 * No list of essays comes near it; runaway recursion does.
 */
static const size_t COST_LIMIT = (size_t)256 << 20;

struct templates *templates_new(struct arena *arena)
{
    struct templates *templates = ARENA_NEW(arena, struct templates);
    templates->arena = arena;
    templates->by_name = map_new(arena);
    templates->cost_limit = COST_LIMIT;
    return templates;
}

void templates_limit(struct templates *templates, size_t bytes)
{
    templates->cost_limit = bytes;
}

bool templates_has(const struct templates *templates, struct str name)
{
    return map_get(&templates->by_name, name) != NULL;
}

void template_miss_partial(const struct templates *templates, const struct piece *piece,
                           struct diags *diags)
{
    struct diag *diag = diag_add(diags, DIAG_TEMPLATE_NO_PARTIAL, piece->span,
                                 "there is no partial \"%.*s\"", STR_ARG(piece->text));
    struct str near = map_closest(&templates->by_name, piece->text);
    if (near.len != 0)
        diag_help(diag, "did you mean \"%.*s\"?", STR_ARG(near));
}

static bool check_template(const struct templates *templates, const struct template *template,
                           struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < template->pieces.count; i++) {
        const struct piece *piece = &template->pieces.at[i];
        if (piece->kind != PIECE_PARTIAL || templates_has(templates, piece->text))
            continue;
        template_miss_partial(templates, piece, diags);
        ok = false;
    }
    return ok;
}

bool templates_check(const struct templates *templates, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < templates->by_name.count; i++)
        ok = check_template(templates, templates->by_name.at[i].value, diags) && ok;
    return ok;
}

/* ---- rendering ---- */

enum {
    CONTEXTS = 64, /* objects that sections may open inside one another, with those of the caller */
    PARTIAL_DEPTH = 32,  /* partials inside one another */
    COST_OF_A_PIECE = 16 /* so that loops which write nothing end too */
};

struct render {
    const struct templates *templates;
    const json_t *contexts[CONTEXTS];
    size_t count;
    size_t depth, cost;
    struct str indent; /* of the partial that is being written */
    struct out *out;
    struct diags *diags;
    bool ok, stopped;
};

static void stop(struct render *render, const struct piece *piece, const char *why)
{
    if (!render->stopped)
        diag_add(render->diags, DIAG_TEMPLATE_SYNTAX, piece->span, "%s", why);
    render->ok = false;
    render->stopped = true;
}

static const json_t *get_member(const json_t *object, struct str key)
{
    return json_is_object(object) ? json_object_getn(object, key.at, key.len) : NULL;
}

static const json_t *find_first_part(const struct render *render, struct str key)
{
    for (size_t i = render->count; i > 0; i--) {
        const json_t *found = get_member(render->contexts[i - 1], key);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* The value of a name; NULL, after an error, where no context has it. */
static const json_t *find_value(struct render *render, const struct piece *piece)
{
    if (str_is(piece->text, "."))
        return render->contexts[render->count - 1];
    struct str rest = piece->text, part;
    str_split(&rest, '.', &part);
    const json_t *value = find_first_part(render, part);
    while (value != NULL && str_split(&rest, '.', &part))
        value = get_member(value, part);
    if (value == NULL) {
        diag_add(render->diags, DIAG_TEMPLATE_UNKNOWN_NAME, piece->span,
                 "there is nothing called \"%.*s\" here", STR_ARG(piece->text));
        render->ok = false;
    }
    return value;
}

static bool is_true(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_NULL:
    case JSON_FALSE: return false;
    case JSON_ARRAY: return json_array_size(value) != 0;
    case JSON_STRING: return json_string_length(value) != 0;
    case JSON_OBJECT:
    case JSON_INTEGER:
    case JSON_REAL:
    case JSON_TRUE: return true;
    }
    return false;
}

static void put_string(struct render *render, const struct piece *piece, const json_t *value)
{
    struct str text = {json_string_value(value), json_string_length(value)};
    if (piece->kind == PIECE_RAW)
        out_raw(render->out, text);
    else
        out_attr(render->out, text);
}

static void put_value(struct render *render, const struct piece *piece)
{
    const json_t *value = find_value(render, piece);
    if (value == NULL)
        return;
    if (json_is_string(value))
        put_string(render, piece, value);
    else if (json_is_integer(value))
        out_fmt(render->out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        out_fmt(render->out, "%.10g", json_real_value(value));
    else if (json_is_boolean(value))
        out_c(render->out, json_is_true(value) ? "true" : "false");
    else if (!json_is_null(value))
        stop(render, piece, "a list or an object is written with a section, not as a value");
}

static void put_pieces(struct render *render, const struct template *template, size_t from,
                       size_t to);

static void put_inside(struct render *render, const struct template *template, size_t at,
                       const json_t *value)
{
    const struct piece *piece = &template->pieces.at[at];
    if (render->count == CONTEXTS) {
        stop(render, piece, "sections are opened too deep inside one another");
        return;
    }
    render->contexts[render->count++] = value;
    put_pieces(render, template, at + 1, piece->end);
    render->count--;
}

static void put_section(struct render *render, const struct template *template, size_t at)
{
    const struct piece *piece = &template->pieces.at[at];
    const json_t *value = find_value(render, piece);
    if (value == NULL || !is_true(value))
        return;
    if (!json_is_array(value)) {
        put_inside(render, template, at, value);
        return;
    }
    for (size_t i = 0; i < json_array_size(value) && !render->stopped; i++)
        put_inside(render, template, at, json_array_get(value, i));
}

static void put_inverted(struct render *render, const struct template *template, size_t at)
{
    const struct piece *piece = &template->pieces.at[at];
    const json_t *value = find_value(render, piece);
    if (value != NULL && !is_true(value))
        put_pieces(render, template, at + 1, piece->end);
}

static void put_partial(struct render *render, const struct piece *piece)
{
    const struct template *partial = map_get(&render->templates->by_name, piece->text);
    if (partial == NULL) {
        template_miss_partial(render->templates, piece, render->diags);
        render->ok = false;
        return;
    }
    if (render->depth == PARTIAL_DEPTH) {
        stop(render, piece, "partials include one another without end");
        return;
    }
    struct str outer = render->indent;
    render->indent = piece->indent.len != 0 ? str_join(render->out->arena, outer, piece->indent)
        : piece->line_start                 ? outer
                                            : STR_NONE;
    render->depth++;
    put_pieces(render, partial, 0, partial->pieces.count);
    render->depth--;
    render->indent = outer;
}

/* Write the piece at `at`; gives the number of the piece behind it and all that belongs to it. */
static size_t put_piece(struct render *render, const struct template *template, size_t at)
{
    const struct piece *piece = &template->pieces.at[at];
    bool writes =
        piece->kind == PIECE_TEXT || piece->kind == PIECE_VALUE || piece->kind == PIECE_RAW;
    if (piece->line_start && writes)
        out_raw(render->out, render->indent);
    switch (piece->kind) {
    case PIECE_TEXT: out_raw(render->out, piece->text); break;
    case PIECE_VALUE:
    case PIECE_RAW: put_value(render, piece); break;
    case PIECE_SECTION: put_section(render, template, at); return piece->end;
    case PIECE_INVERTED: put_inverted(render, template, at); return piece->end;
    case PIECE_PARTIAL: put_partial(render, piece); break;
    }
    return at + 1;
}

static void put_pieces(struct render *render, const struct template *template, size_t from,
                       size_t to)
{
    for (size_t at = from; at < to && !render->stopped;) {
        size_t before = render->out->len;
        const struct piece *piece = &template->pieces.at[at];
        size_t next = put_piece(render, template, at);
        /* What is inside a section or partial has counted itself. */
        render->cost += COST_OF_A_PIECE + (next == at + 1 ? render->out->len - before : 0);
        if (render->cost > render->templates->cost_limit)
            stop(render, piece, "the page grows over its limit here");
        at = next;
    }
}

bool template_render(const struct templates *templates, struct str name,
                     const json_t *const *contexts, size_t count, struct out *out,
                     struct diags *diags)
{
    struct render render = {.templates = templates, .out = out, .diags = diags, .ok = true};
    const struct template *template = map_get(&templates->by_name, name);
    if (template == NULL || count == 0 || count > CONTEXTS / 2) {
        diag_add(diags, DIAG_TEMPLATE_NO_PARTIAL, SPAN_NONE, "there is no template \"%.*s\"",
                 STR_ARG(name));
        return false;
    }
    memcpy(render.contexts, contexts, count * sizeof *contexts);
    render.count = count;
    put_pieces(&render, template, 0, template->pieces.count);
    return render.ok;
}
