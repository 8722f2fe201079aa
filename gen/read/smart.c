/*
 * Smart punctuation: straight quotation marks, hyphens
 * and full stops become what a printer would set.
 */
#include "base/utf8.h"
#include "read/reader.h"

struct marks {
    const char *language;
    const char *open, *close, *inner_open, *inner_close;
};

/* As CLDR has them; French ones come with narrow no-break spaces. */
static const struct marks all_marks[] = {
    {"en", "“", "”", "‘", "’"},
    {"de", "„", "“", "‚", "‘"},
    {"fr", "«\u202F", "\u202F»", "“", "”"},
    {"ja", NULL, NULL, NULL, NULL},
};

static const struct marks *find_marks(struct str language)
{
    struct str name = STR_NONE;
    if (language.len != 0)
        str_split(&language, '-', &name);
    for (size_t i = 0; i < sizeof all_marks / sizeof all_marks[0]; i++)
        if (str_is(name, all_marks[i].language))
            return &all_marks[i];
    return &all_marks[0];
}

/* ---- what stands around a mark ---- */

enum { SPACE = ' ', WORD = 'x' };

static struct node *next_leaf(const struct node *block, const struct node *node)
{
    bool closed = node->kind == NODE_NOTE || node->kind == NODE_IMAGE;
    return closed ? node_after(block, node) : node_next(block, node);
}

static uint32_t first_code(const struct node *node)
{
    size_t at = 0;
    return node->text.len != 0 ? utf8_next(node->text, &at) : SPACE;
}

static uint32_t last_code(const struct node *node)
{
    size_t start;
    return node->text.len != 0 ? utf8_before(node->text, node->text.len, &start) : SPACE;
}

/*
 * What a mark meets where `node` stands: 0 for nodes
 * that say nothing, such as emphasis that opens here.
 */
static uint32_t code_of(const struct node *node, bool first)
{
    if (node->kind == NODE_STR)
        return first ? first_code(node) : last_code(node);
    if (node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
        return SPACE;
    return node->kind == NODE_CODE || node->kind == NODE_IMAGE || node->kind == NODE_MATH ? WORD
                                                                                          : 0;
}

static uint32_t code_after(const struct node *block, const struct node *mark)
{
    for (struct node *node = next_leaf(block, mark); node != NULL; node = next_leaf(block, node)) {
        uint32_t code = code_of(node, true);
        if (code != 0)
            return code;
    }
    return SPACE;
}

/* ---- quotation marks ---- */

/*
 * A mark, and whether it can open or close by what
 * stands around it (CommonMark's rule for emphasis).
 */
struct quote {
    struct node *node;
    char sign;
    bool opens, closes;
    bool digit; /* follows: '90s */
    bool paired;
};

struct smart {
    struct reader *reader;
    const struct marks *marks;
    LIST(struct quote) quotes;
};

static bool is_word(uint32_t code)
{
    return utf8_is_letter(code) || utf8_is_digit(code);
}

static void add_quote(struct smart *smart, struct node *node, uint32_t before, uint32_t after)
{
    bool space_before = utf8_is_space(before), space_after = utf8_is_space(after);
    bool sign_before = utf8_is_punctuation(before), sign_after = utf8_is_punctuation(after);
    bool left = !space_after && (!sign_after || space_before || sign_before);
    bool right = !space_before && (!sign_before || space_after || sign_after);
    struct quote *quote = LIST_ADD(&smart->quotes, smart->reader->arena);
    quote->node = node;
    quote->sign = node->text.at[0];
    quote->opens = left && !is_word(before);
    quote->closes = right;
    quote->digit = utf8_is_digit(after);
}

static void set_text(struct node *node, const char *text)
{
    node->text = str_from(text);
}

/*
 * Match each closing mark with the nearest open one of its kind. The marks that are open are a
 * stack in `open`; what is found to be unmatched between two that match is dropped from it.
 */
static void pair_quotes(struct smart *smart)
{
    size_t *open = ARENA_ARRAY(smart->reader->arena, smart->quotes.count, size_t), count = 0;
    for (size_t i = 0; i < smart->quotes.count; i++) {
        struct quote *quote = &smart->quotes.at[i];
        size_t n = count;
        while (quote->closes && n > 0 && smart->quotes.at[open[n - 1]].sign != quote->sign)
            n--;
        if (quote->closes && n > 0) {
            struct quote *first = &smart->quotes.at[open[n - 1]];
            bool single = quote->sign == '\'';
            first->paired = quote->paired = true;
            set_text(first->node, single ? smart->marks->inner_open : smart->marks->open);
            set_text(quote->node, single ? smart->marks->inner_close : smart->marks->close);
            count = n - 1;
        } else if (quote->opens) {
            open[count++] = i;
        }
    }
}

/*
 * A mark alone: a single one is an apostrophe, a double
 * one opens (a quotation over paragraphs) or closes.
 */
static void settle_quotes(struct smart *smart)
{
    for (size_t i = 0; i < smart->quotes.count; i++) {
        struct quote *quote = &smart->quotes.at[i];
        if (quote->paired)
            continue;
        if (quote->sign == '\'')
            set_text(quote->node, "’");
        else
            set_text(quote->node, quote->opens ? smart->marks->open : smart->marks->close);
    }
}

/* ---- dashes and dots ---- */

static void join_signs(struct node *node)
{
    if (str_is(node->text, "--"))
        set_text(node, "–");
    else if (str_is(node->text, "---"))
        set_text(node, "—");
    else if (str_is(node->text, "..."))
        set_text(node, "…");
}

void smarten(struct reader *reader, struct node *block)
{
    struct smart smart = {.reader = reader, .marks = find_marks(reader->language)};
    uint32_t before = SPACE;
    for (struct node *node = block->first; node != NULL; node = next_leaf(block, node)) {
        bool sign = node->kind == NODE_STR && node->level == PIECE_SMART;
        bool quote = sign && (node->text.at[0] == '"' || node->text.at[0] == '\'');
        if (quote && smart.marks->open != NULL)
            add_quote(&smart, node, before, code_after(block, node));
        else if (sign && !quote)
            join_signs(node);
        uint32_t code = code_of(node, false);
        before = code != 0 ? code : before;
    }
    pair_quotes(&smart);
    settle_quotes(&smart);
}
