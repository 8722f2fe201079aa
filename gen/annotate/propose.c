/* What a quotation should become, as lines of the notes file. */
#include <string.h>

#include "annotate/rebase_room.h"
#include "base/utf8.h"

/* ---- lines, wrapped as the author wrapped them ---- */

/* What stands before the text of each line: `> `, as the first line has it, with all its spaces. */
static struct str prefix_of(const struct note *note)
{
    struct str text = note->quote_span.source->text;
    size_t end = note->lines.at[0].source;
    while (end < note->quote_span.end && text.at[end] == ' ')
        end++;
    return str_slice(text, note->quote_span.start, end);
}

static struct str line_end_of(const struct note *note)
{
    struct str text = note->quote_span.source->text;
    size_t end = str_find(text, STR("\n"), note->quote_span.start);
    return end < text.len && end > 0 && text.at[end - 1] == '\r' ? STR("\r\n") : STR("\n");
}

static size_t width_of(struct str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len;)
        width += utf8_width(utf8_next(text, &i));
    return width;
}

/* The widest line of the quotation as it is; one line stays one line, however long. */
static size_t most_width(const struct note *note)
{
    struct str rest = note->quote, line;
    size_t most = 0;
    if (note->lines.count < 2)
        return SIZE_MAX;
    while (str_split(&rest, '\n', &line)) {
        size_t width = width_of(line);
        most = width > most ? width : most;
    }
    return most;
}

/* The level-2 sign and the like, where the quotation is a heading pasted from the source. */
static struct str signs_of(const struct note *note, const struct quotation *quotation)
{
    struct str text = note->quote;
    size_t count = 0;
    while (quotation->form == FORM_HEADING && count < text.len
           && (text.at[count] == '#' || text.at[count] == ' '))
        count++;
    return str_slice(text, 0, count);
}

/* Behind what fits into `most` columns from `start`; `*next` is where the next line begins. */
static size_t fit(struct str text, size_t start, size_t most, size_t *next)
{
    size_t width = 0, end = text.len;
    uint32_t last = 0;
    *next = text.len;
    for (size_t at = start; at < text.len;) {
        size_t here = at;
        uint32_t code = utf8_next(text, &at);
        width += utf8_width(code);
        if (width > most && end != text.len)
            return end;
        bool free = utf8_is_cjk(code) && utf8_is_cjk(last) && utf8_is_letter(code);
        if (here > start && (code == ' ' || free)) {
            end = here;
            *next = code == ' ' ? at : here;
            if (width > most && code != ' ')
                return end;
        }
        last = code;
    }
    if (width <= most) {
        *next = text.len;
        return text.len;
    }
    return end;
}

/* Signs that would begin a block of their own, had the line them at its start. */
static void put_start(struct out *out, struct str line)
{
    size_t digits = 0;
    while (digits < line.len && line.at[digits] >= '0' && line.at[digits] <= '9')
        digits++;
    bool number = digits > 0 && digits < line.len && strchr(".)", line.at[digits]) != NULL;
    if (number)
        out_raw(out, str_slice(line, 0, digits));
    if (number || (line.len > 0 && strchr("#>+-|:~", line.at[0]) != NULL))
        out_char(out, '\\');
    out_raw(out, str_slice(line, number ? digits : 0, line.len));
}

/* `text` as the bytes of the quotation's lines; empty where it is what stands there already. */
static struct str lines_of(struct rebase *r, const struct note *note,
                           const struct quotation *quotation, struct str text)
{
    struct out out = out_new(r->arena);
    struct str prefix = prefix_of(note), signs = signs_of(note, quotation);
    size_t most = signs.len != 0 ? SIZE_MAX : most_width(note);
    for (size_t start = 0, next; start < text.len; start = next) {
        size_t end = fit(text, start, most, &next);
        if (start > 0)
            out_raw(&out, line_end_of(note));
        out_raw(&out, prefix);
        out_raw(&out, signs);
        if (signs.len != 0)
            out_raw(&out, str_slice(text, start, end));
        else
            put_start(&out, str_slice(text, start, end));
    }
    return str_eq(out_str(&out), span_text(note->quote_span)) ? STR_NONE : out_str(&out);
}

/* ---- the words ---- */

/* The new places of the quotation's pieces: bytes of the folded essay. */
struct places {
    LIST(struct hit) list;
};

static struct places places_of(struct rebase *r, const struct quotation *quotation,
                               const struct hit *old, const struct hit *hit)
{
    struct places places = {0};
    struct str text = r->old.folded.text;
    if (quotation->pieces.count == 1) {
        *LIST_ADD(&places.list, r->arena) = *hit;
        return places;
    }
    size_t from = old->start, least = 0;
    for (size_t i = 0; i < quotation->pieces.count; i++) {
        struct str piece = quotation->pieces.at[i];
        size_t at = str_find(text, piece, from);
        struct hit place = {0};
        if (at >= text.len)
            break;
        from = at + piece.len;
        if (!map_range(r, at, from, &place.start, &place.end) || place.start < least)
            continue;
        least = place.end;
        *LIST_ADD(&places.list, r->arena) = place;
    }
    return places;
}

static const char *mark_of(enum quote_part part)
{
    return part == PART_MARKED ? "==" : part == PART_BOLD ? "**" : "";
}

/* One piece, with the marks whose places lie in it. */
static void put_piece(struct out *out, const struct rebase *r, const struct hit *place,
                      const struct hit *hit, const char *mark)
{
    size_t at = place->start;
    if (hit->part_start >= place->start && hit->part_start < place->end) {
        put_passage_words(out, &r->new, at, hit->part_start);
        out_c(out, mark);
        at = hit->part_start;
    }
    if (hit->part_end > place->start && hit->part_end <= place->end) {
        put_passage_words(out, &r->new, at, hit->part_end);
        out_c(out, mark);
        at = hit->part_end;
    }
    put_passage_words(out, &r->new, at, place->end);
}

/* Where the proposed words stand; more than one place asks for more context. */
static struct hits hits_of(struct rebase *r, const struct places *places)
{
    struct quotation quotation = {0};
    for (size_t i = 0; i < places->list.count; i++)
        *LIST_ADD(&quotation.pieces, r->arena) =
            str_slice(r->new.folded.text, places->list.at[i].start, places->list.at[i].end);
    return find_quotation(&r->new, &quotation, 0);
}

struct str propose_context(struct rebase *r, const struct note *note,
                           const struct quotation *quotation, const struct hits *hits, size_t index)
{
    struct str text = context_of(&r->new, hits, index);
    return text.len != 0 && quotation->form == FORM_ANY ? lines_of(r, note, quotation, text)
                                                        : STR_NONE;
}

/* More context for the place, where the words alone do not mean it. */
static void propose_wider(struct rebase *r, struct fate *fate, const struct note *note,
                          const struct quotation *quotation, struct hits *hits,
                          const struct hit *hit)
{
    fate->needs_context = true;
    if (quotation->pieces.count != 1 || hits->more || note->occurrence != 0)
        return;
    for (size_t i = 0; i < hits->list.count; i++) {
        if (hits->list.at[i].start != hit->start)
            continue;
        hits->list.at[i] = *hit;
        fate->proposal = propose_context(r, note, quotation, hits, i);
    }
}

void propose_edit(struct rebase *r, struct fate *fate, const struct note *note,
                  const struct quotation *quotation, const struct hit *old, const struct hit *hit)
{
    struct out out = out_new(r->arena);
    struct places places = places_of(r, quotation, old, hit);
    struct hits hits = hits_of(r, &places);
    size_t count = hits.list.count;
    bool alone = count == 1 && !hits.more;
    if (!alone && count > 0 && note->occurrence <= 1)
        propose_wider(r, fate, note, quotation, &hits, hit);
    if (!alone || note->occurrence > 1 || quotation->form == FORM_ROW)
        return;
    for (size_t i = 0; i < places.list.count; i++) {
        if (i > 0)
            out_c(&out, " […] ");
        put_piece(&out, r, &places.list.at[i], hit, mark_of(quotation->part));
    }
    fate->proposal = lines_of(r, note, quotation, out_str(&out));
}
