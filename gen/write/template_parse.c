/* Reading a template: from its text to a flat row of pieces. */
#include <string.h>

#include "write/template_room.h"

/* Sections inside one another in one template. */
enum { SECTION_DEPTH = 48 };

struct parse {
    struct arena *arena;
    struct template *template;
    struct str text;
    size_t at;              /* all before this byte has been taken */
    struct str open, close; /* the delimiters, {{ and }} at first */
    size_t sections[SECTION_DEPTH];
    size_t depth;
    struct diags *diags;
    bool ok;
};

/* A tag as it stands in the text. */
struct tag {
    size_t start, end;
    char sigil;      /* 0 for a plain variable */
    struct str name; /* what is inside, trimmed */
    bool alone;      /* nothing else is on its line */
};

static struct span span_here(const struct parse *parse, size_t start, size_t end)
{
    return span_of(parse->template->source, start, end);
}

static void complain(struct parse *parse, size_t start, size_t end, const char *why)
{
    diag_add(parse->diags, DIAG_TEMPLATE_SYNTAX, span_here(parse, start, end), "%s", why);
    parse->ok = false;
}

static bool is_line_start(const struct parse *parse, size_t at)
{
    return at == 0 || parse->text.at[at - 1] == '\n';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct piece *add_piece(struct parse *parse, enum piece_kind kind, size_t start, size_t end)
{
    struct piece *piece = LIST_ADD(&parse->template->pieces, parse->arena);
    piece->kind = kind;
    piece->span = span_here(parse, start, end);
    piece->line_start = is_line_start(parse, start);
    return piece;
}

/* Literal text goes line by line, so that a partial's indentation can be put before each. */
static void add_text(struct parse *parse, size_t start, size_t end)
{
    while (start < end) {
        const char *newline = memchr(parse->text.at + start, '\n', end - start);
        size_t stop = newline != NULL ? (size_t)(newline - parse->text.at) + 1 : end;
        struct piece *piece = add_piece(parse, PIECE_TEXT, start, stop);
        piece->text = str_slice(parse->text, start, stop);
        start = stop;
    }
}

/* ---- tags ---- */

/* What closes the tag that has `sigil`: }}} for {{{, =}} for {{=. */
static struct str closing_of(const struct parse *parse, char sigil)
{
    if (sigil == '{')
        return str_join(parse->arena, STR("}"), parse->close);
    if (sigil == '=')
        return str_join(parse->arena, STR("="), parse->close);
    return parse->close;
}

static bool take_tag(struct parse *parse, size_t start, struct tag *tag)
{
    size_t inside = start + parse->open.len;
    char sigil = inside < parse->text.len ? parse->text.at[inside] : '\0';
    tag->start = start;
    tag->sigil = sigil != '\0' && strchr("#^/!>=&{", sigil) != NULL ? sigil : '\0';
    inside += tag->sigil != '\0';
    struct str closing = closing_of(parse, tag->sigil);
    size_t stop = str_find(parse->text, closing, inside);
    if (stop > parse->text.len) {
        complain(parse, start, start + parse->open.len, "this tag is never closed");
        return false;
    }
    tag->name = str_trim(str_slice(parse->text, inside, stop));
    tag->end = stop + closing.len;
    return true;
}

static bool has_space(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_blank(s.at[i]) || s.at[i] == '\n' || s.at[i] == '\r')
            return true;
    return false;
}

/* Whether the name could be anything's: not empty, one word, no empty part. */
static bool check_name(struct parse *parse, const struct tag *tag)
{
    struct str name = tag->name;
    if (tag->sigil == '!' || tag->sigil == '=')
        return true;
    bool partial = tag->sigil == '>' && name.len != 0 && !has_space(name);
    bool parts = name.len != 0 && !has_space(name) && name.at[0] != '.'
        && name.at[name.len - 1] != '.' && !str_has(name, STR(".."));
    if (partial || parts || str_is(name, "."))
        return true;
    complain(parse, tag->start, tag->end, "this is not a name");
    return false;
}

/* ---- tags that stand alone on their line take the whole line with them ---- */

/*
 * The start of the line's blanks before the tag; the
 * tag's own start where something else stands there.
 */
static size_t find_indent(const struct parse *parse, size_t start)
{
    size_t at = start;
    while (at > parse->at && is_blank(parse->text.at[at - 1]))
        at--;
    return is_line_start(parse, at) ? at : start;
}

/* The end of the line if only blanks are left on it; `end` itself and false where there is more. */
static bool find_line_end(const struct parse *parse, size_t end, size_t *line_end)
{
    size_t at = end;
    while (at < parse->text.len && is_blank(parse->text.at[at]))
        at++;
    if (at < parse->text.len && parse->text.at[at] == '\r')
        at++;
    bool ends = at == parse->text.len || parse->text.at[at] == '\n';
    *line_end = ends ? at + (at < parse->text.len) : end;
    return ends;
}

static bool may_stand_alone(char sigil)
{
    return sigil != '\0' && sigil != '&' && sigil != '{';
}

/* ---- what each kind of tag does ---- */

static void open_section(struct parse *parse, const struct tag *tag)
{
    if (parse->depth == SECTION_DEPTH) {
        complain(parse, tag->start, tag->end, "sections are opened too deep inside one another");
        return;
    }
    parse->sections[parse->depth++] = parse->template->pieces.count;
    enum piece_kind kind = tag->sigil == '#' ? PIECE_SECTION : PIECE_INVERTED;
    add_piece(parse, kind, tag->start, tag->end)->text = tag->name;
}

static void close_section(struct parse *parse, const struct tag *tag)
{
    if (parse->depth == 0) {
        complain(parse, tag->start, tag->end, "this closes a section that was never opened");
        return;
    }
    struct piece *opened = &parse->template->pieces.at[parse->sections[parse->depth - 1]];
    if (!str_eq(opened->text, tag->name)) {
        struct diag *diag =
            diag_add(parse->diags, DIAG_TEMPLATE_SYNTAX, span_here(parse, tag->start, tag->end),
                     "this closes \"%.*s\", but \"%.*s\" is open", STR_ARG(tag->name),
                     STR_ARG(opened->text));
        diag_note(diag, "opened", opened->span, "\"%.*s\"", STR_ARG(opened->text));
        parse->ok = false;
        return;
    }
    opened->end = parse->template->pieces.count;
    parse->depth--;
}

static void set_delimiters(struct parse *parse, const struct tag *tag)
{
    struct str rest = tag->name, open, close, more;
    bool two = str_word(&rest, &open) && str_word(&rest, &close) && !str_word(&rest, &more);
    if (!two || str_has(open, STR("=")) || str_has(close, STR("="))) {
        complain(parse, tag->start, tag->end, "two delimiters are wanted, without \"=\" in them");
        return;
    }
    parse->open = open;
    parse->close = close;
}

static void add_partial(struct parse *parse, const struct tag *tag, struct str indent)
{
    struct piece *piece = add_piece(parse, PIECE_PARTIAL, tag->start, tag->end);
    piece->text = tag->name;
    piece->indent = indent;
    piece->line_start = tag->alone;
}

static void add_tag(struct parse *parse, const struct tag *tag, struct str indent)
{
    switch (tag->sigil) {
    case '#':
    case '^': open_section(parse, tag); break;
    case '/': close_section(parse, tag); break;
    case '=': set_delimiters(parse, tag); break;
    case '>': add_partial(parse, tag, indent); break;
    case '!': break;
    case '&':
    case '{': add_piece(parse, PIECE_RAW, tag->start, tag->end)->text = tag->name; break;
    default: add_piece(parse, PIECE_VALUE, tag->start, tag->end)->text = tag->name; break;
    }
}

/*
 * A line of a partial that begins with a tag is indented like one that begins with text. Values see
 * to it themselves; for tags that write nothing an empty text holds the place.
 */
static void hold_line_start(struct parse *parse, const struct tag *tag)
{
    bool writes = tag->sigil == '\0' || tag->sigil == '&' || tag->sigil == '{';
    if (!tag->alone && !writes && is_line_start(parse, tag->start))
        add_piece(parse, PIECE_TEXT, tag->start, tag->start);
}

/* Take the text up to the tag at `start`, and the tag. */
static bool take_piece(struct parse *parse, size_t start)
{
    struct tag tag = {0};
    if (!take_tag(parse, start, &tag) || !check_name(parse, &tag))
        return false;
    size_t line_end = tag.end;
    size_t indent = find_indent(parse, start);
    tag.alone = may_stand_alone(tag.sigil) && is_line_start(parse, indent)
        && find_line_end(parse, tag.end, &line_end);
    add_text(parse, parse->at, tag.alone ? indent : start);
    hold_line_start(parse, &tag);
    add_tag(parse, &tag, tag.alone ? str_slice(parse->text, indent, start) : STR_NONE);
    parse->at = tag.alone ? line_end : tag.end;
    return true;
}

static void take_pieces(struct parse *parse)
{
    for (;;) {
        size_t start = str_find(parse->text, parse->open, parse->at);
        if (start > parse->text.len)
            break;
        if (!take_piece(parse, start))
            return;
    }
    add_text(parse, parse->at, parse->text.len);
}

static void check_closed(struct parse *parse)
{
    for (size_t i = 0; i < parse->depth; i++) {
        struct span span = parse->template->pieces.at[parse->sections[i]].span;
        complain(parse, span.start, span.end, "this section is never closed");
    }
}

bool templates_add(struct templates *templates, struct str name, const struct source *source,
                   struct diags *diags)
{
    struct template *template = ARENA_NEW(templates->arena, struct template);
    template->source = source;
    struct parse parse = {.arena = templates->arena,
                          .template = template,
                          .text = source->text,
                          .open = STR("{{"),
                          .close = STR("}}"),
                          .diags = diags,
                          .ok = true};
    take_pieces(&parse);
    if (parse.ok)
        check_closed(&parse);
    if (parse.ok)
        map_add(&templates->by_name, name, template);
    return parse.ok;
}
