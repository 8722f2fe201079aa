/* Inlines of HTML: words, emphasis, code, spans. */
#include "base/utf8.h"
#include "read/markup_room.h"

/* ---- how inlines join ---- */

static bool is_blank(const struct node *node)
{
    return node != NULL && (node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK);
}

static bool melts(const struct node *last, const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_EMPH:
    case NODE_STRONG:
    case NODE_UNDERLINE:
    case NODE_STRIKEOUT:
    case NODE_SUPERSCRIPT:
    case NODE_SUBSCRIPT: return last->kind == node->kind;
    default: return false;
    }
}

static void melt(struct markup_reader *r, struct node *into, struct node *node)
{
    while (node->first != NULL) {
        struct node *child = node->first;
        node_remove(child);
        markup_join(r, into, child);
    }
}

void markup_join(struct markup_reader *r, struct node *to, struct node *node)
{
    struct node *last = to->last;
    bool line = node->kind == NODE_LINE_BREAK;
    if (last != NULL && is_blank(last) && (line || is_blank(node)))
        last->kind = node->kind == NODE_SPACE ? last->kind : node->kind;
    else if (last != NULL && melts(last, node))
        melt(r, last, node);
    else if (last == NULL || last->kind != NODE_LINE_BREAK || !is_blank(node))
        node_append(to, node);
}

void markup_trim(struct node *holder)
{
    while (is_blank(holder->first))
        node_remove(holder->first);
    while (is_blank(holder->last))
        node_remove(holder->last);
}

/* Spaces at the edges of emphasis stand beside it. */
void markup_join_trimmed(struct markup_reader *r, struct node *to, struct node *node)
{
    struct node *before = is_blank(node->first) ? node->first : NULL;
    struct node *after = is_blank(node->last) ? node->last : NULL;
    struct node *second =
        after != NULL ? node_new(r->arena, after->kind, after->span) : NULL; /* may be the first */
    markup_trim(node);
    if (before != NULL)
        markup_join(r, to, before);
    markup_join(r, to, node);
    if (second != NULL)
        markup_join(r, to, second);
}

/* ---- words ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/*
 * Pages that were written on Windows have its letters where Unicode has control characters; all
 * browsers show them as what was meant.
 */
static uint32_t mend_control(uint32_t code)
{
    static const uint16_t windows[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return code >= 0x80 && code < 0xA0 ? windows[code - 0x80] : code;
}

static struct str mend_word(struct markup_reader *r, struct str word)
{
    if (!str_has(word, STR("\xC2"))) /* the first byte of all of them */
        return word;
    struct out out = out_sized(r->arena, word.len + 1);
    for (size_t i = 0; i < word.len;)
        out_code(&out, mend_control(utf8_next(word, &i)));
    return out_str(&out);
}

/* A word's own place, unless references before it have moved it. */
static struct span word_span(const struct markup_reader *r, struct str word, size_t offset)
{
    struct span span = span_of(r->doc->source, offset, offset + word.len);
    return str_eq(span_text(span), word) ? span : span_of(r->doc->source, offset, offset);
}

void markup_put_words(struct markup_reader *r, struct str text, size_t offset, struct node *to)
{
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        bool line = false;
        while (i < text.len && is_space(text.at[i]))
            line = text.at[i++] == '\n' || line;
        if (i > start) {
            struct span span = span_of(r->doc->source, offset + start, offset + i);
            markup_join(r, to, node_new(r->arena, line ? NODE_SOFT_BREAK : NODE_SPACE, span));
            continue;
        }
        while (i < text.len && !is_space(text.at[i]))
            i++;
        struct str word = str_slice(text, start, i);
        markup_join(r, to,
                    node_text_new(r->arena, NODE_STR, mend_word(r, word),
                                  word_span(r, word, offset + start)));
    }
}

static void put_text(const struct html_node *from, struct out *out)
{
    if (markup_is(from, "br"))
        out_char(out, '\n');
    out_raw(out, from->text);
    for (const struct html_node *child = from->first; child != NULL; child = child->next)
        put_text(child, out);
}

struct str markup_text(struct markup_reader *r, const struct html_node *from)
{
    struct out out = out_new(r->arena);
    put_text(from, &out);
    return out_str(&out);
}

/* ---- elements ---- */

/* The inlines of `from` in a node of `kind`, in no tree. */
static struct node *take_marked(struct markup_reader *r, enum node_kind kind,
                                const struct html_node *from)
{
    struct node *node = markup_add(r, kind, from, NULL);
    if (markup_enter(r, from, 1))
        markup_put_inlines(r, from, node);
    markup_leave(r, 1);
    return node;
}

void markup_put_marked(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    markup_join_trimmed(r, to, take_marked(r, markup_element_of(from)->kind, from));
}

/* The title of a work where a quotation says whose it is. */
void markup_put_cite(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    if (markup_is_attribution(from->parent))
        markup_put_marked(r, from, to);
    else
        markup_put_inlines(r, from, to);
}

/* An element without a kind of its own: a Span with the name as its class. */
void markup_put_named_span(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *span = take_marked(r, NODE_SPAN, from);
    node_add_class(r->arena, span, from->name);
    markup_join(r, to, span);
}

void markup_put_small(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *span = take_marked(r, NODE_SPAN, from);
    node_add_class(r->arena, span, from->name);
    markup_join_trimmed(r, to, span);
}

static bool is_small_caps(const struct html_node *from)
{
    return markup_has_class(from, "smallcaps") || markup_has_class(from, "small-caps")
        || str_is(markup_style(from, "font-variant"), "small-caps");
}

void markup_put_span(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    bool caps = is_small_caps(from);
    struct node *span = take_marked(r, caps ? NODE_SMALL_CAPS : NODE_SPAN, from);
    if (!caps)
        span->attr = markup_attrs(r, from, "");
    markup_join(r, to, span);
}

void markup_put_bdo(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct str direction = html_attr(from, "dir");
    if (direction.len == 0) {
        markup_put_inlines(r, from, to);
        return;
    }
    struct node *span = take_marked(r, NODE_SPAN, from);
    node_set_attr(r->arena, span, STR("dir"), utf8_lower(r->arena, direction));
    markup_join(r, to, span);
}

void markup_put_quoted(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    bool inner = r->quotes++ % 2 == 1;
    struct node *quoted = take_marked(r, NODE_QUOTED, from);
    quoted->quote = inner ? QUOTE_SINGLE : QUOTE_DOUBLE;
    r->quotes--;
    markup_join_trimmed(r, to, quoted);
}

/* Line ends are spaces in code that stands in a line. */
static struct str code_text(struct markup_reader *r, const struct html_node *from)
{
    struct out out = out_new(r->arena);
    put_text(from, &out);
    for (size_t i = 0; i < out.len; i++)
        if (out.at[i] == '\n')
            out.at[i] = ' ';
    return out_str(&out);
}

/* Gloss shows formulas as code of the class `math`. */
static bool put_own_math(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    if (!markup_has_class(from, "math"))
        return false;
    struct node *math = markup_add(r, NODE_MATH, from, NULL);
    math->text = markup_text(r, from);
    math->math = markup_has_class(from, "display") ? MATH_DISPLAY : MATH_INLINE;
    markup_join(r, to, math);
    return true;
}

void markup_put_code(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    if (put_own_math(r, from, to))
        return;
    struct node *code = markup_add(r, NODE_CODE, from, NULL);
    code->attr = markup_attrs(r, from, "");
    code->text = code_text(r, from);
    if (markup_is(from, "samp"))
        node_add_class(r->arena, code, STR("sample"));
    if (markup_is(from, "var"))
        node_add_class(r->arena, code, STR("variable"));
    markup_join(r, to, code);
}

void markup_put_break(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    markup_join(r, to, markup_add(r, NODE_LINE_BREAK, from, NULL));
}

/* ---- what is not text ---- */

static void put_tex(struct markup_reader *r, const struct html_node *from, struct str tex,
                    bool display, struct node *to)
{
    struct node *math = markup_add(r, NODE_MATH, from, NULL);
    math->text = str_trim(tex);
    math->math = display ? MATH_DISPLAY : MATH_INLINE;
    markup_join(r, to, math);
}

/* TeX for MathJax; all other scripts are left out. */
void markup_put_script(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct str type = html_attr(from, "type");
    if (str_starts(type, STR("math/tex")))
        put_tex(r, from, markup_text(r, from), str_has(type, STR("mode=display")), to);
}

/* The TeX below `from`; empty where it has none. */
static struct str find_tex(struct markup_reader *r, const struct html_node *from)
{
    struct str tex = STR_NONE;
    if (markup_is(from, "annotation") && str_is(html_attr(from, "encoding"), "application/x-tex"))
        return markup_text(r, from);
    for (const struct html_node *child = from->first; child != NULL && tex.len == 0;
         child = child->next)
        tex = find_tex(r, child);
    return tex;
}

/* The TeX that MathML brings along; where it brings none, its letters. */
void markup_put_mathml(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct str tex = find_tex(r, from);
    if (tex.len == 0)
        tex = html_attr(from, "alttext");
    if (tex.len != 0)
        put_tex(r, from, tex, str_is(html_attr(from, "display"), "block"), to);
    else
        markup_put_words(r, markup_text(r, from), from->offset, to);
}

/* The words of a drawing. */
void markup_put_picture(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    markup_put_words(r, markup_text(r, from), from->offset, to);
}

void markup_put_nothing(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    (void)r;
    (void)from;
    (void)to;
}
