/*
 * Passages: the phrases of a text that notes are about. Each note owns its phrases; they nest where
 * passages overlap.
 */
#include "write/docbook_room.h"

/*
 * Phrases around one piece of text: a hundred notes
 * on one word would nest deeper than XML readers go.
 */
enum { MOST_PHRASES = 12 };

void add_phrase(struct docbook *d, struct mark *mark, struct str id)
{
    *LIST_ADD(&mark->phrases, d->arena) = id;
}

/* The passages that a piece of text belongs to. */
struct pieces {
    struct mark *ending[MOST_PHRASES]; /* it is their last piece; by the distance of their marks */
    size_t ending_count;
    size_t marked;                /* of these, how many have their mark right behind it */
    LIST(struct mark *) going_on; /* it is not, or there is no room for a phrase of its own */
};

static bool is_ending(const struct pieces *pieces, const struct mark *mark)
{
    for (size_t i = 0; i < pieces->ending_count; i++)
        if (pieces->ending[i] == mark)
            return true;
    return false;
}

static void find_marked(struct docbook *d, const struct node *span, struct pieces *pieces)
{
    for (const struct node *at = span->next; at != NULL && node_is_note_span(at); at = at->next) {
        struct mark *mark = map_get(&d->marks, note_id(d, node_attr(at, "note")));
        bool ends = mark != NULL && mark->last == span && mark->body == at->first;
        if (!ends || is_ending(pieces, mark))
            continue;
        if (pieces->ending_count == MOST_PHRASES)
            break;
        pieces->ending[pieces->ending_count++] = mark;
    }
    pieces->marked = pieces->ending_count;
}

static struct pieces find_pieces(struct docbook *d, const struct node *span)
{
    struct pieces pieces = {.ending_count = 0};
    struct str id;
    find_marked(d, span, &pieces);
    for (struct str rest = node_attr(span, "note"); str_word(&rest, &id);) {
        struct mark *mark = mark_under(d, note_id(d, id));
        if (is_ending(&pieces, mark))
            continue;
        if (mark->last == span && pieces.ending_count < MOST_PHRASES)
            pieces.ending[pieces.ending_count++] = mark;
        else
            *LIST_ADD(&pieces.going_on, d->arena) = mark;
    }
    return pieces;
}

/*
 * The last piece of a passage: it has the passage's id, and
 * names the note if that is an annotation right behind it.
 */
static void open_last_piece(struct docbook *d, const struct node *span, struct mark *mark,
                            bool marked)
{
    struct str id = str_fmt(d->arena, "ref-%.*s", STR_ARG(str_slice(mark->id, 5, mark->id.len)));
    out_c(&d->out, "<phrase");
    put_id(d, id, span);
    out_c(&d->out, " role=\"passage\"");
    add_phrase(d, mark, id);
    mark->called = marked && is_annotation(d, mark);
    if (mark->called)
        out_put_attr(&d->out, "annotations", xml_id(d->arena, mark->id));
    out_char(&d->out, '>');
}

static void open_piece(struct docbook *d, const struct node *span, struct mark *mark)
{
    struct str note = str_slice(mark->id, 5, mark->id.len);
    struct str id = str_fmt(d->arena, "ref-%.*s.%zu", STR_ARG(note), ++mark->pieces);
    out_c(&d->out, "<phrase");
    put_id(d, id, span);
    out_c(&d->out, " role=\"passage\">");
    add_phrase(d, mark, id);
}

/*
 * Open the phrases of a piece, those that end with it around those that go on; gives how many.
 * Where too many passages meet, the last of them share the innermost phrase.
 */
static size_t open_pieces(struct docbook *d, const struct node *span, const struct pieces *pieces)
{
    size_t open = pieces->ending_count;
    for (size_t i = open; i > 0; i--)
        open_last_piece(d, span, pieces->ending[i - 1], i <= pieces->marked);
    struct mark *innermost = open != 0 ? pieces->ending[0] : NULL;
    for (size_t i = 0; i < pieces->going_on.count; i++) {
        struct mark *mark = pieces->going_on.at[i];
        if (open < MOST_PHRASES) {
            open_piece(d, span, mark);
            innermost = mark;
            open++;
        } else {
            add_phrase(d, mark, innermost->phrases.at[innermost->phrases.count - 1]);
        }
    }
    return open;
}

/*
 * One piece of text may belong to several passages: each has a phrase of its own, those that end
 * here outside, the farthest mark's outermost.
 */
void put_passage(struct docbook *d, const struct node *span)
{
    struct pieces pieces = find_pieces(d, span);
    size_t open = open_pieces(d, span, &pieces);
    put_inlines(d, span);
    for (; open > 0; open--)
        put_close(d, "phrase");
}
