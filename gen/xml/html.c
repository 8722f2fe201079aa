#include "xml/html.h"

#include <limits.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/out.h"

/*
 * The library compares each attribute of a tag with all before it, and a file may be one tag. So
 * the bytes that all names of a document may take are limited: some hundred different ones, more
 * than any page has. Attributes past them are left out.
 */
enum { NAME_BYTES = 8192 };

/* The parser at work: its events become the tree. */
struct builder {
    struct arena *arena;
    htmlParserCtxtPtr parser;
    struct html_node *root, *here;
    struct out text; /* a text comes in pieces */
    size_t text_offset;
    struct str source;
    size_t before; /* bytes that were put before the source */
    size_t depth, most_depth;
    bool stopped;
};

/* ---- places ---- */

/* Where the parser stands in the source. */
static size_t find_offset(const struct builder *b)
{
    const xmlParserInput *input = b->parser->input;
    if (input == NULL)
        return b->source.len;
    size_t at = input->consumed + (size_t)(input->cur - input->base);
    at = at > b->before ? at - b->before : 0;
    return at < b->source.len ? at : b->source.len;
}

/* The tag that the parser has just read begins at the last `<` before it. */
static size_t find_tag(const struct builder *b)
{
    size_t at = find_offset(b);
    const char *start = at != 0 ? memrchr(b->source.at, '<', at) : NULL;
    return start != NULL ? (size_t)(start - b->source.at) : at;
}

/* A text that the parser has just read, where it has no references, stands right before it. */
static size_t find_text(const struct builder *b, struct str text)
{
    size_t at = find_offset(b), start = at > text.len ? at - text.len : 0;
    return str_eq(str_slice(b->source, start, at), text) ? start : at;
}

/* ---- the tree ---- */

static struct html_node *add_node(struct builder *b)
{
    struct html_node *node = ARENA_NEW(b->arena, struct html_node);
    node->parent = b->here;
    if (b->here->last != NULL)
        b->here->last->next = node;
    else
        b->here->first = node;
    b->here->last = node;
    return node;
}

static void end_text(struct builder *b)
{
    if (b->text.len == 0)
        return;
    struct html_node *node = add_node(b);
    node->text = str_keep(b->arena, out_str(&b->text));
    node->offset = b->text_offset;
    b->text.len = 0;
}

static struct str keep(struct builder *b, const xmlChar *text)
{
    return str_keep(b->arena, str_from((const char *)text));
}

static void put_attributes(struct builder *b, const xmlChar **from, struct html_node *node)
{
    size_t count = 0;
    while (from != NULL && from[2 * count] != NULL)
        count++;
    node->attributes = ARENA_ARRAY(b->arena, count, struct html_attribute);
    node->attribute_count = count;
    for (size_t i = 0; i < count; i++)
        node->attributes[i] =
            (struct html_attribute){keep(b, from[2 * i]), keep(b, from[2 * i + 1])};
}

/* ---- what the parser tells ---- */

static void stop_too_deep(struct builder *b)
{
    b->stopped = true;
    b->root->offset = find_tag(b);
    xmlStopParser(b->parser);
}

static void begin(void *data, const xmlChar *name, const xmlChar **attributes)
{
    struct builder *b = data;
    if (b->stopped)
        return;
    end_text(b);
    if (++b->depth > b->most_depth) {
        stop_too_deep(b);
        return;
    }
    struct html_node *node = add_node(b);
    node->name = keep(b, name);
    node->offset = find_tag(b);
    put_attributes(b, attributes, node);
    b->here = node;
}

/* The library tells of the end of each element that it has told the beginning of. */
static void end(void *data, const xmlChar *name)
{
    struct builder *b = data;
    if (b->stopped)
        return;
    end_text(b);
    if (b->here == b->root || !str_is(b->here->name, (const char *)name))
        return;
    b->here = b->here->parent;
    b->depth--;
}

static void take_text(void *data, const xmlChar *at, int len)
{
    struct builder *b = data;
    if (b->stopped || len <= 0)
        return;
    struct str text = {(const char *)at, (size_t)len};
    if (b->text.len == 0)
        b->text_offset = find_text(b, text);
    out_raw(&b->text, text);
}

/* ---- the whole ---- */

/* Behind white space, comments and declarations. */
static struct str skip_prologue(struct str text)
{
    for (;;) {
        text = str_trim(text);
        bool comment = str_starts(text, STR("<!--"));
        if (!comment && !str_starts(text, STR("<!")) && !str_starts(text, STR("<?")))
            return text;
        struct str close = comment ? STR("-->") : STR(">");
        text = str_slice(text, str_find(text, close, 2) + close.len, text.len);
    }
}

/*
 * The library puts a paragraph around words outside of a body, which a piece of a document has not.
 * A body is put before it, unless it begins with `html`, whose attributes would be lost in one.
 */
static bool is_whole(struct str text)
{
    struct str start = skip_prologue(text), tag = STR("<html");
    return start.len >= tag.len && strncasecmp(start.at, tag.at, tag.len) == 0;
}

/*
 * The library, which knows HTML 4, waits for the end of a `wbr`, which has none: it is made a
 * processing instruction, which means as little, in the copy that is parsed.
 */
static void hide_break_marks(char *text, size_t len)
{
    struct str tag = STR("<wbr");
    for (char *at = text; (at = memchr(at, '<', len - (size_t)(at - text))) != NULL; at++)
        if (len - (size_t)(at - text) > tag.len && strncasecmp(at, tag.at, tag.len) == 0
            && strchr(" \t\r\n/>", at[tag.len]) != NULL)
            at[1] = '?';
}

static struct str prepare(struct builder *b, struct str text)
{
    struct str body = is_whole(text) ? STR_NONE : STR("<body>");
    struct out out = out_sized(b->arena, body.len + text.len + 1);
    out_raw(&out, body);
    out_raw(&out, text);
    b->before = body.len;
    if (out.len != 0)
        hide_break_marks(out.at, out.len);
    return out_str(&out);
}

static void set_events(htmlSAXHandler *sax)
{
    memset(sax, 0, sizeof *sax);
    sax->startElement = begin;
    sax->endElement = end;
    sax->characters = take_text;
    sax->ignorableWhitespace = take_text;
    sax->cdataBlock = take_text;
}

enum html_outcome html_parse(struct arena *arena, struct str text, size_t depth,
                             struct html_node *root)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    if (parser == NULL)
        return HTML_NO_MEMORY;
    struct builder b = {.arena = arena,
                        .parser = parser,
                        .root = root,
                        .here = root,
                        .text = out_new(arena),
                        .source = text,
                        .most_depth = depth};
    *root = (struct html_node){0};
    struct str whole = prepare(&b, text);
    bool fits = whole.len <= INT_MAX;
    if (fits) {
        set_events(parser->sax);
        parser->userData = &b;
        xmlDictSetLimit(parser->dict, NAME_BYTES);
        htmlDocPtr none = htmlCtxtReadMemory(
            parser, whole.at != NULL ? whole.at : "", (int)whole.len, NULL, "UTF-8",
            HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
        xmlFreeDoc(none); /* events make no document */
        end_text(&b);
    }
    htmlFreeParserCtxt(parser);
    return b.stopped ? HTML_TOO_DEEP : fits ? HTML_READ : HTML_NO_MEMORY;
}

/* ---- attributes ---- */

static const struct html_attribute *find_attribute(const struct html_node *node, const char *name)
{
    for (size_t i = 0; i < node->attribute_count; i++)
        if (str_is(node->attributes[i].name, name))
            return &node->attributes[i];
    return NULL;
}

struct str html_attr(const struct html_node *node, const char *name)
{
    const struct html_attribute *attribute = find_attribute(node, name);
    return attribute != NULL ? attribute->value : STR_NONE;
}

bool html_has_attr(const struct html_node *node, const char *name)
{
    return find_attribute(node, name) != NULL;
}
