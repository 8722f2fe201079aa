/* Where a passage of the old essay now stands, with the words that were changed in it. */
#include "annotate/rebase_room.h"
#include "base/utf8.h"

/* Text between two kept words that is longer than this, and than the passage, parts them. */
enum { GAP_MOST = 200 };

/* Old tokens: all of the passage, and of them the first and the last that are kept. */
struct reach {
    size_t first, end;
    size_t kept, kept_last; /* kept == end: none is */
};

static bool is_kept(const struct rebase *r, size_t old)
{
    return r->diff.to[old] != DIFF_NONE;
}

static size_t next_kept(const struct rebase *r, size_t at, size_t end)
{
    while (at < end && !is_kept(r, at))
        at++;
    return at;
}

static size_t kept_before(const struct rebase *r, size_t at)
{
    while (!is_kept(r, at))
        at--;
    return at;
}

static size_t new_start(const struct rebase *r, size_t old)
{
    return r->diff.new.at[r->diff.to[old]].start;
}

static size_t new_end(const struct rebase *r, size_t old)
{
    return r->diff.new.at[r->diff.to[old]].end;
}

static size_t letters_kept(const struct rebase *r, size_t first, size_t last)
{
    size_t bytes = 0;
    for (size_t i = first; i <= last; i++)
        if (is_kept(r, i))
            bytes += r->diff.old.at[i].end - r->diff.old.at[i].start;
    return bytes;
}

/* Where so much was put in between that both sides are no longer one passage, the larger counts. */
static void drop_far(const struct rebase *r, struct reach *reach)
{
    size_t width = r->diff.old.at[reach->end - 1].end - r->diff.old.at[reach->first].start;
    size_t most = width > GAP_MOST ? width : GAP_MOST;
    for (size_t at = reach->kept; at < reach->kept_last;) {
        size_t next = next_kept(r, at + 1, reach->end);
        if (new_start(r, next) - new_end(r, at) > most) {
            if (letters_kept(r, reach->kept, at) >= letters_kept(r, next, reach->kept_last))
                reach->kept_last = at;
            else
                reach->kept = next;
        }
        at = next;
    }
}

static struct reach reach_of(const struct rebase *r, size_t start, size_t end)
{
    struct reach reach = {.first = token_at(&r->diff.old, start)};
    for (reach.end = reach.first;
         reach.end < r->diff.old.count && r->diff.old.at[reach.end].start < end;)
        reach.end++;
    reach.kept = next_kept(r, reach.first, reach.end);
    if (reach.kept < reach.end) {
        reach.kept_last = kept_before(r, reach.end - 1);
        drop_far(r, &reach);
    }
    return reach;
}

/* Changed tokens of both texts between the same two kept ones. */
struct change {
    size_t old, old_end, new, new_end;
};

static struct change change_at(const struct rebase *r, size_t old)
{
    struct change c = {old, old, 0, r->diff.new.count};
    while (c.old > 0 && !is_kept(r, c.old - 1))
        c.old--;
    while (c.old_end < r->diff.old.count && !is_kept(r, c.old_end))
        c.old_end++;
    if (c.old > 0)
        c.new = r->diff.to[c.old - 1] + (size_t)1;
    if (c.old_end < r->diff.old.count)
        c.new_end = r->diff.to[c.old_end];
    return c;
}

/*
 * Narrow a change to the old tokens from `first` to before `end`. Where as many tokens stand on
 * both sides each is taken for the one at its place; else only what lies inside counts.
 */
static bool narrow(struct change *c, size_t first, size_t end)
{
    bool paired = c->old_end - c->old == c->new_end - c->new;
    if (c->old < first) {
        if (!paired)
            return false;
        c->new += first - c->old;
    }
    if (c->old_end > end) {
        if (!paired)
            return false;
        c->new_end -= c->old_end - end;
    }
    return c->new < c->new_end;
}

/* Only changed tokens: what stands in their place, if it stands for them alone. */
static bool map_changed(const struct rebase *r, const struct reach *reach, size_t *to,
                        size_t *to_end)
{
    struct change c = change_at(r, reach->first);
    if (!narrow(&c, reach->first, reach->end))
        return false;
    *to = r->diff.new.at[c.new].start;
    *to_end = r->diff.new.at[c.new_end - 1].end;
    return true;
}

static size_t map_start(const struct rebase *r, const struct reach *reach, size_t start)
{
    size_t at = new_start(r, reach->kept);
    if (reach->kept == reach->first) {
        size_t inside = r->diff.old.at[reach->first].start;
        return start > inside ? at + (start - inside) : at;
    }
    struct change c = change_at(r, reach->kept - 1);
    bool narrowed = c.old_end == reach->kept && narrow(&c, reach->first, reach->end);
    return narrowed ? r->diff.new.at[c.new].start : at;
}

static size_t map_end(const struct rebase *r, const struct reach *reach, size_t end)
{
    size_t at = new_end(r, reach->kept_last);
    if (reach->kept_last + 1 == reach->end) {
        size_t inside = r->diff.old.at[reach->kept_last].end;
        return end < inside ? at - (inside - end) : at;
    }
    if (is_kept(r, reach->kept_last + 1))
        return at;
    struct change c = change_at(r, reach->kept_last + 1);
    bool narrowed = narrow(&c, reach->first, reach->end);
    return narrowed ? r->diff.new.at[c.new_end - 1].end : at;
}

bool map_range(const struct rebase *r, size_t start, size_t end, size_t *to, size_t *to_end)
{
    struct reach reach = reach_of(r, start, end);
    if (reach.first == reach.end)
        return false;
    if (reach.kept == reach.end)
        return map_changed(r, &reach, to, to_end);
    *to = map_start(r, &reach, start);
    *to_end = map_end(r, &reach, end);
    return *to < *to_end;
}

bool map_hit(const struct rebase *r, const struct hit *old, struct hit *hit)
{
    if (!map_range(r, old->start, old->end, &hit->start, &hit->end))
        return false;
    if (!map_range(r, old->part_start, old->part_end, &hit->part_start, &hit->part_end))
        return false;
    /* The passage is a part of its quotation, wherever far pieces were dropped. */
    hit->start = hit->part_start < hit->start ? hit->part_start : hit->start;
    hit->end = hit->part_end > hit->end ? hit->part_end : hit->end;
    return true;
}
