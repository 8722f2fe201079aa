/*
 * The map of notes: a line for the essay, a stroke
 * where each note stands, longer for a longer note.
 */
#include "base/utf8.h"
#include "write/html_room.h"

struct survey {
    struct arena *arena;
    struct page *page;
    struct arena *keep;
    size_t characters;
};

static size_t count_words(struct survey *s, const struct node *note)
{
    struct out out = out_new(s->arena);
    for (const struct node *block = note->first; block != NULL; block = block->next)
        node_plain(block, &out);
    return plain_words(out_str(&out));
}

static void add_stroke(struct survey *s, const struct node *note)
{
    struct stroke *stroke = LIST_ADD(&s->page->strokes, s->keep);
    stroke->at = (double)s->characters;
    stroke->words = count_words(s, note);
    stroke->layer = str_keep(s->keep, node_attr(note->parent, "layer"));
}

static void survey(struct survey *s, const struct node *node)
{
    bool whole = node_is_whole_note(node);
    if (node->kind == NODE_STR || node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK)
        s->characters += utf8_count(node->text);
    if (node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK)
        s->characters++;
    if (node->kind == NODE_NOTE && node_is_note_span(node->parent))
        add_stroke(s, node);
    for (const struct node *child = node->first; child != NULL && !whole; child = child->next)
        if (node->kind != NODE_NOTE)
            survey(s, child);
}

void html_find_strokes(const struct doc *doc, struct page *page)
{
    struct survey s = {.arena = doc->arena, .page = page, .keep = doc->keep};
    survey(&s, doc->body);
    for (size_t i = 0; i < page->strokes.count; i++)
        page->strokes.at[i].at /= s.characters != 0 ? (double)s.characters : 1;
}

/* ---- drawing ---- */

enum { MAP_WIDTH = 1000, CROWDED = 4, SHORTEST = 5, LONGEST = 18, FOOT = 20 };

static double height_of(const struct stroke *stroke)
{
    double height = SHORTEST + (double)stroke->words / 6;
    return height < LONGEST ? height : LONGEST;
}

static void put_stroke(const struct stroke *stroke, int x, struct out *out)
{
    out_c(out, "<line class=\"at");
    if (stroke->layer.len != 0) {
        out_c(out, " layer-");
        out_attr(out, stroke->layer);
    }
    out_fmt(out, "\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%d\"/>", x, x, FOOT - height_of(stroke),
            FOOT);
}

/* Of strokes that would touch, every second is left out. */
static void put_strokes(const struct page *page, struct out *out)
{
    int last = -MAP_WIDTH;
    for (size_t i = 0; i < page->strokes.count; i++) {
        int x = (int)(page->strokes.at[i].at * MAP_WIDTH + 0.5);
        if (x - last < CROWDED) {
            last = -MAP_WIDTH;
            continue;
        }
        put_stroke(&page->strokes.at[i], x, out);
        last = x;
    }
}

void html_put_map(struct html *h, const struct page *page, struct out *out)
{
    if (page->strokes.count == 0)
        return;
    struct str notes = word_counted(h->arena, h->words, "note_count", page->strokes.count);
    out_c(out,
          "<svg class=\"map\" viewBox=\"0 0 1000 24\" preserveAspectRatio=\"none\" role=\"img\"");
    out_put_attr(out, "aria-label", word_with(h->arena, h->words, "map", notes));
    out_c(out, "><line class=\"run\" x1=\"0\" x2=\"1000\" y1=\"20.5\" y2=\"20.5\"/>");
    put_strokes(page, out);
    out_c(out, "</svg>");
}
