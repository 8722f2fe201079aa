#include "filter/link.h"

#include "base/map.h"
#include "filter/element.h"
#include "filter/maker.h"
#include "filter/marshal.h"
#include "model/terms.h"

/* A leaf of a paragraph and where its text stands in the paragraph's. */
struct piece {
    struct node *node;
    size_t start, end;
};

/* The text of one paragraph, for the matcher; between its pieces are spaces and barriers. */
struct flow {
    struct out text;
    LIST(struct piece) pieces;
    uint64_t units;  /* of work, not charged yet */
    bool with_notes; /* there may be notes in it */
};

/* What is to be linked in one paragraph. */
struct plan {
    size_t first, count; /* of the matches */
    bool with_notes;
};

struct linker {
    lua_State *L;
    struct state *s;
    const struct link_options *options;
    struct map linked; /* the entries that are linked in this scope, by id */
    struct flow flow;
    /*
     * A block is gone through twice: first the plans are made, and where there is anything to link
     * they are carried out, in the same order, on a copy that nobody else holds.
     */
    LIST(struct plan) plans;
    LIST(struct term_match) matches;
    bool linking;   /* the second time */
    size_t carried; /* plans that are carried out */
};

static const char barrier[] = "\xEF\xBF\xBC"; /* stands for what no term reaches over */

/* ---- which occurrences ---- */

static bool is_skipped(const struct linker *l, const struct entry *entry)
{
    if (str_eq(entry->id, l->options->self))
        return true;
    for (size_t i = 0; i < l->options->skip_count; i++)
        if (str_eq(entry->id, l->options->skip[i]))
            return true;
    return false;
}

static bool is_used(const struct linker *l, const struct entry *entry)
{
    return l->options->first != FIRST_ALL && map_get(&l->linked, entry->id) != NULL;
}

/* ---- the text of a paragraph ---- */

/* Marks of notes have no width: a term goes on behind them. */
static bool is_mark(const struct node *node)
{
    return node->kind == NODE_NOTE || node_is_note_span(node);
}

/* What a term may begin, go on or end in; the rest ends it. */
static bool is_transparent(const struct node *node)
{
    static const enum node_kind kinds[] = {NODE_EMPH,      NODE_UNDERLINE,  NODE_STRONG,
                                           NODE_STRIKEOUT, NODE_SMALL_CAPS, NODE_QUOTED};
    if (node->kind == NODE_SPAN)
        return !node_has_class(node, "title");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (node->kind == kinds[i])
            return true;
    return false;
}

/* Where each piece stands is asked only when there is something to link. */
static void add_piece(struct linker *l, struct node *node)
{
    struct flow *flow = &l->flow;
    size_t start = flow->text.len;
    out_raw(&flow->text, node->text);
    if (l->linking)
        *LIST_ADD(&flow->pieces, l->s->arena) = (struct piece){node, start, flow->text.len};
}

static bool is_linkable_code(const struct linker *l, const struct node *node)
{
    return node->kind == NODE_CODE && l->options->in_code;
}

/* A link to a term that the author made is the first occurrence, if it is one. */
static void note_written_link(struct linker *l, const struct node *node)
{
    if (node->kind != NODE_LINK || !str_starts(node->target, STR("term:")))
        return;
    struct str id = str_slice(node->target, 5, node->target.len);
    const struct entry *entry = site_entry(l->s->site, id);
    if (entry != NULL)
        map_add(&l->linked, entry->id, (void *)entry);
}

static void gather(struct linker *l, struct node *parent)
{
    struct flow *flow = &l->flow;
    for (struct node *node = parent->first; node != NULL; node = node->next) {
        flow->units += 1 + node->text.len / 16;
        if (node->kind == NODE_STR || is_linkable_code(l, node)) {
            add_piece(l, node);
        } else if (node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK) {
            out_char(&flow->text, ' ');
        } else if (is_mark(node)) {
            flow->with_notes = true;
        } else if (is_transparent(node)) {
            enter(l->L);
            gather(l, node);
            leave(l->L);
        } else {
            flow->with_notes = flow->with_notes || node->first != NULL;
            note_written_link(l, node);
            out_c(&flow->text, barrier);
        }
    }
}

static void gather_flow(struct linker *l, struct node *parent)
{
    struct flow *flow = &l->flow;
    flow->text.len = flow->pieces.count = 0;
    flow->units = 0;
    flow->with_notes = false;
    gather(l, parent);
    charge(l->L, 1 + flow->units + flow->text.len / 4);
}

/* ---- cutting ---- */

/*
 * The part of a Str's span that belongs to its bytes from
 * `start`; the whole where its text is not the source's.
 */
static struct span part_of_span(const struct node *node, size_t start, size_t end)
{
    if (!str_eq(span_text(node->span), node->text))
        return node->span;
    return span_of(node->span.source, node->span.start + start, node->span.start + end);
}

/* Cut a Str at byte `at`, which is inside; the new right part is given. */
static struct node *cut_text(struct linker *l, struct node *node, size_t at)
{
    struct node *right = make_node(l->L, NODE_STR);
    right->text = str_slice(node->text, at, node->text.len);
    right->span = part_of_span(node, at, node->text.len);
    node->span = part_of_span(node, 0, at);
    node->text = str_slice(node->text, 0, at);
    node_insert_after(node, right);
    return right;
}

/*
 * Cut `parent` before its child `node`: what follows goes
 * into a new sibling of the same kind, without the id.
 */
static struct node *cut_before(struct linker *l, struct node *node)
{
    struct node *parent = node->parent;
    struct node *right = make_node(l->L, parent->kind);
    right->span = parent->span;
    right->attr = attr_copy(l->s->arena, parent->attr, false);
    if (right->attr != NULL)
        right->attr->id = STR_NONE;
    for (struct node *next; node != NULL; node = next) {
        next = node->next;
        node_remove(node);
        node_append(right, node);
    }
    node_insert_after(parent, right);
    return right;
}

static bool is_above(const struct node *above, const struct node *node)
{
    while (node != NULL && node != above)
        node = node->parent;
    return node != NULL;
}

/* The innermost node that holds both. */
static struct node *common_above(struct node *a, const struct node *b)
{
    struct node *above = a->parent;
    while (!is_above(above, b))
        above = above->parent;
    return above;
}

/* Quotation marks cannot be halved. */
static bool can_be_cut(const struct node *node, const struct node *top)
{
    for (node = node->parent; node != top; node = node->parent)
        if (node->kind == NODE_QUOTED)
            return false;
    return true;
}

/* Raise the start of the term to a child of `top`, cutting off what stands before it. */
static struct node *raise_first(struct linker *l, struct node *first, const struct node *top)
{
    while (first->parent != top)
        first = first->prev != NULL ? cut_before(l, first) : first->parent;
    return first;
}

/* Raise the end of the term to a child of `top`, cutting off what stands behind it. */
static struct node *raise_last(struct linker *l, struct node *last, const struct node *top)
{
    while (last->parent != top) {
        if (last->next != NULL)
            cut_before(l, last->next);
        last = last->parent;
    }
    return last;
}

/* ---- linking ---- */

static void move_marks_behind(struct node *link)
{
    struct node *place = link;
    for (struct node *node = link->first, *next; node != NULL; node = next) {
        next = is_mark(node) ? node_after(link, node) : node_next(link, node);
        if (!is_mark(node))
            continue;
        node_remove(node);
        node_insert_after(place, node);
        place = node;
    }
}

static void wrap(struct linker *l, struct node *first, struct node *last, const struct entry *entry)
{
    struct arena *arena = l->s->arena;
    charge_bytes(l->L, entry->id.len + sizeof(struct attr));
    struct node *link = make_node(l->L, NODE_LINK);
    link->target = str_join(arena, STR("term:"), entry->id);
    link->span = span_made(l->L, span_union(first->span, last->span), link->span);
    node_add_class(arena, link, STR("term"));
    node_wrap(link, first, last);
    move_marks_behind(link);
}

/* The piece that holds byte `at` of the flow, searched from piece `i`. */
static size_t find_piece(const struct flow *flow, size_t i, size_t at)
{
    while (flow->pieces.at[i].end <= at)
        i++;
    return i;
}

/*
 * Cut the pieces so that one starts and one ends where
 * the term does; the later one first, since pieces shift.
 */
static bool link_match(struct linker *l, const struct term_match *match)
{
    struct flow *flow = &l->flow;
    size_t first = find_piece(flow, 0, match->start),
           last = find_piece(flow, first, match->end - 1);
    struct piece *a = &flow->pieces.at[first], *b = &flow->pieces.at[last];
    struct node *top = common_above(a->node, b->node);
    bool whole_codes =
        a->node->kind != NODE_CODE || (a->start == match->start && b->end == match->end);
    if (!can_be_cut(a->node, top) || !can_be_cut(b->node, top) || !whole_codes)
        return false;
    if (match->end < b->end) {
        cut_text(l, b->node, match->end - b->start);
        b->end = match->end; /* matches are linked from the last to the first */
    }
    struct node *start = a->node;
    struct node *end = b->node;
    if (match->start > a->start) {
        start = cut_text(l, a->node, match->start - a->start);
        if (first == last)
            end = start;
        a->end = match->start;
    }
    start = raise_first(l, start, top);
    end = raise_last(l, end, top);
    wrap(l, start, end, match->entry);
    return true;
}

/* Settle which terms of a paragraph are linked, from the first to the last. */
static struct plan plan_flow(struct linker *l, struct node *parent)
{
    struct term_match match;
    gather_flow(l, parent);
    struct plan plan = {.first = l->matches.count, .with_notes = l->flow.with_notes};
    struct str text = out_str(&l->flow.text);
    for (size_t at = 0; terms_find(l->s->site->terms, text, at, &match); at = match.end) {
        charge(l->L, 1 + match.work / 4);
        if (is_skipped(l, match.entry) || is_used(l, match.entry))
            continue;
        map_add(&l->linked, match.entry->id, (void *)match.entry);
        *LIST_ADD(&l->matches, l->s->arena) = match;
    }
    charge(l->L, match.work / 4);
    plan.count = l->matches.count - plan.first;
    *LIST_ADD(&l->plans, l->s->arena) = plan;
    return plan;
}

/* Link them. Cutting goes from the last to the first. */
static void carry_out(struct linker *l, struct node *parent, const struct plan *plan)
{
    if (plan->count == 0)
        return;
    gather_flow(l, parent);
    for (size_t i = plan->count; i > 0; i--)
        link_match(l, &l->matches.at[plan->first + i - 1]);
}

/* ---- the walk ---- */

static void link_block(struct linker *l, struct node *block, bool wanted);

static void link_blocks(struct linker *l, struct node *parent, bool wanted)
{
    enter(l->L);
    for (struct node *block = parent->first; block != NULL; block = block->next) {
        charge(l->L, 1);
        link_block(l, block, wanted);
    }
    leave(l->L);
}

/*
 * A note is read on its own: it has its own first
 * occurrences and leaves those of the text alone.
 */
static void link_in_note(struct linker *l, struct node *note)
{
    struct map linked = l->linked;
    l->linked = map_new(l->s->arena);
    link_blocks(l, note, true);
    l->linked = linked;
}

static void link_in_notes(struct linker *l, struct node *parent)
{
    for (struct node *node = parent->first, *next; node != NULL; node = next) {
        bool note = node->kind == NODE_NOTE;
        next = note ? node_after(parent, node) : node_next(parent, node);
        if (note)
            link_in_note(l, node);
    }
}

/* The notes of a paragraph come first, in both goes, since links may move their marks. */
static void link_flow(struct linker *l, struct node *parent)
{
    struct plan plan = l->linking ? l->plans.at[l->carried++] : plan_flow(l, parent);
    if (plan.with_notes)
        link_in_notes(l, parent);
    if (l->linking)
        carry_out(l, parent, &plan);
}

static bool is_wanted_in(const struct linker *l, const struct node *block)
{
    if (block->kind == NODE_HEADER)
        return l->options->in_headings;
    return block->kind != NODE_BLOCK_QUOTE || l->options->in_quotations;
}

static bool opens_section(const struct linker *l, const struct node *block)
{
    return block->kind == NODE_HEADER && block->level <= 2 && l->options->first == FIRST_SECTION;
}

static void link_block(struct linker *l, struct node *block, bool wanted)
{
    wanted = wanted && is_wanted_in(l, block);
    if (node_fact(block->kind)->holds == HOLDS_INLINES) {
        if (wanted)
            link_flow(l, block);
        else
            link_in_notes(l, block);
    } else if (node_is_whole_note(block)) {
        link_in_note(l, block);
    } else {
        link_blocks(l, block, wanted);
    }
}

/* ---- the list ---- */

/* Headings in quotations, items and notes open no section. */
static void open_section(struct linker *l, const struct node *block)
{
    if (opens_section(l, block))
        l->linked = map_new(l->s->arena);
}

/* Whether there is anything to link in the block. */
static bool plan_block(struct linker *l, struct node *block)
{
    l->plans.count = l->matches.count = 0;
    l->linking = false;
    open_section(l, block);
    link_block(l, block, true);
    return l->matches.count != 0;
}

static void link_planned(struct linker *l, struct node *block)
{
    l->linking = true;
    l->carried = 0;
    link_block(l, block, true);
}

/* Link a block that Lua may hold: it is copied where there is something to link. */
static bool push_linked_block(struct linker *l, struct node *block)
{
    if (!plan_block(l, block))
        return false;
    struct node *copy = copy_tree(l->L, block);
    link_planned(l, copy);
    push_element(l->L, copy);
    return true;
}

/* What is no untouched block: made into blocks of its own first. */
static void append_made(struct linker *l, int index, int result)
{
    struct node *holder = make_node(l->L, NODE_BLOCKS);
    bool copying = l->s->copying;
    l->s->copying = true; /* linking changes the nodes, which others may hold */
    take_blocks(l->L, index, holder);
    l->s->copying = copying;
    for (struct node *block = holder->first; block != NULL; block = block->next) {
        if (plan_block(l, block))
            link_planned(l, block);
        push_element(l->L, block);
        lua_rawseti(l->L, result, (lua_Integer)lua_rawlen(l->L, result) + 1);
    }
}

static void append_item(struct linker *l, int index, int result)
{
    struct node *node = find_element(l->L, index);
    if (node == NULL || !node_is_block(node) || is_touched(l->L, index)) {
        append_made(l, index, result);
        return;
    }
    if (!push_linked_block(l, node))
        lua_pushvalue(l->L, index);
    lua_rawseti(l->L, result, (lua_Integer)lua_rawlen(l->L, result) + 1);
}

void push_linked(lua_State *L, int index, const struct link_options *options)
{
    struct state *s = state_of(L);
    struct linker l = {.L = L, .s = s, .options = options};
    if (s->site->terms == NULL || options->first == FIRST_NONE) {
        lua_pushvalue(L, index);
        return;
    }
    l.linked = map_new(s->arena);
    l.flow.text = out_new(s->arena);
    lua_newtable(L);
    int result = lua_gettop(L);
    if (!is_list_type(L, index, "Blocks") && !is_list_type(L, index, "List")) {
        append_made(&l, index, result);
    } else {
        for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, index); i++) {
            charge(L, 1);
            lua_rawgeti(L, index, i);
            append_item(&l, lua_gettop(L), result);
            lua_settop(L, result);
        }
    }
    set_list_type(L, "Blocks");
}
