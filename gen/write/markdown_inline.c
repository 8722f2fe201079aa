/* Inlines: each kind as the marks that the reader takes for it. */
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "write/markdown_room.h"

static void put_inline(struct markdown *m, const struct node *node);

void markdown_put_inlines(struct markdown *m, const struct node *parent)
{
    for (const struct node *node = parent->first; node != NULL; node = node->next)
        put_inline(m, node);
}

void markdown_put_line(struct markdown *m, const struct node *parent)
{
    lines_begin(&m->lines);
    m->start = m->boxed ? 0 : m->out->len;
    m->boxed = false;
    markdown_put_inlines(m, parent);
}

static unsigned char last_byte(const struct markdown *m)
{
    return markdown_at_start(m) ? ' ' : (unsigned char)m->out->at[m->out->len - 1];
}

static void part_from(struct markdown *m, char mark)
{
    if (last_byte(m) == (unsigned char)mark)
        markdown_part(m);
}

void markdown_open(struct markdown *m, const char *bracket)
{
    if (last_byte(m) == '!') { /* that of a link's neighbour, which has no backslash yet */
        m->out->len--;
        out_c(m->out, m->out->len > m->start && last_byte(m) == '\\' ? "!" : "\\!");
    }
    out_c(m->out, bracket);
}

/* ---- emphasis ---- */

/* What CommonMark's rule for emphasis tells apart; not every SIGN is punctuation to it. */
enum beside { BESIDE_GAP, BESIDE_ASCII, BESIDE_SIGN, BESIDE_LETTER };

static enum beside beside_of(uint32_t code)
{
    if (utf8_is_space(code))
        return BESIDE_GAP;
    if (utf8_is_letter(code) || utf8_is_digit(code))
        return BESIDE_LETTER;
    return code < 0x80 ? BESIDE_ASCII : BESIDE_SIGN;
}

static enum beside beside_before(const struct markdown *m)
{
    size_t start;
    return markdown_at_start(m) ? BESIDE_GAP
                                : beside_of(utf8_before(out_str(m->out), m->out->len, &start));
}

/* What `node` will begin with. All but text begins with a sign. */
static enum beside beside_first(const struct node *node)
{
    size_t at = 0;
    return node->kind == NODE_STR ? beside_of(utf8_next(node->text, &at)) : BESIDE_ASCII;
}

static void open_emphasis(struct markdown *m, char mark, const struct node *first)
{
    enum beside before = beside_before(m), after = beside_first(first);
    bool safe = before == BESIDE_GAP || before == BESIDE_ASCII;
    bool closed = last_byte(m) == (unsigned char)mark;
    if (closed || (!safe && (after != BESIDE_LETTER || mark == '_')))
        markdown_part(m);
}

static void put_emphasis(struct markdown *m, const struct node *node, size_t count)
{
    static const char marks[] = "**__";
    const char *pair = marks + (m->emphasis % 2 == 0 ? 0 : 2);
    struct str mark = {pair, count};
    open_emphasis(m, *pair, node->first);
    out_raw(m->out, mark);
    if (beside_first(node->first) == BESIDE_GAP)
        markdown_part(m);
    m->emphasis++;
    markdown_put_inlines(m, node);
    m->emphasis--;
    if (beside_before(m) == BESIDE_GAP)
        markdown_part(m);
    bool hard = *pair == '_' || beside_before(m) != BESIDE_LETTER;
    out_raw(m->out, mark);
    m->closed = hard ? m->out->len : m->closed;
}

/* ---- other marks ---- */

static void put_strikeout(struct markdown *m, const struct node *node)
{
    part_from(m, '~');
    out_c(m->out, "~~");
    markdown_put_inlines(m, node);
    part_from(m, '~');
    out_c(m->out, "~~");
}

static void put_element(struct markdown *m, const struct node *node, const char *name)
{
    out_fmt(m->out, "<%s>", name);
    markdown_put_inlines(m, node);
    out_fmt(m->out, "</%s>", name);
}

static void put_span(struct markdown *m, const struct node *node)
{
    markdown_open(m, "[");
    markdown_put_inlines(m, node);
    out_char(m->out, ']');
    out_raw(m->out, markdown_attr(m, node, 0));
}

static size_t longest_run(struct str text, char c)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.at[i] == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static bool is_blank(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != ' ')
            return false;
    return true;
}

/* A space at each end is taken off by the reader, and one keeps a backtick from the fence. */
static void put_code(struct markdown *m, const struct node *node)
{
    struct str text = node->text;
    char first = text.at[0], last = text.at[text.len - 1];
    bool padded = first == '`' || last == '`' || (first == ' ' && last == ' ' && !is_blank(text));
    size_t ticks = longest_run(text, '`') + 1;
    part_from(m, '`');
    for (size_t i = 0; i < ticks; i++)
        out_char(m->out, '`');
    out_c(m->out, padded ? " " : "");
    out_raw(m->out, text);
    out_c(m->out, padded ? " " : "");
    for (size_t i = 0; i < ticks; i++)
        out_char(m->out, '`');
}

/* ---- breaks ---- */

static void end_line(struct markdown *m)
{
    lines_end(&m->lines);
    lines_begin(&m->lines);
    m->start = m->out->len;
}

static void put_soft_break(struct markdown *m)
{
    if (m->one_line)
        out_char(m->out, ' ');
    else
        end_line(m);
}

/* A backslash alone at the end of a paragraph would be text; a tag alone on a line, a block. */
static void put_line_break(struct markdown *m, const struct node *node)
{
    bool start = markdown_at_start(m);
    if (!m->one_line && !start && node->next != NULL && !markdown_is_gap(node->next)) {
        out_char(m->out, '\\');
        end_line(m);
        return;
    }
    out_c(m->out, "<br>");
    if (start && (node->next == NULL || markdown_is_gap(node->next)))
        markdown_part(m);
}

/* ---- raw ---- */

/* What a line that begins like this would be is a block, and no part of a paragraph. */
static bool opens_block(const struct markdown *m, const struct node *node)
{
    return markdown_at_start(m) && !m->one_line
        && (node->next == NULL || markdown_is_gap(node->next) || !str_starts(node->text, STR("<"))
            || node->text.len < 3 || node->text.at[1] == '!' || node->text.at[1] == '?'
            || markdown_opens_block(node->text));
}

static bool is_tag(struct str text)
{
    return text.len > 2 && text.at[0] == '<' && text.at[text.len - 1] == '>'
        && str_find(text, STR(">"), 0) == text.len - 1;
}

static void put_raw(struct markdown *m, const struct node *node)
{
    if (!is_tag(node->text) || opens_block(m, node)) {
        markdown_simplify(m, node, "raw HTML that is no tag within a line is left out");
        return;
    }
    for (size_t i = 0; i < node->text.len; i++) {
        char c = node->text.at[i];
        out_char(m->out, c == '\n' || c == '\r' ? ' ' : c);
    }
}

/* ---- one inline ---- */

static void put_str(struct markdown *m, const struct node *node)
{
    markdown_put_text(m, node->text, node->next != NULL && !markdown_is_gap(node->next));
}

static void put_inline(struct markdown *m, const struct node *node)
{
    switch (node->kind) {
    case NODE_STR: put_str(m, node); break;
    case NODE_EMPH: put_emphasis(m, node, 1); break;
    case NODE_STRONG: put_emphasis(m, node, 2); break;
    case NODE_STRIKEOUT: put_strikeout(m, node); break;
    case NODE_SUPERSCRIPT: put_element(m, node, "sup"); break;
    case NODE_SUBSCRIPT: put_element(m, node, "sub"); break;
    case NODE_CODE: put_code(m, node); break;
    case NODE_SPACE: out_char(m->out, ' '); break;
    case NODE_SOFT_BREAK: put_soft_break(m); break;
    case NODE_LINE_BREAK: put_line_break(m, node); break;
    case NODE_RAW_INLINE: put_raw(m, node); break;
    case NODE_LINK: markdown_put_link(m, node); break;
    case NODE_IMAGE: markdown_put_image(m, node, NULL); break;
    case NODE_NOTE: markdown_put_note(m, node); break;
    case NODE_SPAN: put_span(m, node); break;
    case NODE_UNDERLINE:
    case NODE_SMALL_CAPS:
    case NODE_QUOTED:
    case NODE_CITE:
    case NODE_MATH: /* fitting has left none of these */
    case NODE_PLAIN:
    case NODE_PARA:
    case NODE_LINE_BLOCK:
    case NODE_CODE_BLOCK:
    case NODE_RAW_BLOCK:
    case NODE_BLOCK_QUOTE:
    case NODE_ORDERED_LIST:
    case NODE_BULLET_LIST:
    case NODE_DEFINITION_LIST:
    case NODE_HEADER:
    case NODE_HORIZONTAL_RULE:
    case NODE_TABLE:
    case NODE_FIGURE:
    case NODE_DIV:
    case NODE_BLOCKS:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_ITEM:
    case NODE_DEFINED_TERM:
    case NODE_DEFINITION:
    case NODE_CAPTION:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_TABLE_FOOT:
    case NODE_ROW:
    case NODE_CELL: markdown_put_inlines(m, node); break;
    }
}
