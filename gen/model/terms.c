#include "model/terms.h"

#include "base/list.h"
#include "base/map.h"
#include "base/out.h"
#include "model/terms_room.h"

/* A form on its way into the matcher. */
struct claim {
    struct str form;
    struct span span;
    const struct entry *entry;
};

struct builder {
    struct arena *arena;
    struct terms *terms;
    struct map claims; /* folded form -> struct claims_of */
    struct diags *diags;
};

struct claims_of {
    LIST(struct claim) items;
};

/* ---- forms ---- */

/* Capitals and dots only, two letters at least. */
static bool is_abbreviation(struct str form)
{
    size_t letters = 0;
    for (size_t i = 0; i < form.len;) {
        uint32_t c = utf8_next(form, &i);
        if (c == '.')
            continue;
        if (!utf8_is_upper(c))
            return false;
        letters++;
    }
    return letters >= 2;
}

static bool has_inner_capital(struct str form)
{
    size_t i = 0;
    bool letter_seen = false;
    while (i < form.len) {
        uint32_t c = utf8_next(form, &i);
        if (letter_seen && utf8_is_upper(c))
            return true;
        letter_seen = letter_seen || utf8_is_letter(c);
    }
    return false;
}

static struct str fold_form(struct arena *arena, struct str form, bool fold, bool abbreviation)
{
    struct out out = out_new(arena);
    struct str text = utf8_nfc(arena, form);
    uint32_t last = ' ';
    for (size_t i = 0; i < text.len;) {
        uint32_t c = fold_kind(utf8_next(text, &i));
        if (c == SOFT_HYPHEN || (abbreviation && c == '.') || (c == ' ' && last == ' '))
            continue;
        out_code(&out, fold ? lower(c) : c);
        last = c;
    }
    return str_trim(out_str(&out));
}

/* How `text` is matched for `entry`. */
static struct form form_of(struct arena *arena, const struct entry *entry, struct str text)
{
    struct form form = {.entry = entry};
    form.abbreviation = is_abbreviation(text);
    form.fold =
        entry->match == MATCH_IGNORE || (entry->match == MATCH_SMART && !has_inner_capital(text));
    form.key = fold_form(arena, text, form.fold, form.abbreviation);
    if (form.key.len != 0 && entry->match == MATCH_SMART && !form.fold) {
        size_t i = 0;
        form.starts_small = !utf8_is_upper(utf8_next(form.key, &i));
    }
    return form;
}

/* ---- the trie ---- */

static void grow_places(struct builder *b)
{
    struct terms *terms = b->terms;
    const struct term_place *old = terms->places;
    size_t old_room = terms->room;
    terms->room = old_room == 0 ? 64 : old_room * 2;
    terms->places = ARENA_ARRAY(b->arena, terms->room, struct term_place);
    for (size_t i = 0; i < old_room; i++)
        if (old[i].taken)
            *term_place(terms, old[i].hash) = old[i];
}

/* The place of what has been read, made where there is none. */
static struct term_place *make_place(struct builder *b, const struct trail *trail)
{
    struct terms *terms = b->terms;
    if (terms->place_count * 2 >= terms->room)
        grow_places(b);
    struct term_place *place = term_place(terms, trail_hash(trail));
    terms->place_count += !place->taken;
    place->hash = trail_hash(trail);
    place->taken = true;
    return place;
}

/* Abbreviations stand before the others, and either in the order in which they were claimed. */
static void put_in_place(struct term_place *place, const struct form *form, struct arena *arena)
{
    struct form *copy = ARENA_NEW(arena, struct form), **slot = &place->forms;
    while (*slot != NULL && ((*slot)->abbreviation || !form->abbreviation))
        slot = &(*slot)->next;
    *copy = *form;
    copy->next = *slot;
    *slot = copy;
}

static void put_opening(struct terms *terms, uint64_t hash)
{
    size_t bit = opening_bit(hash);
    terms->openings[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* A form starts with `c`, which is no plain letter. */
static void put_start(struct terms *terms, uint32_t c)
{
    if (c < 0x80)
        terms->bytes[c] |= BYTE_STARTS;
    put_opening(terms, start_hash(c));
}

/*
 * Make a place wherever a text may end or go on otherwise: at the edges of its words of plain
 * letters, and between all other characters. In an abbreviation dots may stand anywhere.
 */
static void put_form(struct builder *b, const struct form *form)
{
    struct trail trail = {0};
    for (size_t i = 0; i < form->key.len;) {
        uint32_t c = lower(utf8_next(form->key, &i));
        bool stops = form->abbreviation || !is_plain(c);
        if (!trail.opened && !is_plain(c))
            put_start(b->terms, c);
        if (trail.hash == 0 && (!is_plain(c) || trail.count == OPENING_LETTERS))
            put_opening(b->terms, trail_hash(&trail));
        if (stops)
            make_place(b, &trail);
        trail_add(&trail, c);
        if (!is_plain(c))
            make_place(b, &trail);
    }
    if (trail.hash == 0)
        put_opening(b->terms, trail_hash(&trail));
    put_in_place(make_place(b, &trail), form, b->arena);
}

/* ---- claims ---- */

/* The claim of another entry on what would match the same text; NULL where there is none. */
static const struct claim *find_rival(const struct claims_of *claims, const struct form *form,
                                      struct arena *arena)
{
    for (size_t i = 0; i < claims->items.count; i++) {
        const struct claim *claim = &claims->items.at[i];
        if (claim->entry == form->entry)
            continue;
        struct form other = form_of(arena, claim->entry, claim->form);
        if (form->fold || other.fold || str_eq(form->key, other.key))
            return claim;
    }
    return NULL;
}

static void report_rival(struct builder *b, const struct entry *entry, struct str text,
                         struct span span, const struct claim *rival)
{
    struct diag *diag = diag_add(b->diags, DIAG_TERM_CLAIMED_TWICE, span,
                                 "\"%.*s\" is a form of \"%.*s\" and of \"%.*s\"", STR_ARG(text),
                                 STR_ARG(rival->entry->id), STR_ARG(entry->id));
    diag_note(diag, "first", rival->span, "\"%.*s\"", STR_ARG(rival->form));
    diag_help(diag,
              "take the form out of one of the two, or tell them apart by case with "
              "`match: exact`");
}

/*
 * Claim a form for its entry. False where it is empty
 * or another entry has it, or this one already.
 */
static bool claim_form(struct builder *b, const struct entry *entry, struct str text,
                       struct span span, bool implied)
{
    struct form form = form_of(b->arena, entry, text);
    if (form.key.len == 0)
        return false;
    struct str folded = fold_form(b->arena, text, true, form.abbreviation);
    struct claims_of *claims = map_get(&b->claims, folded);
    if (claims == NULL)
        claims = map_add(&b->claims, folded, ARENA_NEW(b->arena, struct claims_of));
    const struct claim *rival = find_rival(claims, &form, b->arena);
    if (rival != NULL) {
        /* An implied plural gives way to what somebody wrote out. */
        if (!implied)
            report_rival(b, entry, text, span, rival);
        return false;
    }
    *LIST_ADD(&claims->items, b->arena) = (struct claim){text, span, entry};
    put_form(b, &form);
    return true;
}

static bool ends_in_any(struct str s, const char *const *endings)
{
    for (size_t i = 0; endings[i] != NULL; i++)
        if (str_ends(s, str_from(endings[i])))
            return true;
    return false;
}

static bool takes_es(struct str s)
{
    static const char *const endings[] = {"s", "x", "z", "ch", "sh", "o", NULL};
    return ends_in_any(s, endings);
}

static bool takes_ies(struct str s)
{
    static const char *const vowels[] = {"ay", "ey", "iy", "oy", "uy", NULL};
    return s.len > 2 && s.at[s.len - 1] == 'y' && !ends_in_any(s, vowels);
}

/* English makes its plurals so; a form that ends in no Latin letter has none. */
static void claim_plurals(struct builder *b, const struct entry *entry, struct str text,
                          struct span span)
{
    struct str s = is_abbreviation(text) ? fold_form(b->arena, text, false, true) : str_trim(text);
    char last = s.len != 0 ? s.at[s.len - 1] : ' ';
    bool latin = (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z');
    if (!latin || s.len < 2)
        return;
    claim_form(b, entry, str_join(b->arena, s, STR("s")), span, true);
    if (takes_es(s))
        claim_form(b, entry, str_join(b->arena, s, STR("es")), span, true);
    if (takes_ies(s))
        claim_form(b, entry, str_join(b->arena, str_slice(s, 0, s.len - 1), STR("ies")), span,
                   true);
}

static void claim_written(struct builder *b, const struct entry *entry, struct str text,
                          struct span span)
{
    claim_form(b, entry, text, span, false);
}

static void each_form(struct builder *b, const struct entry *entry,
                      void (*claim)(struct builder *, const struct entry *, struct str,
                                    struct span))
{
    claim(b, entry, entry->term, entry->term_span);
    claim(b, entry, entry->abbr, entry->term_span);
    for (size_t i = 0; i < entry->forms.count; i++) {
        struct span span = i < entry->form_spans.count ? entry->form_spans.at[i] : entry->term_span;
        claim(b, entry, entry->forms.at[i], span);
    }
}

struct terms *terms_new(const struct site *site, struct diags *diags)
{
    struct builder b = {.arena = site->arena, .diags = diags};
    b.terms = ARENA_NEW(site->arena, struct terms);
    grow_places(&b);
    for (uint32_t c = 0; c < 128; c++)
        b.terms->bytes[c] = is_plain(c) ? BYTE_WORD : 0;
    memset(&b.terms->bytes[128], BYTE_WIDE, 128);
    b.claims = map_new(site->arena);
    for (size_t i = 0; i < site->entries.count; i++)
        if (site->entries.at[i]->autolink)
            each_form(&b, site->entries.at[i], claim_written);
    for (size_t i = 0; i < site->entries.count; i++) {
        const struct entry *entry = site->entries.at[i];
        bool english = entry->language.len == 0 || str_starts(entry->language, STR("en"));
        if (entry->autolink && english)
            each_form(&b, entry, claim_plurals);
    }
    return b.terms;
}
