#include "annotate/diff.h"

#include <stdbool.h>

#include "base/list.h"
#include "base/map.h"
#include "base/utf8.h"

enum {
    STEPS_MOST = 256, /* edits in a stretch that Myers' comparison is asked to find */
    ROUNDS_MOST = 64  /* times that a token may be looked at while stretches are split */
};

/* ---- tokens ---- */

/* Scripts without spaces between words, of which each letter is a token. */
static bool is_alone(uint32_t code)
{
    bool brahmic = (code >= 0x0E00 && code < 0x0F00) || (code >= 0x1000 && code < 0x10A0)
        || (code >= 0x1780 && code < 0x1800);
    return brahmic || utf8_is_cjk(code);
}

static bool is_joiner(uint32_t code)
{
    return code == 0x200C || code == 0x200D;
}

static bool is_of_word(uint32_t code)
{
    return !is_alone(code) && (utf8_is_letter(code) || utf8_is_digit(code) || is_joiner(code));
}

/* Behind the token that begins at `at`, which is no space. */
static size_t token_end(struct str text, size_t at)
{
    uint32_t code = utf8_next(text, &at);
    bool word = is_of_word(code);
    for (size_t next = at; at < text.len; at = next) {
        code = utf8_next(text, &next);
        if (!utf8_is_mark(code) && !(word && is_of_word(code)))
            break;
    }
    return at;
}

static size_t count_tokens(struct str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++) {
        at += text.at[at] == ' ';
        if (at == text.len)
            break;
        at = token_end(text, at);
    }
    return count;
}

/* Words of both texts share one map, so that the first token of a word lends its symbol to all. */
static struct tokens tokens_of(struct arena *arena, struct map *words, struct str text)
{
    struct tokens tokens = {ARENA_ARRAY(arena, count_tokens(text), struct token), 0};
    for (size_t at = 0; at < text.len;) {
        at += text.at[at] == ' ';
        if (at == text.len)
            break;
        struct token *token = &tokens.at[tokens.count++];
        token->start = (uint32_t)at;
        at = token_end(text, at);
        token->end = (uint32_t)at;
        token->symbol = (uint32_t)words->count;
        const struct token *first = map_add(words, str_slice(text, token->start, at), token);
        token->symbol = first->symbol;
    }
    return tokens;
}

size_t token_at(const struct tokens *tokens, size_t offset)
{
    size_t low = 0, high = tokens->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens->at[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- the comparison ---- */

/* Tokens that are still to be compared: half-open in both texts. */
struct stretch {
    size_t old, old_end, new, new_end;
};

/* How often a symbol stands in each side of the stretch, and where. */
struct tally {
    uint32_t old, new, old_at, new_at;
};

/* A token that stands once on both sides; `before` is the one before it in the best chain. */
struct match {
    uint32_t old, new, before;
};

struct differ {
    struct arena *arena;
    struct diff *diff;
    struct tally *tallies; /* by symbol; all zero between stretches */
    LIST(struct stretch) open;
    LIST(struct match) matches;
    uint32_t *ends; /* room for as many as there are old tokens */
    size_t work, work_most;
};

static bool is_same(const struct differ *d, size_t old, size_t new)
{
    return d->diff->old.at[old].symbol == d->diff->new.at[new].symbol;
}

static void pair(struct differ *d, size_t old, size_t new)
{
    d->diff->to[old] = (uint32_t) new;
    d->diff->from[new] = (uint32_t)old;
}

/* Pair what both sides begin and end with. */
static void trim(struct differ *d, struct stretch *s)
{
    while (s->old < s->old_end && s->new < s->new_end &&is_same(d, s->old, s->new))
        pair(d, s->old++, s->new ++);
    while (s->old < s->old_end && s->new < s->new_end &&is_same(d, s->old_end - 1, s->new_end - 1))
        pair(d, --s->old_end, --s->new_end);
}

static void tally(struct differ *d, const struct stretch *s)
{
    for (size_t i = s->old; i < s->old_end; i++) {
        struct tally *t = &d->tallies[d->diff->old.at[i].symbol];
        t->old++;
        t->old_at = (uint32_t)i;
    }
    for (size_t i = s->new; i < s->new_end; i++) {
        struct tally *t = &d->tallies[d->diff->new.at[i].symbol];
        t->new ++;
        t->new_at = (uint32_t)i;
    }
}

/* The tokens that stand once on both sides, in the old order. */
static void find_matches(struct differ *d, const struct stretch *s)
{
    d->matches.count = 0;
    tally(d, s);
    for (size_t i = s->old; i < s->old_end; i++) {
        const struct tally *t = &d->tallies[d->diff->old.at[i].symbol];
        if (t->old == 1 && t->new == 1)
            *LIST_ADD(&d->matches, d->arena) = (struct match){(uint32_t)i, t->new_at, DIFF_NONE};
    }
    for (size_t i = s->old; i < s->old_end; i++)
        d->tallies[d->diff->old.at[i].symbol] = (struct tally){0};
    for (size_t i = s->new; i < s->new_end; i++)
        d->tallies[d->diff->new.at[i].symbol] = (struct tally){0};
}

/*
 * The longest chain of matches that rises in both texts, from its last; DIFF_NONE without any. Of
 * the chains of a length, `ends` has the one with the lowest end.
 */
static uint32_t find_chain(struct differ *d)
{
    uint32_t *ends = d->ends;
    size_t length = 0;
    for (size_t i = 0; i < d->matches.count; i++) {
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (d->matches.at[ends[middle]].new < d->matches.at[i].new)
                low = middle + 1;
            else
                high = middle;
        }
        d->matches.at[i].before = low > 0 ? ends[low - 1] : DIFF_NONE;
        ends[low] = (uint32_t)i;
        length = low == length ? length + 1 : length;
    }
    return length > 0 ? ends[length - 1] : DIFF_NONE;
}

/* Pair the chain, and open what lies between its links; false where there is none. */
static bool split(struct differ *d, struct stretch s)
{
    find_matches(d, &s);
    uint32_t at = find_chain(d);
    bool found = at != DIFF_NONE;
    for (; at != DIFF_NONE; at = d->matches.at[at].before) {
        const struct match *m = &d->matches.at[at];
        pair(d, m->old, m->new);
        *LIST_ADD(&d->open, d->arena) =
            (struct stretch){m->old + (size_t)1, s.old_end, m->new + (size_t)1, s.new_end};
        s.old_end = m->old;
        s.new_end = m->new;
    }
    if (found)
        *LIST_ADD(&d->open, d->arena) = s;
    return found;
}

/* ---- Myers' comparison, for stretches without tokens of their own ---- */

struct course {
    struct differ *d;
    struct stretch s;
    int32_t *reached; /* for each step, how far each diagonal has come: 2 * step + 1 of them */
};

/* Steps 0 to n - 1 take n * n places. */
static int32_t *row_of(const struct course *c, int32_t step)
{
    return c->reached + (size_t)step * (size_t)step + (size_t)step;
}

/* Along the diagonal `k` in this step: first from a neighbour, then as far as both sides agree. */
static int32_t start_of(const struct course *c, int32_t step, int32_t k)
{
    if (step == 0)
        return 0;
    const int32_t *before = row_of(c, step - 1);
    bool down = k == -step || (k != step && before[k - 1] < before[k + 1]);
    return down ? before[k + 1] : before[k - 1] + 1;
}

static int32_t slide(const struct course *c, int32_t x, int32_t k)
{
    int32_t width = (int32_t)(c->s.old_end - c->s.old), height = (int32_t)(c->s.new_end - c->s.new);
    while (x < width && x - k < height
           && is_same(c->d, c->s.old + (size_t)x, c->s.new + (size_t)(x - k)))
        x++;
    return x;
}

/* From the end back to the start, pairing what agreed. */
static void walk_back(const struct course *c, int32_t step, int32_t k)
{
    for (; step >= 0; step--) {
        int32_t x = row_of(c, step)[k], start = start_of(c, step, k);
        for (; x > start; x--)
            pair(c->d, c->s.old + (size_t)(x - 1), c->s.new + (size_t)(x - 1 - k));
        if (step == 0)
            return;
        const int32_t *before = row_of(c, step - 1);
        bool down = k == -step || (k != step && before[k - 1] < before[k + 1]);
        k += down ? 1 : -1;
    }
}

static void compare(struct differ *d, struct stretch s)
{
    int32_t width = (int32_t)(s.old_end - s.old), height = (int32_t)(s.new_end - s.new);
    struct arena_mark mark = arena_mark(d->arena);
    struct course c = {d, s, NULL};
    int32_t most = width + height < STEPS_MOST ? width + height : STEPS_MOST;
    c.reached = ARENA_ARRAY(d->arena, ((size_t)most + 1) * ((size_t)most + 1), int32_t);
    bool done = false;
    for (int32_t step = 0; step <= most && !done; step++) {
        for (int32_t k = -step; k <= step && !done; k += 2) {
            int32_t x = slide(&c, start_of(&c, step, k), k);
            row_of(&c, step)[k] = x;
            done = x >= width && x - k >= height;
            if (done)
                walk_back(&c, step, k);
        }
    }
    arena_rewind(d->arena, mark);
}

static void compare_all(struct differ *d)
{
    while (d->open.count > 0) {
        struct stretch s = d->open.at[--d->open.count];
        trim(d, &s);
        if (s.old == s.old_end || s.new == s.new_end)
            continue;
        d->work += s.old_end - s.old + s.new_end - s.new;
        if (d->work > d->work_most || !split(d, s))
            compare(d, s);
    }
}

/* ---- where what was put in or taken out begins ---- */

/*
 * Text that was put in behind `A.` before `B.` may be said to begin with the full stop or to end
 * with one; the comparison cannot know. A reader sees a sentence, so it is made to begin behind
 * the end of one. The same for what was taken out, with the texts' parts exchanged.
 */
struct side {
    struct str text;
    const struct tokens *tokens;
    uint32_t *over, *back; /* to the other text, and from it */
};

/* Tokens that the other text does not have. */
struct run {
    size_t start, end;
};

enum { SLIDES_MOST = 256 };

static bool slide_right(const struct side *s, struct run *run)
{
    const struct token *at = s->tokens->at;
    if (run->end == s->tokens->count || s->over[run->end] == DIFF_NONE
        || at[run->start].symbol != at[run->end].symbol)
        return false;
    s->over[run->start] = s->over[run->end];
    s->back[s->over[run->start]] = (uint32_t)run->start;
    s->over[run->end] = DIFF_NONE;
    run->start++;
    run->end++;
    return true;
}

static bool slide_left(const struct side *s, struct run *run)
{
    const struct token *at = s->tokens->at;
    if (run->start == 0 || s->over[run->start - 1] == DIFF_NONE
        || at[run->start - 1].symbol != at[run->end - 1].symbol)
        return false;
    s->over[run->end - 1] = s->over[run->start - 1];
    s->back[s->over[run->end - 1]] = (uint32_t)(run->end - 1);
    s->over[run->start - 1] = DIFF_NONE;
    run->start--;
    run->end--;
    return true;
}

static bool ends_sentence(uint32_t code)
{
    switch (code) {
    case '.':
    case '!':
    case '?':
    case 0x0589: /* Armenian, Arabic, Devanagari, CJK */
    case 0x061F:
    case 0x06D4:
    case 0x0964:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F: return true;
    default: return false;
    }
}

/* How well something new begins here. */
static int score(const struct side *s, const struct run *run)
{
    size_t start;
    if (run->start == 0)
        return 2;
    uint32_t code = utf8_before(s->text, s->tokens->at[run->start - 1].end, &start);
    return ends_sentence(code) ? 2 : utf8_is_punctuation(code) ? 1 : 0;
}

static void settle_run(const struct side *s, struct run run)
{
    size_t slides = 0, back = 0;
    while (slides < SLIDES_MOST && slide_left(s, &run))
        slides++;
    int best = score(s, &run);
    for (slides = 0; slides / 2 < SLIDES_MOST && slide_right(s, &run); slides++) {
        back++;
        if (score(s, &run) < best)
            continue;
        best = score(s, &run);
        back = 0;
    }
    for (; back > 0; back--)
        slide_left(s, &run);
}

/* Whether the other text has nothing in its place. */
static bool is_only_here(const struct side *s, const struct run *run, size_t other_count)
{
    size_t before = run->start > 0 ? s->over[run->start - 1] + (size_t)1 : 0;
    size_t behind = run->end < s->tokens->count ? s->over[run->end] : other_count;
    return before == behind;
}

static void settle(const struct side *s, size_t other_count)
{
    for (size_t at = 0; at < s->tokens->count;) {
        struct run run = {at, at};
        while (run.end < s->tokens->count && s->over[run.end] == DIFF_NONE)
            run.end++;
        at = run.end + 1;
        if (run.start < run.end && is_only_here(s, &run, other_count))
            settle_run(s, run);
    }
}

static uint32_t *nowhere(struct arena *arena, size_t count)
{
    uint32_t *list = ARENA_ARRAY(arena, count, uint32_t);
    for (size_t i = 0; i < count; i++)
        list[i] = DIFF_NONE;
    return list;
}

struct diff diff_texts(struct arena *arena, struct str old, struct str new)
{
    struct map words = map_new(arena);
    struct diff diff = {.old = tokens_of(arena, &words, old), .new = tokens_of(arena, &words, new)};
    diff.to = nowhere(arena, diff.old.count);
    diff.from = nowhere(arena, diff.new.count);
    struct arena *scratch = arena_new();
    struct differ d = {.arena = scratch, .diff = &diff};
    d.tallies = ARENA_ARRAY(scratch, words.count, struct tally);
    d.ends = ARENA_ARRAY(scratch, diff.old.count, uint32_t);
    d.work_most = ROUNDS_MOST * (diff.old.count + diff.new.count);
    *LIST_ADD(&d.open, scratch) = (struct stretch){0, diff.old.count, 0, diff.new.count};
    compare_all(&d);
    settle(&(struct side){new, &diff.new, diff.from, diff.to}, diff.old.count);
    settle(&(struct side){old, &diff.old, diff.to, diff.from}, diff.new.count);
    arena_free(scratch);
    return diff;
}
