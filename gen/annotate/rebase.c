#include "annotate/rebase.h"

#include "annotate/rebase_room.h"
#include "base/utf8.h"

enum {
    BEFORE_WEIGHT = 32, /* letters of context, widened to where a word begins */
    MOVED_WEIGHT = 32,  /* a shorter passage that was changed is not looked for elsewhere */
    EDGE_TOKENS = 4 /* by which a changed word may be longer than the part of it that is quoted */
};

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[] = {"anchored", "moved", "edited", "ambiguous", "deleted"};
    return names[verdict];
}

static void set_up(struct annotator *a, struct arena *arena, struct doc *doc, struct node *body)
{
    *a = (struct annotator){.doc = doc, .arena = arena, .scratch = arena, .ok = true};
    a->rendered = fold_render(arena, body);
    a->folded = fold_text(arena, a->rendered.text);
}

struct rebase *rebase_new(struct arena *arena, struct doc *doc, struct node *old)
{
    struct rebase *r = ARENA_NEW(arena, struct rebase);
    r->arena = arena;
    r->has_old = old != NULL;
    set_up(&r->new, arena, doc, doc->body);
    if (!r->has_old)
        return r;
    set_up(&r->old, arena, doc, old);
    r->diff = diff_texts(arena, r->old.folded.text, r->new.folded.text);
    return r;
}

/* ---- what a build would say ---- */

static const size_t none = SIZE_MAX;

/* The hit that a build takes; `none` where it would complain. */
static size_t chosen(const struct note *note, const struct hits *hits)
{
    if (note->occurrence != 0)
        return note->occurrence <= hits->list.count ? note->occurrence - 1 : none;
    return hits->list.count == 1 && !hits->more ? 0 : none;
}

/* ---- how much of a range is left, and how much of it is new ---- */

struct tokens_of_range {
    size_t first, end;
};

static struct tokens_of_range tokens_in(const struct tokens *tokens, size_t start, size_t end)
{
    struct tokens_of_range in = {token_at(tokens, start), 0};
    for (in.end = in.first; in.end < tokens->count && tokens->at[in.end].start < end;)
        in.end++;
    return in;
}

/* The letters of a token that lie in the range. */
static size_t letters_in(struct str text, struct token token, size_t start, size_t end)
{
    size_t from = token.start > start ? token.start : start;
    return utf8_count(str_slice(text, from, token.end < end ? token.end : end));
}

/* Of all `letters` of a range, those of tokens that both texts have, and of those that one has. */
struct share {
    size_t letters, kept, fresh;
};

/* Of a range of the old text. */
static struct share share_left(const struct rebase *r, size_t start, size_t end)
{
    struct share share = {0};
    struct tokens_of_range in = tokens_in(&r->diff.old, start, end);
    for (size_t i = in.first; i < in.end; i++) {
        size_t letters = letters_in(r->old.folded.text, r->diff.old.at[i], start, end);
        share.letters += letters;
        share.kept += r->diff.to[i] != DIFF_NONE ? letters : 0;
    }
    return share;
}

/* Of a range of the new text: kept is what comes from the old range `from`. */
static struct share share_of(const struct rebase *r, size_t start, size_t end,
                             struct tokens_of_range from)
{
    struct share share = {0};
    struct tokens_of_range in = tokens_in(&r->diff.new, start, end);
    for (size_t i = in.first; i < in.end; i++) {
        size_t letters = letters_in(r->new.folded.text, r->diff.new.at[i], start, end);
        uint32_t old = r->diff.from[i];
        share.letters += letters;
        share.fresh += old == DIFF_NONE ? letters : 0;
        share.kept += old != DIFF_NONE && old >= from.first && old < from.end ? letters : 0;
    }
    return share;
}

static bool is_share(size_t part, size_t of, size_t percent)
{
    return of != 0 && part * 100 >= of * percent;
}

/* ---- the same words ---- */

/*
 * Whether the hit lies where the old range lay, of which only the tokens at its edges changed: a
 * particle that is written onto the last word makes the whole word another.
 */
static bool is_at_place(const struct rebase *r, const struct hit *hit, struct tokens_of_range old)
{
    size_t before = old.first, behind = old.end;
    while (before > 0 && r->diff.to[before - 1] == DIFF_NONE)
        before--;
    while (behind < r->diff.old.count && r->diff.to[behind] == DIFF_NONE)
        behind++;
    size_t first = before > 0 ? r->diff.to[before - 1] + (size_t)1 : 0;
    size_t end = behind < r->diff.old.count ? r->diff.to[behind] : r->diff.new.count;
    struct tokens_of_range new = tokens_in(&r->diff.new, hit->start, hit->end);
    return behind - before <= old.end - old.first + EDGE_TOKENS
        && new.first >= first &&new.end <= end &&end - first <= new.end - new.first + EDGE_TOKENS;
}

/* What the hits of the old quotation in the new text are. */
struct standing {
    size_t mapped;       /* the hit at the place to which the old one maps; `none` */
    size_t fresh, moved; /* how many stand in new text, and the last of them */
};

static struct standing standing_of(const struct rebase *r, const struct hits *hits,
                                   const struct hit *old)
{
    struct standing s = {none, 0, none};
    struct tokens_of_range from = tokens_in(&r->diff.old, old->start, old->end);
    size_t most = 0;
    for (size_t i = 0; i < hits->list.count; i++) {
        const struct hit *hit = &hits->list.at[i];
        struct share share = share_of(r, hit->start, hit->end, from);
        bool mapped = is_share(share.kept, share.letters, 50) || is_at_place(r, hit, from);
        if (mapped && (s.mapped == none || share.kept > most)) {
            s.mapped = i;
            most = share.kept;
        } else if (is_share(share.fresh, share.letters, 50)) {
            s.fresh++;
            s.moved = i;
        }
    }
    return s;
}

/* ---- telling ---- */

static struct str line_of(const struct annotator *a, size_t start, size_t end)
{
    return start < end ? hit_text(a, start, end) : STR_NONE;
}

static struct str before_of(const struct annotator *a, size_t start)
{
    struct str text = a->folded.text;
    size_t from = start, weight = 0;
    while (from > 0 && (weight < BEFORE_WEIGHT || text.at[from - 1] != ' ')) {
        size_t at;
        uint32_t code = utf8_before(text, from, &at);
        bool wide = utf8_is_cjk(code) || utf8_is_hangul(code);
        if (wide && weight >= BEFORE_WEIGHT)
            break;
        weight += wide ? 2 : 1;
        from = at;
    }
    return str_trim(line_of(a, from, start));
}

static void set_passage(const struct rebase *r, struct fate *fate, const struct hit *hit)
{
    fate->text = line_of(&r->new, hit->part_start, hit->part_end);
    fate->before = before_of(&r->new, hit->part_start);
    fate->place = hit_span(&r->new, hit->part_start, hit->part_end);
}

/* The passage stands at `index` of `hits` with the words that it had. */
static void take_hit(struct rebase *r, struct fate *fate, const struct note *note,
                     const struct quotation *quotation, const struct hits *hits, size_t index)
{
    set_passage(r, fate, &hits->list.at[index]);
    fate->needs_context = chosen(note, hits) != index;
    if (fate->needs_context && note->occurrence == 0 && quotation->pieces.count == 1 && !hits->more)
        fate->proposal = propose_context(r, note, quotation, hits, index);
}

/* ---- edited and moved ---- */

static void need_letters(struct annotator *a)
{
    if (a->likeness != NULL)
        return;
    a->likeness = ARENA_NEW(a->scratch, struct likeness);
    a->likeness->letters = letters_of(a->scratch, a->folded.text);
}

/* The one passage of new text that is near to what the quotation said. */
static bool find_elsewhere(struct rebase *r, struct str was, struct hit *hit)
{
    struct near near[NEAR_MOST];
    size_t letters = utf8_count(was);
    need_letters(&r->new);
    if (quote_weight(was) < MOVED_WEIGHT || letters > 512)
        return false;
    size_t count = find_near(&r->new, was, near);
    if (count == 0 || near[0].distance * 4 > letters)
        return false;
    if (count > 1 && near[1].distance < near[0].distance + letters / 20 + 1)
        return false;
    struct share share = share_of(r, near[0].start, near[0].end, (struct tokens_of_range){0, 0});
    *hit = (struct hit){near[0].start, near[0].end, near[0].start, near[0].end};
    return is_share(share.fresh, share.letters, 60);
}

/* ---- the verdict ---- */

/* Whether at least half of what was quoted stands in the range that it maps to. */
static bool is_covered(const struct rebase *r, const struct hit *old, const struct hit *hit)
{
    struct tokens_of_range from = tokens_in(&r->diff.old, old->start, old->end);
    struct share left = share_left(r, old->start, old->end);
    struct share now = share_of(r, hit->start, hit->end, from);
    return is_share(now.kept, left.letters, 50);
}

static void judge_changed(struct rebase *r, struct fate *fate, const struct note *note,
                          const struct quotation *quotation, const struct hit *old)
{
    struct hit hit;
    if (map_hit(r, old, &hit) && is_covered(r, old, &hit)) {
        fate->verdict = VERDICT_EDITED;
        set_passage(r, fate, &hit);
        propose_edit(r, fate, note, quotation, old, &hit);
        return;
    }
    struct str was = str_slice(r->old.folded.text, old->start, old->end);
    if (quotation->pieces.count == 1 && find_elsewhere(r, was, &hit)) {
        fate->verdict = VERDICT_EDITED;
        fate->moved = true;
        set_passage(r, fate, &hit);
        if (quotation->part == PART_ALL)
            propose_edit(r, fate, note, quotation, old, &hit);
        return;
    }
    fate->verdict = VERDICT_DELETED;
}

/* With nothing to compare it with: what a build says. */
static void judge_alone(struct rebase *r, struct fate *fate, const struct note *note,
                        const struct quotation *quotation, const struct hits *hits)
{
    size_t index = chosen(note, hits);
    fate->verdict = index != none ? VERDICT_ANCHORED
        : hits->list.count > 1    ? VERDICT_AMBIGUOUS
                                  : VERDICT_DELETED;
    if (index != none)
        take_hit(r, fate, note, quotation, hits, index);
}

/* The first verdict that fits, in the order of certainty. */
static void judge(struct rebase *r, struct fate *fate, const struct note *note,
                  const struct quotation *quotation, const struct hits *hits, const struct hit *old)
{
    struct standing s = standing_of(r, hits, old);
    struct share left = share_left(r, old->start, old->end);
    fate->known = true;
    fate->was = line_of(&r->old, old->part_start, old->part_end);
    if (s.mapped != none) {
        fate->verdict = VERDICT_ANCHORED;
        take_hit(r, fate, note, quotation, hits, s.mapped);
    } else if (s.fresh > 1 || (s.fresh == 1 && is_share(left.kept, left.letters, 60))) {
        fate->verdict = VERDICT_AMBIGUOUS;
    } else if (s.fresh == 1) {
        fate->verdict = VERDICT_MOVED;
        fate->moved = true;
        take_hit(r, fate, note, quotation, hits, s.moved);
    } else {
        judge_changed(r, fate, note, quotation, old);
    }
}

struct fate rebase_note(struct rebase *r, const struct note *note)
{
    struct fate fate = {.verdict = VERDICT_ANCHORED, .known = r->has_old};
    /* What `on` names is found by its id; a quotation inside it is left to the build to check. */
    if (note->quote.len == 0 || note->on.len != 0) {
        fate.whole = fate.built = true;
        return fate;
    }
    struct quotation quotation = read_quotation(&r->new, note), earlier = quotation;
    struct hits hits = find_place(&r->new, note, &quotation), old = {0};
    fate.built = chosen(note, &hits) != none;
    if (r->has_old)
        old = find_place(&r->old, note, &earlier);
    size_t index = chosen(note, &old);
    fate.known = index != none;
    if (fate.known)
        judge(r, &fate, note, hits.list.count != 0 ? &quotation : &earlier, &hits,
              &old.list.at[index]);
    else
        judge_alone(r, &fate, note, &quotation, &hits);
    return fate;
}
