/* What a note's quotation says: its text, the gaps in it, and the part that is meant. */
#include <string.h>

#include "annotate/room.h"
#include "base/out.h"
#include "base/utf8.h"

/* Bytes of the quotation's text without marks. */
struct part {
    size_t start, end;
};

struct quote_reader {
    struct arena *arena;
    struct rendered rendered; /* the quotation as it stands */
    bool *marks;              /* for each of its bytes: whether it belongs to a mark */
    bool row;                 /* pasted from a table's source: its bars stand between cells */
    LIST(size_t) equals;      /* where each == begins */
    struct part part;         /* in the rendered text, then in the text without marks */
    enum quote_part kind;
};

static bool is_code(const struct node *node)
{
    return node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK || node->kind == NODE_MATH;
}

/* Two equals signs, not more, are a mark. */
static bool is_equals(struct str text, size_t at)
{
    return at + 1 < text.len && text.at[at] == '=' && text.at[at + 1] == '='
        && (at == 0 || text.at[at - 1] != '=') && (at + 2 == text.len || text.at[at + 2] != '=');
}

static void find_equals(struct quote_reader *r)
{
    struct str text = r->rendered.text;
    size_t code_end = 0;
    for (size_t at = 0; at + 1 < text.len; at++) {
        const char *next = memchr(text.at + at, '=', text.len - at);
        if (next == NULL)
            return;
        at = (size_t)(next - text.at);
        size_t piece = rendered_find(&r->rendered, at);
        if (piece < r->rendered.pieces.count && is_code(r->rendered.pieces.at[piece].node))
            code_end = r->rendered.pieces.at[piece].end;
        if (at >= code_end && is_equals(text, at))
            *LIST_ADD(&r->equals, r->arena) = at;
    }
}

/* A single == is text; one pair marks the part; with more of them nobody knows. */
static void take_equals(struct quote_reader *r)
{
    find_equals(r);
    if (r->equals.count < 2)
        return;
    r->kind = r->equals.count == 2 ? PART_MARKED : PART_UNCLEAR;
    r->part = (struct part){r->equals.at[0] + 2, r->equals.at[1]};
    for (size_t i = 0; i < r->equals.count; i++)
        r->marks[r->equals.at[i]] = r->marks[r->equals.at[i] + 1] = true;
}

/* A footnote's mark, pasted from the essay's source where it has no footnote: [^3]. */
static void take_footnote_marks(struct quote_reader *r)
{
    struct str text = r->rendered.text;
    for (size_t at = 0; (at = str_find(text, STR("[^"), at)) < text.len; at++) {
        size_t end = at + 2;
        while (end < text.len && text.at[end] != ']' && text.at[end] != ' ' && text.at[end] != '\n')
            end++;
        if (end < text.len && text.at[end] == ']' && end > at + 2)
            memset(r->marks + at, true, end + 1 - at);
    }
}

static struct part range_of(const struct quote_reader *r, const struct node *node)
{
    struct part range = {SIZE_MAX, 0};
    for (size_t i = 0; i < r->rendered.pieces.count; i++) {
        const struct rendered_piece *piece = &r->rendered.pieces.at[i];
        if (node_above(piece->node, NODE_STRONG) != node)
            continue;
        range.start = range.start < piece->start ? range.start : piece->start;
        range.end = piece->end;
    }
    return range;
}

static bool is_blank(struct str text)
{
    for (size_t i = 0; i < text.len;)
        if (!utf8_is_space(utf8_next(text, &i)))
            return false;
    return true;
}

/* A quotation that is bold from end to end has no part: all of it is the passage. */
static bool is_all(const struct quote_reader *r, struct part part)
{
    struct str text = r->rendered.text;
    return is_blank(str_slice(text, 0, part.start))
        && is_blank(str_slice(text, part.end, text.len));
}

static void take_bold(struct quote_reader *r, const struct node *tree)
{
    for (const struct node *node = tree; node != NULL && r->kind == PART_ALL;
         node = node_next(tree, node)) {
        if (node->kind != NODE_STRONG)
            continue;
        struct part part = range_of(r, node);
        if (part.start >= part.end || is_all(r, part))
            continue;
        if (r->part.end != 0) {
            r->kind = PART_UNCLEAR;
            return;
        }
        r->part = part;
    }
    if (r->kind == PART_ALL && r->part.end != 0)
        r->kind = PART_BOLD;
}

static bool is_row(struct str text)
{
    text = str_trim(text);
    return text.len > 2 && text.at[0] == '|' && text.at[text.len - 1] == '|';
}

/* The text without its marks; r->part becomes a part of it. */
static struct str text_without_marks(struct quote_reader *r)
{
    struct str text = r->rendered.text;
    struct out out = out_new(r->arena);
    struct part part = r->part;
    for (size_t i = 0; i <= text.len; i++) {
        if (i == r->part.start)
            part.start = out.len;
        if (i == r->part.end)
            part.end = out.len;
        if (i < text.len && !r->marks[i])
            out_char(&out, r->row && text.at[i] == '|' ? ' ' : text.at[i]);
    }
    r->part = part;
    return out_str(&out);
}

/* The first folded byte whose letter begins at or after `offset`. */
static size_t folded_at(const struct folded *folded, size_t offset)
{
    size_t low = 0, high = folded->text.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (folded->start[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * Remember where an end of the part lies, if the piece
 * from `start` to `end` is the one that holds it.
 */
static void set_points(struct quotation *quotation, struct part part, size_t start, size_t end)
{
    size_t piece = quotation->pieces.count;
    if (part.start < end && quotation->part_start.piece == SIZE_MAX)
        quotation->part_start =
            (struct quote_point){piece, part.start > start ? part.start - start : 0};
    if (part.end > start)
        quotation->part_end =
            (struct quote_point){piece, (part.end < end ? part.end : end) - start};
}

static void put_piece(struct quote_reader *r, struct quotation *quotation, struct str folded,
                      struct part part, size_t start, size_t end)
{
    while (start < end && folded.at[start] == ' ')
        start++;
    while (end > start && folded.at[end - 1] == ' ')
        end--;
    if (start == end)
        return;
    set_points(quotation, part, start, end);
    *LIST_ADD(&quotation->pieces, r->arena) = str_slice(folded, start, end);
}

static void cut_pieces(struct quote_reader *r, struct quotation *quotation,
                       const struct folded *folded)
{
    struct str text = folded->text, gap = STR("[...]");
    struct part part = {folded_at(folded, r->part.start), folded_at(folded, r->part.end)};
    while (part.start < part.end && text.at[part.start] == ' ')
        part.start++;
    while (part.end > part.start && text.at[part.end - 1] == ' ')
        part.end--;
    bool has_part = part.start < part.end && (r->kind == PART_MARKED || r->kind == PART_BOLD);
    quotation->part = has_part || r->kind == PART_UNCLEAR ? r->kind : PART_ALL;
    quotation->part_start.piece = SIZE_MAX;
    for (size_t start = 0; start <= text.len;) {
        size_t end = str_find(text, gap, start);
        size_t next = end + gap.len;
        put_piece(r, quotation, text, part, start, end < text.len ? end : text.len);
        start = end < text.len ? next : text.len + 1;
    }
}

/* What was typed before the first letter of an item or an attribution: "- ", "3. ", "— ". */
static struct str sign_of(const struct node *block, const struct node *first)
{
    while (node_is_inline(first->parent))
        first = first->parent; /* the emphasis or the link that begins there */
    struct span a = block->span, b = first->span;
    if (a.source == NULL || a.source != b.source || b.start <= a.start)
        return STR_NONE;
    struct str sign = span_text(span_of(a.source, a.start, b.start));
    return str_has(sign, STR("\n")) ? STR_NONE : sign;
}

static bool is_below(const struct node *node, const struct node *above)
{
    while (node != NULL && node != above)
        node = node->parent;
    return node != NULL;
}

/* The outermost block with such a sign that begins with this piece; NULL for none. */
static const struct node *block_begun_by(const struct rendered *rendered, size_t piece)
{
    const struct node *before = piece > 0 ? rendered->pieces.at[piece - 1].node : NULL;
    const struct node *outermost = NULL, *node = rendered->pieces.at[piece].node;
    for (; node != NULL && !is_below(before, node); node = node->parent)
        if (node->kind == NODE_ITEM || node_has_class(node, "attribution"))
            outermost = node;
    return outermost;
}

/*
 * The quotation with the signs in it that Markdown takes for markup: "3. Mai" and "— Non, dit-elle"
 * may be words of the essay. False where there are none.
 */
static bool render_as_typed(struct arena *arena, struct rendered *rendered)
{
    struct str text = rendered->text;
    struct out out = out_new(arena);
    size_t at = 0;
    for (size_t i = 0; i < rendered->pieces.count; i++) {
        struct rendered_piece *piece = &rendered->pieces.at[i];
        const struct node *block = block_begun_by(rendered, i);
        out_raw(&out, str_slice(text, at, piece->start));
        if (block != NULL)
            out_raw(&out, sign_of(block, piece->node));
        at = piece->end;
        struct str words = str_slice(text, piece->start, piece->end);
        piece->start = (uint32_t)out.len;
        out_raw(&out, words);
        piece->end = (uint32_t)out.len;
    }
    out_raw(&out, str_slice(text, at, text.len));
    rendered->text = out_str(&out);
    return rendered->text.len != text.len;
}

static enum quote_form form_of(const struct node *tree, bool row)
{
    if (row)
        return FORM_ROW;
    bool heading =
        tree->first != NULL && tree->first == tree->last && tree->first->kind == NODE_HEADER;
    return heading ? FORM_HEADING : FORM_ANY;
}

static struct quotation quotation_of(struct quote_reader *r, const struct node *tree)
{
    struct quotation quotation = {0};
    r->marks = ARENA_ARRAY(r->arena, r->rendered.text.len + 1, bool);
    r->row = is_row(r->rendered.text);
    take_equals(r);
    take_footnote_marks(r);
    take_bold(r, tree);
    quotation.whole = fold_text(r->arena, r->rendered.text).text;
    struct folded folded = fold_text(r->arena, text_without_marks(r));
    quotation.form = form_of(tree, r->row);
    cut_pieces(r, &quotation, &folded);
    quotation.one_block =
        quotation.pieces.count == 1 && !str_has(str_trim(r->rendered.text), STR("\n"));
    quotation.literal =
        quotation.pieces.count == 1 && str_eq(quotation.pieces.at[0], quotation.whole);
    return quotation;
}

struct quotation read_quotation(struct annotator *a, const struct note *note)
{
    if (note->quote_tree == NULL)
        return (struct quotation){0};
    struct quote_reader plain = {.arena = a->scratch}, typed = plain;
    plain.rendered = fold_render(a->scratch, note->quote_tree);
    typed.rendered = fold_render(a->scratch, note->quote_tree);
    bool signs = render_as_typed(a->scratch, &typed.rendered);
    struct quotation quotation = quotation_of(&plain, note->quote_tree);
    if (!signs)
        return quotation;
    struct quotation *otherwise = ARENA_NEW(a->scratch, struct quotation);
    *otherwise = quotation;
    quotation = quotation_of(&typed, note->quote_tree);
    quotation.otherwise = otherwise;
    return quotation;
}

size_t quote_weight(struct str folded)
{
    size_t weight = 0;
    for (size_t i = 0; i < folded.len;) {
        uint32_t code = utf8_next(folded, &i);
        weight += utf8_is_cjk(code) || utf8_is_hangul(code) ? 2 : 1;
    }
    return weight;
}
