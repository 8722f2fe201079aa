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

static void set_up(struct annotator *a, struct arena *arena, struct doc *doc, struct node *root)
{
    *a = (struct annotator){.doc = doc, .root = root, .arena = arena, .scratch = arena, .ok = true};
    a->rendered = fold_render(arena, root);
    a->folded = fold_text(arena, a->rendered.text);
}

static struct map *notes_of(struct arena *arena, struct doc *doc)
{
    struct map *notes = ARENA_NEW(arena, struct map);
    *notes = map_new(arena);
    for (size_t i = 0; i < doc->notes.count; i++)
        map_add(notes, doc->notes.at[i].id, &doc->notes.at[i]);
    return notes;
}

/* Compare two texts; either root may be NULL, for a text that is not there. */
static struct rebase *compare(struct arena *arena, struct doc *doc, struct node *root,
                              struct doc *old, struct node *old_root)
{
    struct rebase *r = ARENA_NEW(arena, struct rebase);
    r->arena = arena;
    r->has_new = root != NULL;
    r->has_old = old_root != NULL;
    set_up(&r->new, arena, doc, r->has_new ? root : node_new(arena, NODE_BLOCKS, SPAN_NONE));
    if (!r->has_old)
        return r;
    set_up(&r->old, arena, old, old_root);
    r->diff = diff_texts(arena, r->old.folded.text, r->new.folded.text);
    return r;
}

struct rebase *rebase_new(struct arena *arena, struct doc *doc, struct doc *old)
{
    struct rebase *r = compare(arena, doc, doc->body, old, old != NULL ? old->body : NULL);
    r->new.notes = notes_of(arena, doc);
    if (old != NULL)
        r->old.notes = notes_of(arena, old);
    return r;
}

/* ---- what `on` names ---- */

/* NULL where there is no such thing, which the build reports. */
static struct node *find_subject(struct annotator *a, const struct note *note)
{
    struct subject subject = {.root = a->root};
    a->diags = diags_new();
    bool found = find_target(a, note, &subject);
    diags_free(a->diags);
    a->diags = NULL;
    if (!found)
        return NULL;
    return subject.node != NULL ? subject.node : subject.root;
}

/* The text of what the note is about, compared by itself: it may have moved as a whole. */
static struct rebase *text_about(struct rebase *essay, const struct note *note)
{
    struct node *new = find_subject(&essay->new, note);
    struct node *old = essay->has_old ? find_subject(&essay->old, note) : NULL;
    for (size_t i = 0; i < essay->others.count; i++) {
        struct rebase *other = essay->others.at[i];
        if (new != NULL && other->has_new && other->new.root == new
            && (other->has_old ? other->old.root : NULL) == old)
            return other;
    }
    struct rebase *r = compare(essay->arena, essay->new.doc, new, essay->old.doc, old);
    *LIST_ADD(&essay->others, essay->arena) = r;
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
    if (fate->needs_context && note->occurrence != 0)
        fate->occurrence = index + 1;
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

/*
 * Nothing is quoted of what `on` names. A label may have been given to another footnote: where most
 * of the words are others, a person has to say whether it is still the one that is meant.
 */
static struct fate judge_subject(struct rebase *r, const struct annotator *essay)
{
    struct fate fate = {.whole = true, .known = r->has_old, .built = r->has_new};
    struct str new = r->new.folded.text, old = r->has_old ? r->old.folded.text : new;
    fate.lost = !r->has_new;
    fate.verdict = fate.lost ? VERDICT_DELETED : VERDICT_ANCHORED;
    if (fate.lost)
        return fate;
    fate.place = new.len != 0 ? hit_span(&r->new, 0, new.len) : r->new.root->span;
    if (fate.place.source == NULL)
        fate.place = span_start(essay->doc->source);
    if (str_eq(old, new))
        return fate;
    struct share left = share_left(r, 0, old.len);
    bool same = old.len == 0 || is_share(left.kept, left.letters, 50);
    fate.verdict = same ? VERDICT_EDITED : VERDICT_AMBIGUOUS;
    return fate;
}

static struct fate judge_quotation(struct rebase *r, const struct note *note)
{
    struct fate fate = {.verdict = VERDICT_ANCHORED, .lost = !r->has_new};
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

struct fate rebase_note(struct rebase *r, const struct note *note)
{
    bool picture = quoted_picture(note) != NULL, quotes = note->quote.len != 0 && !picture;
    if (!quotes && !picture && note->on.len == 0)
        return (struct fate){
            .verdict = VERDICT_ANCHORED, .whole = true, .known = r->has_old, .built = true};
    struct rebase *text = picture || note->on.len != 0 ? text_about(r, note) : r;
    return quotes ? judge_quotation(text, note) : judge_subject(text, &r->new);
}
