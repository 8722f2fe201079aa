#include "model/changes.h"

#include <string.h>
#include <xxhash.h>

enum {
    NEIGHBOURS = 2,   /* equal children shown before and behind a change */
    MOST_EDITS = 400, /* that are looked for among the children of an element */
    SOURCE_BYTES = 76 /* of a source line that are shown */
};

/* A node with what it is compared by. */
struct twig {
    const struct node *node;
    uint64_t line; /* of what the node itself shows */
    uint64_t all;  /* the same with all that is below it */
    struct twig *children;
    size_t count;
};

/* What becomes of the children: each step takes one of the old, of the new, or of both. */
enum step_kind { STEP_SAME, STEP_CHANGED, STEP_GONE, STEP_NEW };

struct step {
    enum step_kind kind;
    const struct twig *old, *new;
};

struct changes {
    struct arena *arena;
    struct out *out;
    const char *root;
    struct span counted; /* its start is on this line of its source */
    uint32_t counted_line;
};

struct steps {
    LIST(struct step) list;
};

/* ---- what is compared ---- */

static struct twig twig_of(struct changes *c, const struct node *node, struct out *line)
{
    line->len = 0;
    node_line(node, line);
    struct twig twig = {.node = node, .line = XXH3_64bits(line->at, line->len)};
    for (const struct node *child = node->first; child != NULL; child = child->next)
        twig.count++;
    twig.children = ARENA_ARRAY(c->arena, twig.count, struct twig);
    uint64_t all = twig.line;
    size_t i = 0;
    for (const struct node *child = node->first; child != NULL; child = child->next, i++) {
        twig.children[i] = twig_of(c, child, line);
        all = (all ^ twig.children[i].all) * 0x9E3779B97F4A7C15u;
        all ^= all >> 29;
    }
    twig.all = all + twig.count;
    return twig;
}

static bool is_same(const struct twig *old, const struct twig *new)
{
    return old->all == new->all;
}

static bool is_same_kind(const struct twig *old, const struct twig *new)
{
    return old->node->kind == new->node->kind;
}

/* ---- which child became which ---- */

static void add_step(struct changes *c, struct steps *steps, const struct twig *old,
                     const struct twig *new)
{
    enum step_kind kind = old == NULL ? STEP_NEW
        : new == NULL                 ? STEP_GONE
        : is_same(old, new)           ? STEP_SAME
                                      : STEP_CHANGED;
    *LIST_ADD(&steps->list, c->arena) = (struct step){kind, old, new};
}

/* Whether the one may well have become the other: where both hold something, an end is the same. */
static bool is_alike(const struct twig *old, const struct twig *new)
{
    if (old->count == 0 || new->count == 0)
        return true;
    return is_same(old->children, new->children)
        || is_same(&old->children[old->count - 1], &new->children[new->count - 1]);
}

/*
 * A stretch without equal children: those of one kind became each other, in their order, but where
 * there are more of the ones only if they are alike.
 */
static void pair_stretch(struct changes *c, struct steps *steps, const struct twig *old,
                         size_t old_count, const struct twig *new, size_t new_count)
{
    while (old_count != 0 || new_count != 0) {
        bool pair = old_count != 0 && new_count != 0 && is_same_kind(old, new)
            && (old_count == new_count || is_alike(old, new));
        bool gone = pair || (old_count != 0 && old_count >= new_count);
        bool came = pair || !gone;
        add_step(c, steps, gone ? old : NULL, came ? new : NULL);
        old += gone;
        old_count -= gone;
        new += came;
        new_count -= came;
    }
}

/*
 * Myers' comparison: for each number of edits, how far into the old children each diagonal got.
 * `found` is false where it takes more than MOST_EDITS.
 */
struct search {
    int *far[MOST_EDITS + 1]; /* by diagonal, from -edits to edits */
    int edits;
    bool found;
};

enum { UNREACHED = -MOST_EDITS - 2 };

static int far_at(const struct search *s, int edits, int diagonal)
{
    bool there = edits >= 0 && diagonal >= -edits && diagonal <= edits;
    return there ? s->far[edits][diagonal + edits] : UNREACHED;
}

/* Whether the best way to this diagonal ends with a child that came, and not with one that went. */
static bool ends_with_new(const struct search *s, int edits, int diagonal)
{
    return far_at(s, edits - 1, diagonal - 1) < far_at(s, edits - 1, diagonal + 1);
}

static int step_to(const struct search *s, int edits, int diagonal)
{
    if (edits == 0)
        return 0;
    return ends_with_new(s, edits, diagonal) ? far_at(s, edits - 1, diagonal + 1)
                                             : far_at(s, edits - 1, diagonal - 1) + 1;
}

static void search(struct changes *c, struct search *s, const struct twig *old, int old_count,
                   const struct twig *new, int new_count)
{
    for (int edits = 0; edits <= MOST_EDITS && !s->found; edits++) {
        s->edits = edits;
        s->far[edits] = ARENA_ARRAY(c->arena, 2 * (size_t)edits + 1, int);
        for (int diagonal = -edits; diagonal <= edits; diagonal++)
            s->far[edits][diagonal + edits] = UNREACHED;
        for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
            int x = step_to(s, edits, diagonal);
            if (x < 0 || x > old_count || x - diagonal > new_count)
                continue;
            while (x < old_count && x - diagonal < new_count
                   && is_same(&old[x], &new[x - diagonal]))
                x++;
            s->far[edits][diagonal + edits] = x;
            s->found = s->found || (x == old_count && x - diagonal == new_count);
        }
    }
}

/* For each old child the number of the new one that equals it, found on the way back. */
static void mark_equal(const struct search *s, int x, int y, int *equals)
{
    for (int edits = s->edits; edits > 0; edits--) {
        bool by_new = ends_with_new(s, edits, x - y);
        int from = far_at(s, edits - 1, x - y + (by_new ? 1 : -1));
        int start = from + !by_new, from_y = from - (x - y + (by_new ? 1 : -1));
        while (x > start)
            equals[--x] = --y;
        x = from;
        y = from_y;
    }
    while (x > 0)
        equals[--x] = --y;
}

/* What lies between the equal ends of two lists of children. */
static void add_middle(struct changes *c, struct steps *steps, const struct twig *old,
                       size_t old_count, const struct twig *new, size_t new_count)
{
    int *equals = ARENA_ARRAY(c->arena, old_count, int);
    memset(equals, -1, old_count * sizeof *equals);
    struct arena_mark mark = arena_mark(c->arena);
    struct search s = {0};
    search(c, &s, old, (int)old_count, new, (int)new_count);
    if (s.found)
        mark_equal(&s, (int)old_count, (int)new_count, equals);
    arena_rewind(c->arena, mark);
    size_t x = 0, y = 0;
    for (size_t i = 0; i < old_count; i++) {
        if (equals[i] < 0)
            continue;
        size_t k = (size_t)equals[i];
        pair_stretch(c, steps, old + x, i - x, new + y, k - y);
        add_step(c, steps, &old[i], &new[k]);
        x = i + 1;
        y = k + 1;
    }
    pair_stretch(c, steps, old + x, old_count - x, new + y, new_count - y);
}

static struct steps steps_between(struct changes *c, const struct twig *old, const struct twig *new)
{
    struct steps steps = {0};
    size_t least = old->count < new->count ? old->count : new->count, first = 0, last = 0;
    while (first < least && is_same(&old->children[first], &new->children[first]))
        first++;
    while (last < least - first
           && is_same(&old->children[old->count - 1 - last], &new->children[new->count - 1 - last]))
        last++;
    for (size_t i = 0; i < first; i++)
        add_step(c, &steps, &old->children[i], &new->children[i]);
    add_middle(c, &steps, old->children + first, old->count - first - last, new->children + first,
               new->count - first - last);
    for (size_t i = last; i > 0; i--)
        add_step(c, &steps, &old->children[old->count - i], &new->children[new->count - i]);
    return steps;
}

/* ---- what is shown ---- */

/* Whether a step has a line of its own; a child that changed only further down has none. */
static bool is_shown(const struct step *step)
{
    return step->kind == STEP_GONE || step->kind == STEP_NEW
        || (step->kind == STEP_CHANGED && step->old->line != step->new->line);
}

static void put_line(struct changes *c, char sign, int depth, const struct node *node)
{
    out_fmt(c->out, "%c %*s", sign, depth * 2, "");
    node_line(node, c->out);
}

static void put_tree(struct changes *c, char sign, int depth, const struct twig *twig)
{
    put_line(c, sign, depth, twig->node);
    out_char(c->out, '\n');
    for (size_t i = 0; i < twig->count; i++)
        put_tree(c, sign, depth + 1, &twig->children[i]);
}

/* The line of a child whose own children are not shown here. */
static void put_alone(struct changes *c, char sign, const struct twig *twig)
{
    put_line(c, sign, 0, twig->node);
    out_c(c->out, twig->count != 0 ? " …\n" : "\n");
}

static void put_step(struct changes *c, const struct step *step)
{
    if (step->kind == STEP_GONE) {
        put_tree(c, '-', 0, step->old);
    } else if (step->kind == STEP_NEW) {
        put_tree(c, '+', 0, step->new);
    } else if (is_shown(step)) {
        put_alone(c, '-', step->old);
        put_alone(c, '+', step->new);
    } else {
        put_alone(c, ' ', step->new);
    }
}

/* Lines are counted from the last place on, since those asked for mostly follow each other. */
static uint32_t line_of(struct changes *c, struct span span)
{
    struct str text = span.source->text;
    if (c->counted.source == NULL || c->counted.source->text.at != text.at
        || c->counted.start > span.start) {
        c->counted = (struct span){.source = span.source};
        c->counted_line = 1;
    }
    for (; c->counted.start < span.start; c->counted.start++)
        c->counted_line += text.at[c->counted.start] == '\n';
    return c->counted_line;
}

static void put_place(struct changes *c, struct span span)
{
    if (span.source != NULL)
        out_fmt(c->out, " %.*s:%u:", STR_ARG(span.source->path), line_of(c, span));
}

static void put_source_line(struct changes *c, struct span span)
{
    struct str line = str_trim(span_line(span));
    size_t end = line.len < SOURCE_BYTES ? line.len : SOURCE_BYTES;
    while (end < line.len && ((unsigned char)line.at[end] & 0xC0) == 0x80)
        end--;
    if (line.len != 0)
        out_fmt(c->out, "| %.*s%s\n", STR_ARG(str_slice(line, 0, end)), end < line.len ? "…" : "");
}

static struct span span_of_step(const struct step *step)
{
    struct span span = step->new != NULL ? step->new->node->span : SPAN_NONE;
    return span.source == NULL && step->old != NULL ? step->old->node->span : span;
}

/* The steps from `first` to before `end`, the first and the last of which are shown. */
static void put_hunk(struct changes *c, const struct node *parent, const struct steps *steps,
                     size_t first, size_t end)
{
    struct span span = span_of_step(&steps->list.at[first]);
    if (span.source == NULL)
        span = parent->span;
    out_c(c->out, "@@");
    put_place(c, span);
    out_char(c->out, ' ');
    node_trail(parent, c->root, c->out);
    out_char(c->out, '\n');
    put_source_line(c, span);
    size_t from = first > NEIGHBOURS ? first - NEIGHBOURS : 0;
    size_t to = steps->list.count - end > NEIGHBOURS ? end + NEIGHBOURS : steps->list.count;
    for (size_t i = from; i < to; i++)
        put_step(c, &steps->list.at[i]);
}

static void put_hunks(struct changes *c, const struct node *parent, const struct steps *steps)
{
    for (size_t i = 0; i < steps->list.count; i++) {
        if (!is_shown(&steps->list.at[i]))
            continue;
        size_t end = i + 1;
        for (size_t k = end; k < steps->list.count && k - end <= (size_t)2 * NEIGHBOURS; k++)
            if (is_shown(&steps->list.at[k]))
                end = k + 1;
        put_hunk(c, parent, steps, i, end);
        i = end;
    }
}

static void put_changes(struct changes *c, const struct twig *old, const struct twig *new)
{
    struct steps steps = steps_between(c, old, new);
    put_hunks(c, new->node, &steps);
    for (size_t i = 0; i < steps.list.count; i++)
        if (steps.list.at[i].kind == STEP_CHANGED)
            put_changes(c, steps.list.at[i].old, steps.list.at[i].new);
}

void node_changes(const struct node *before, const struct node *after, const char *root,
                  struct out *out)
{
    struct changes c = {.arena = arena_new(), .out = out, .root = root};
    const struct node *nothing = node_new(c.arena, NODE_BLOCKS, SPAN_NONE);
    struct out line = out_new(c.arena);
    struct twig old = twig_of(&c, before != NULL ? before : nothing, &line);
    struct twig new = twig_of(&c, after != NULL ? after : nothing, &line);
    if (!is_same(&old, &new))
        put_changes(&c, &old, &new);
    arena_free(c.arena);
}
