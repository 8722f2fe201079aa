/* The shortest context that tells one place of an ambiguous quotation from the others. */
#include <string.h>

#include "annotate/room.h"
#include "base/out.h"
#include "base/utf8.h"

enum { WORDS_MOST = 24 }; /* on either side; nobody pastes more */

/* A quotation that grows around one of the places. */
struct context {
    struct str text; /* the folded essay */
    const struct hits *hits;
    size_t index;
    size_t start, end;
    size_t words; /* by which it has grown */
};

/*
 * Whether the context is also that of another place.
 * The quotation itself is the same at all of them.
 */
static bool is_context_of(const struct context *c, const struct hit *other)
{
    const struct hit *hit = &c->hits->list.at[c->index];
    size_t left = hit->start - c->start, right = c->end - hit->end;
    return other->start >= left && other->end + right <= c->text.len
        && memcmp(c->text.at + c->start, c->text.at + other->start - left, left) == 0
        && memcmp(c->text.at + hit->end, c->text.at + other->end, right) == 0;
}

static bool is_unique(const struct context *c)
{
    for (size_t i = 0; i < c->hits->list.count; i++)
        if (i != c->index && is_context_of(c, &c->hits->list.at[i]))
            return false;
    return true;
}

/* One word more on the left: back to a space or, in scripts without spaces, by one letter. */
static void grow_left(struct context *c)
{
    size_t start = c->start, before;
    while (start > 0 && c->text.at[start - 1] == ' ')
        start--;
    while (start > 0 && c->text.at[start - 1] != ' ') {
        uint32_t code = utf8_before(c->text, start, &before);
        start = before;
        if (utf8_is_cjk(code))
            break;
    }
    c->start = start;
    c->words++;
}

static void grow_right(struct context *c)
{
    size_t end = c->end;
    while (end < c->text.len && c->text.at[end] == ' ')
        end++;
    while (end < c->text.len && c->text.at[end] != ' ')
        if (utf8_is_cjk(utf8_next(c->text, &end)))
            break;
    c->end = end;
    c->words++;
}

enum side { LEFT = 1, RIGHT = 2 };

/* Grow on the given sides in turn until it is unique; false where it does not become so. */
static bool grow(struct context *c, unsigned sides)
{
    for (unsigned turn = 0; c->words < WORDS_MOST; turn++) {
        if ((turn % 2 == 0 ? LEFT & sides : RIGHT & sides) == 0)
            continue;
        if (turn % 2 == 0)
            grow_left(c);
        else
            grow_right(c);
        if (is_unique(c))
            return has_edges(c->text, c->start, c->end);
    }
    return false;
}

/* As an author would write it: what Markdown would take for markup is escaped. */
static void put_escaped(struct out *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("\\`*<", text.at[i]) != NULL)
            out_char(out, '\\');
        out_char(out, text.at[i]);
    }
}

/* The essay's own words between two folded bytes, with the spaces that stand there. */
void put_passage_words(struct out *out, const struct annotator *a, size_t start, size_t end)
{
    struct str text = a->folded.text;
    if (start >= end)
        return;
    if (text.at[start] == ' ')
        out_char(out, ' ');
    size_t first = start + (text.at[start] == ' '), last = end - (text.at[end - 1] == ' ');
    if (first < last)
        put_escaped(out, hit_text(a, first, last));
    if (end - start > 1 && text.at[end - 1] == ' ')
        out_char(out, ' ');
}

static struct str shown(struct annotator *a, const struct context *c)
{
    const struct hit *hit = &c->hits->list.at[c->index];
    struct out out = out_new(a->scratch);
    put_passage_words(&out, a, c->start, hit->part_start);
    out_c(&out, "==");
    put_passage_words(&out, a, hit->part_start, hit->part_end);
    out_c(&out, "==");
    put_passage_words(&out, a, hit->part_end, c->end);
    return out_str(&out);
}

struct str context_of(struct annotator *a, const struct hits *hits, size_t index)
{
    static const unsigned ways[] = {LEFT, RIGHT, LEFT | RIGHT};
    const struct hit *hit = &hits->list.at[index];
    struct context best = {0};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct context c = {a->folded.text, hits, index, hit->start, hit->end, 0};
        if (grow(&c, ways[i]) && (best.words == 0 || c.end - c.start < best.end - best.start))
            best = c;
    }
    return best.words != 0 ? shown(a, &best) : STR_NONE;
}
