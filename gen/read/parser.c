#include "read/parser.h"

#include <limits.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmark-gfm-extension_api.h>

/* The library exports it, and names it in a header that the distribution does not ship. */
int cmark_register_plugin(cmark_plugin_init_func plugin);

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif

#ifdef UNDER_ASAN
/*
 * The lists that the library's extensions forget in parser_init
 * cannot be reached to be freed: a few bytes a process.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libcmark-gfm\n";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif

/* ---- memory ---- */

struct memory {
    struct arena *arena;
    size_t left;
    jmp_buf full;
};

/* A piece begins with its size, which growing it needs to know. */
struct piece {
    size_t size;
    size_t unused; /* keeps what follows aligned */
};

/*
 * cmark_mem has no context pointer, so the memory of the parse that this thread is in stands here.
 * It is set for the time of one call of parser_run only.
 */
static _Thread_local struct memory *current;

static size_t take_size(size_t size)
{
    if (size > SIZE_MAX / 2 || size + sizeof(struct piece) > current->left)
        longjmp(current->full, 1);
    current->left -= size + sizeof(struct piece);
    return size + sizeof(struct piece);
}

static void *put_piece(struct piece *piece, size_t size)
{
    piece->size = size;
    return piece + 1;
}

static void *take_zeroed(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size)
        longjmp(current->full, 1);
    return put_piece(arena_alloc(current->arena, take_size(count * size)), count * size);
}

static void *take_grown(void *from, size_t size)
{
    if (from == NULL)
        return take_zeroed(1, size);
    struct piece *piece = (struct piece *)from - 1;
    size_t old = piece->size;
    if (size <= old)
        return from;
    take_size(size - old);
    return put_piece(arena_grow(current->arena, piece, old + sizeof *piece, size + sizeof *piece),
                     size);
}

static void take_nothing(void *from)
{
    (void)from; /* the arena is reset as a whole */
}

static cmark_mem *memory_calls(void)
{
    static cmark_mem calls = {take_zeroed, take_grown, take_nothing};
    return &calls; /* cmark-gfm only reads it; its functions take no pointer to const */
}

/* ---- inline markers ---- */

static bool is_key_char(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '_' || c == ':' || c == '.';
}

/* Whether `{` at `at` opens attributes: `{#`, `{.` or `{key=`. Other braces are prose. */
static bool is_opening(cmark_inline_parser *parser, int at)
{
    unsigned char c = cmark_inline_parser_peek_at(parser, ++at);
    if (c == '#' || c == '.')
        return true;
    int start = at;
    while (is_key_char(cmark_inline_parser_peek_at(parser, at)))
        at++;
    return at > start && cmark_inline_parser_peek_at(parser, at) == '=';
}

/* The byte behind the `}` that closes the `{` at `at`, or the end of the line where none does. */
static int find_closing(cmark_inline_parser *parser, int at)
{
    unsigned char quote = 0;
    for (at++;; at++) {
        unsigned char c = cmark_inline_parser_peek_at(parser, at);
        if (c == '\0' || c == '\n' || c == '\r')
            return at;
        unsigned char next = cmark_inline_parser_peek_at(parser, at + 1);
        if (c == '\\' && quote != 0 && (next == quote || next == '\\'))
            at++;
        else if (quote == 0 && c == '}')
            return at + 1;
        else if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote)
            quote = 0;
    }
}

static bool is_end(cmark_inline_parser *parser, int at)
{
    unsigned char c = cmark_inline_parser_peek_at(parser, at);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        c = cmark_inline_parser_peek_at(parser, ++at);
    return c == '\0';
}

/* A caption's line begins with ": ", and no other paragraph's attributes stand at its end. */
static bool is_caption(cmark_inline_parser *parser)
{
    return cmark_inline_parser_peek_at(parser, 0) == ':'
        && cmark_inline_parser_peek_at(parser, 1) == ' ';
}

static int find_attributes(cmark_inline_parser *parser, cmark_node *parent, int at)
{
    if (at == 0 || !is_opening(parser, at))
        return at;
    unsigned char before = cmark_inline_parser_peek_at(parser, at - 1);
    int end = find_closing(parser, at);
    if (before == ']' || before == ')')
        return end;
    bool room = cmark_node_get_type(parent) == CMARK_NODE_HEADING || is_caption(parser);
    return room && is_end(parser, end) ? end : at;
}

static int find_tildes(cmark_inline_parser *parser, int at)
{
    if (at > 0 && cmark_inline_parser_peek_at(parser, at - 1) == '~')
        return at;
    int end = at;
    while (cmark_inline_parser_peek_at(parser, end) == '~')
        end++;
    return end - at == 2 ? end : at;
}

/* A node for the bytes from `at` to `end`. Table cells keep it because it looks like raw HTML. */
static cmark_node *make_marker(cmark_inline_parser *parser, int at, int end)
{
    size_t len = (size_t)(end - at);
    char *literal = take_zeroed(1, len + 1);
    for (size_t i = 0; i < len; i++)
        literal[i] = (char)cmark_inline_parser_peek_at(parser, at + (int)i);
    cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_HTML_INLINE, memory_calls());
    cmark_node_set_literal(node, literal);
    cmark_inline_parser_set_offset(parser, end);
    return node;
}

/* The tildes alone, for a dialect without attributes. */
static cmark_node *match_tildes(cmark_syntax_extension *self, cmark_parser *parser,
                                cmark_node *parent, unsigned char c, cmark_inline_parser *inlines)
{
    (void)self;
    (void)parser;
    (void)parent;
    int at = cmark_inline_parser_get_offset(inlines);
    int end = c == '~' ? find_tildes(inlines, at) : at;
    return end > at ? make_marker(inlines, at, end) : NULL;
}

static cmark_node *match_inline(cmark_syntax_extension *self, cmark_parser *parser,
                                cmark_node *parent, unsigned char c, cmark_inline_parser *inlines)
{
    (void)self;
    (void)parser;
    int at = cmark_inline_parser_get_offset(inlines), end = at;
    if (c == '{')
        end = find_attributes(inlines, parent, at);
    else if (c == '~')
        end = find_tildes(inlines, at);
    return end > at ? make_marker(inlines, at, end) : NULL;
}

/* ---- block markers ---- */

/*
 * A `:::` line becomes a leaf that looks like a thematic break;
 * translation tells it by its bytes and nests the blocks.
 */
static cmark_node *open_fence(cmark_parser *parser, cmark_node *parent, unsigned char *input,
                              int len)
{
    int at = cmark_parser_get_first_nonspace(parser);
    cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_THEMATIC_BREAK, at + 1);
    cmark_parser_advance_offset(parser, (char *)input, len - 1 - cmark_parser_get_offset(parser),
                                0);
    return node;
}

/* A definition stands behind its term, which is a paragraph, or behind another definition of it. */
static bool follows_term(cmark_node *parent)
{
    cmark_node *last = cmark_node_last_child(parent);
    return cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH
        || (last != NULL
            && (cmark_node_get_type(last) == CMARK_NODE_PARAGRAPH
                || cmark_node_get_type(last) == CMARK_NODE_CUSTOM_BLOCK));
}

/* The colon and the spaces behind it, of which more than four are the indentation of code. */
static cmark_node *open_definition(cmark_syntax_extension *self, cmark_parser *parser,
                                   cmark_node *parent, unsigned char *input, int len)
{
    enum { MOST_SPACES = 4 };
    int at = cmark_parser_get_first_nonspace(parser), spaces = 0;
    while (at + 1 + spaces < len && input[at + 1 + spaces] == ' ')
        spaces++;
    cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_CUSTOM_BLOCK, at + 1);
    cmark_node_set_syntax_extension(node, self);
    int count = at + 1 - cmark_parser_get_offset(parser) + (spaces <= MOST_SPACES ? spaces : 1);
    cmark_parser_advance_offset(parser, (char *)input, count, 0);
    return node;
}

/* A caption's line ends the table, of which it would else be a row. */
static cmark_node *open_block(cmark_syntax_extension *self, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int len)
{
    int at = cmark_parser_get_first_nonspace(parser);
    if (indented || at + 2 > len || input[at] != ':')
        return NULL;
    if (at + 3 <= len && input[at + 1] == ':' && input[at + 2] == ':')
        return open_fence(parser, parent, input, len);
    if (input[at + 1] != ' ')
        return NULL;
    if (strcmp(cmark_node_get_type_string(parent), "table") == 0)
        return cmark_parser_add_child(parser, parent, CMARK_NODE_PARAGRAPH, at + 1);
    return follows_term(parent) ? open_definition(self, parser, parent, input, len) : NULL;
}

/* A definition goes on over empty lines, and lines that are indented by two or more. */
static int match_definition(cmark_syntax_extension *self, cmark_parser *parser,
                            unsigned char *input, int len, cmark_node *definition)
{
    enum { INDENT = 2 };
    (void)self;
    (void)len;
    (void)definition;
    if (cmark_parser_is_blank(parser)) {
        int blanks = cmark_parser_get_first_nonspace(parser) - cmark_parser_get_offset(parser);
        cmark_parser_advance_offset(parser, (char *)input, blanks, 0);
        return 1;
    }
    if (cmark_parser_get_indent(parser) < INDENT)
        return 0;
    cmark_parser_advance_offset(parser, (char *)input, INDENT, 1);
    return 1;
}

/* ---- the parser ---- */

/* Ours come before `table`: else a block opener is never asked about a line of a paragraph. */
static const char *const extension_names[] = {"gloss", "tildes", "table", "tasklist", "autolink"};
enum { EXTENSIONS = sizeof extension_names / sizeof extension_names[0], GFM_ONLY = 1 };

static int register_gloss(cmark_plugin *plugin)
{
    cmark_syntax_extension *gloss = cmark_syntax_extension_new("gloss");
    cmark_mem *heap = cmark_get_default_mem_allocator();
    cmark_llist *special = cmark_llist_append(heap, NULL, (void *)'{');
    special = cmark_llist_append(heap, special, (void *)'~');
    cmark_syntax_extension_set_special_inline_chars(gloss, special);
    cmark_syntax_extension_set_match_inline_func(gloss, match_inline);
    cmark_syntax_extension_set_open_block_func(gloss, open_block);
    cmark_syntax_extension_set_match_block_func(gloss, match_definition);
    return cmark_plugin_register_syntax_extension(plugin, gloss);
}

static int register_tildes(cmark_plugin *plugin)
{
    cmark_syntax_extension *tildes = cmark_syntax_extension_new("tildes");
    cmark_syntax_extension_set_match_inline_func(tildes, match_tildes);
    return cmark_plugin_register_syntax_extension(plugin, tildes);
}

/* The first is ours alone, and has what the second has for GitHub's dialect. */
static void attach_extensions(cmark_parser *parser, enum dialect dialect)
{
    for (size_t i = 0; i < EXTENSIONS && dialect != DIALECT_COMMONMARK; i++)
        if (i > GFM_ONLY || (dialect == DIALECT_GFM) == (i == GFM_ONLY))
            cmark_parser_attach_syntax_extension(parser,
                                                 cmark_find_syntax_extension(extension_names[i]));
}

void parser_init(void)
{
    cmark_gfm_core_extensions_ensure_registered();
    if (cmark_find_syntax_extension("gloss") != NULL)
        return;
    cmark_register_plugin(register_gloss);
    cmark_register_plugin(register_tildes);
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    attach_extensions(parser, DIALECT_GLOSS);
    cmark_manage_extensions_special_characters(parser, 1);
    cmark_parser_free(parser);
    for (size_t i = 0; i < EXTENSIONS; i++)
        cmark_syntax_extension_set_special_inline_chars(
            cmark_find_syntax_extension(extension_names[i]), NULL);
}

bool parser_run(struct arena *scratch, size_t most, struct str text, enum dialect dialect,
                void (*use)(cmark_node *root, void *context), void *context)
{
    struct memory memory = {.arena = scratch, .left = most};
    struct memory *outer = current;
    current = &memory;
    /*
     * cmark-gfm keeps nothing between parses, so leaving it
     * in the middle leaves only memory of the arena behind.
     */
    bool whole = setjmp(memory.full) == 0;
    if (whole) {
        int options = dialect != DIALECT_COMMONMARK ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT;
        cmark_parser *parser = cmark_parser_new_with_mem(options, memory_calls());
        attach_extensions(parser, dialect);
        cmark_parser_feed(parser, text.at != NULL ? text.at : "", text.len);
        use(cmark_parser_finish(parser), context);
    }
    current = outer;
    return whole;
}

struct str parser_entity(struct str entity)
{
    /* Letters at both ends keep an entity that is white space from being trimmed. */
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, memory_calls());
    cmark_parser_feed(parser, "x", 1);
    cmark_parser_feed(parser, entity.at, entity.len);
    cmark_parser_feed(parser, "x", 1);
    cmark_node *text = cmark_node_first_child(cmark_node_first_child(cmark_parser_finish(parser)));
    struct str literal = str_from(text != NULL ? cmark_node_get_literal(text) : NULL);
    return literal.len > 2 ? str_slice(literal, 1, literal.len - 1) : entity;
}
