/*
 * Notes and footnotes.
 *
 * A note is a passage, one or more phrases, and at its mark a footnote. Where a footnote may not
 * hold what is in the note (docbook_nesting.def), or the configuration says so, it is an
 * annotation: the last phrase of the passage names it, and the annotation stands after the
 * outermost block that holds the mark, for an article takes no blocks once its sections have begun.
 * Stock processors print footnotes and leave annotations out, hence the footnote wherever it can
 * be.
 */
#include "write/docbook_room.h"

/* ---- finding them ---- */

struct mark *mark_under(struct docbook *d, struct str id)
{
    struct mark *mark = map_get(&d->marks, id);
    if (mark != NULL)
        return mark;
    mark = ARENA_NEW(d->arena, struct mark);
    mark->id = id;
    map_add(&d->marks, id, mark);
    return mark;
}

struct str note_id(struct docbook *d, struct str id)
{
    return str_fmt(d->arena, "note-%.*s", STR_ARG(id));
}

static void find_piece(struct docbook *d, const struct node *span)
{
    struct str id;
    for (struct str rest = node_attr(span, "note"); str_word(&rest, &id);)
        mark_under(d, note_id(d, id))->last = span;
}

/* The id of a Note as the model has it; the holder is the Span around it or the Note itself. */
static struct str id_of(struct docbook *d, const struct node *holder)
{
    if (holder->kind == NODE_NOTE)
        return holder->label.len != 0 ? str_fmt(d->arena, "fn-%.*s", STR_ARG(holder->label))
                                      : STR_NONE;
    struct str id = node_attr(holder, "note");
    return id.len != 0 ? note_id(d, id) : STR_NONE;
}

/* What is known of the note `id`, which is without `note-`. */
static const struct note *facts_of(const struct docbook *d, struct str id)
{
    for (size_t i = 0; d->doc != NULL && i < d->doc->notes.count; i++)
        if (str_eq(d->doc->notes.at[i].id, id))
            return &d->doc->notes.at[i];
    return NULL;
}

static struct str without_prefix(struct str note_id)
{
    return str_slice(note_id, 5, note_id.len);
}

static struct mark *new_mark(struct docbook *d, const struct node *holder)
{
    struct str id = id_of(d, holder);
    struct mark *mark = id.len != 0 ? mark_under(d, id) : NULL;
    if (mark == NULL || mark->body != NULL) { /* without an id, or a second one of that id */
        mark = ARENA_NEW(d->arena, struct mark);
        id = STR_NONE;
    }
    mark->is_note = node_is_note_span(holder);
    mark->facts = mark->is_note ? facts_of(d, node_attr(holder, "note")) : NULL;
    mark->body = mark->is_note ? holder->first : holder;
    mark->id = id;
    mark->number = mark->label = mark->body->number;
    mark->layer = node_attr(holder, "layer");
    if (id.len != 0)
        reserve_id(d, id, mark->body);
    return mark;
}

void find_marks(struct docbook *d, const struct node *root)
{
    for (const struct node *at = root; at != NULL; at = node_next(root, at)) {
        if (at->kind == NODE_SPAN && node_has_class(at, "passage"))
            find_piece(d, at);
        else if (at->kind == NODE_NOTE)
            new_mark(d, node_is_note_span(at->parent) && at->parent->first == at ? at->parent : at);
    }
}

static struct mark *mark_of(struct docbook *d, const struct node *holder)
{
    const struct node *body = holder->kind == NODE_NOTE ? holder : holder->first;
    struct str id = id_of(d, holder);
    struct mark *mark = id.len != 0 ? map_get(&d->marks, id) : NULL;
    return mark != NULL && mark->body == body ? mark : new_mark(d, holder);
}

/* ---- footnote or annotation ---- */

/* What keeps the note from being a footnote here; 0 where it can be one. */
static unsigned obstacle(const struct docbook *d, const struct mark *mark)
{
    unsigned here = d->at.excluded;
    if ((here & FOOTNOTE) != 0)
        return FOOTNOTE;
    return nesting_wanted_below(mark->body) & (here | nesting_excluded(FOOTNOTE));
}

/* In a table's foot too: pandoc reads no foot, and others print it on each page of the table. */
bool is_annotation(const struct docbook *d, const struct mark *mark)
{
    return (mark->is_note && d->site->config.docbook_annotations) || d->at.in_foot
        || obstacle(d, mark) != 0;
}

/* ---- marks ---- */

static bool is_nmtoken(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '-' && c != '_' && c != '.')
            return false;
    }
    return s.len != 0;
}

static const char *status_word(enum status status)
{
    switch (status) {
    case STATUS_DRAFT: return " draft";
    case STATUS_REVIEW: return " review";
    case STATUS_PUBLISHED: break;
    }
    return "";
}

/* The layer, and what the note says of itself. */
static void put_note_role(struct docbook *d, const struct mark *mark)
{
    struct out role = out_new(d->arena);
    out_c(&role, mark->is_note ? "note" : "footnote");
    if (node_is_reply(mark->body))
        out_c(&role, " reply");
    if (mark->layer.len != 0) {
        out_char(&role, ' ');
        out_raw(&role, mark->layer);
    }
    if (mark->facts != NULL)
        out_c(&role, status_word(mark->facts->status));
    for (size_t i = 0; mark->facts != NULL && i < mark->facts->classes.count; i++) {
        out_char(&role, ' ');
        out_raw(&role, mark->facts->classes.at[i]);
    }
    out_put_attr(&d->out, "role", out_str(&role));
}

static void count_note(struct docbook *d, const struct mark *mark)
{
    if (mark->id.len != 0)
        carry(d, mark->is_note ? CARRIED_NOTE : CARRIED_FOOTNOTE, mark->id, mark->number);
}

static void put_footnote(struct docbook *d, struct mark *mark)
{
    struct standing outer = d->at;
    out_c(&d->out, "<footnote");
    put_id(d, mark->id, mark->body);
    if (mark->is_note)
        put_note_role(d, mark);
    if (is_nmtoken(mark->number))
        out_put_attr(&d->out, "label", mark->number);
    out_put_attr(&d->out, "xreflabel", mark->label);
    out_char(&d->out, '>');
    enter_element(d, nesting_excluded(FOOTNOTE));
    d->at.run_on = true;
    put_note_text(d, mark);
    d->at = outer;
    put_close(d, "footnote");
    mark->as_footnote = true;
    count_note(d, mark);
}

static void say_why(struct docbook *d, const struct mark *mark)
{
    if (mark->is_note && d->site->config.docbook_annotations)
        return;
    struct str name = str_slice(mark->id, mark->is_note ? 5 : 3, mark->id.len);
    const char *what = mark->is_note ? "note" : "footnote";
    if (d->at.in_foot)
        say_simplified(d, mark->body,
                       "the %s \"%.*s\" stands in the foot of a table, of which not every program "
                       "reads the footnotes; it is an annotation",
                       what, STR_ARG(name));
    else
        say_simplified(d, mark->body,
                       "the %s \"%.*s\" holds %s, or stands in one, which DocBook does not allow "
                       "a footnote; it is an annotation",
                       what, STR_ARG(name), nesting_name(obstacle(d, mark)));
}

/* The mark of an annotation whose passage does not end right before it, or that has none. */
static void put_call(struct docbook *d, struct mark *mark)
{
    out_c(&d->out, "<phrase");
    if (mark->phrases.count == 0 && mark->id.len != 0) {
        struct str id = mark->is_note
            ? str_fmt(d->arena, "ref-%.*s", STR_ARG(without_prefix(mark->id)))
            : str_fmt(d->arena, "fnref-%.*s", STR_ARG(str_slice(mark->id, 3, mark->id.len)));
        put_id(d, id, mark->body);
        add_phrase(d, mark, id);
    }
    out_c(&d->out, " role=\"mark\"");
    out_put_attr(&d->out, "annotations", xml_id(d->arena, mark->id));
    out_c(&d->out, "/>");
}

void put_mark(struct docbook *d, const struct node *holder)
{
    struct mark *mark = mark_of(d, holder);
    if (!is_annotation(d, mark)) {
        put_footnote(d, mark);
        return;
    }
    if (mark->id.len == 0) /* only a Note that was never resolved has no name to be called by */
        mark->id = str_fmt(d->arena, mark->is_note ? "note-.%zu" : "fn-.%zu", ++d->unnamed);
    say_why(d, mark);
    if (!mark->called)
        put_call(d, mark);
    *LIST_ADD(&d->waiting, d->arena) = mark;
}

/* A footnoteref leads to a footnote alone; to a footnote that is an annotation leads a link. */
void put_mark_again(struct docbook *d, const struct node *link)
{
    struct str id = link->ref != NULL && link->ref->id.len != 0
        ? link->ref->id
        : str_slice(link->target, 1, link->target.len);
    const struct mark *mark = map_get(&d->marks, id);
    bool known = mark != NULL && mark->body != NULL;
    size_t start = d->out.len;
    out_c(&d->out, known && mark->as_footnote ? "<footnoteref" : "<link");
    if (!known || !put_linkend(d, "linkend", id)) {
        d->out.len = start;
        put_inlines(d, link);
        return;
    }
    if (mark->as_footnote) {
        out_c(&d->out, "/>");
        return;
    }
    out_c(&d->out, " role=\"mark\"><superscript>");
    out_text(&d->out, mark->number);
    out_c(&d->out, "</superscript></link>");
}

/* ---- annotations ---- */

static void put_annotates(struct docbook *d, const struct mark *mark)
{
    struct out ids = out_new(d->arena);
    for (size_t i = 0; i < mark->phrases.count; i++) {
        if (i > 0)
            out_char(&ids, ' ');
        out_raw(&ids, xml_id(d->arena, mark->phrases.at[i]));
    }
    out_put_attr(&d->out, "annotates", out_str(&ids));
}

static void put_annotation(struct docbook *d, struct mark *mark)
{
    struct standing outer = d->at;
    d->at = (struct standing){0};
    enter_element(d, nesting_excluded(ANNOTATION));
    out_c(&d->out, "<annotation");
    put_id(d, mark->id, mark->body);
    put_annotates(d, mark);
    put_note_role(d, mark);
    out_put_attr(&d->out, "xreflabel", mark->label);
    out_char(&d->out, '>');
    put_annotation_text(d, mark);
    out_c(&d->out, "</annotation>\n");
    d->at = outer;
    count_note(d, mark);
}

void put_waiting(struct docbook *d)
{
    /* What is written may add to the list: a footnote in a note that is no footnote either. */
    for (size_t i = 0; i < d->waiting.count; i++)
        put_annotation(d, d->waiting.at[i]);
    d->waiting.count = 0;
}

/*
 * It has no mark: the annotation names the whole document,
 * and shows its layer's label instead of a number.
 */
void put_whole_note(struct docbook *d, const struct node *div)
{
    struct str id = node_id(div);
    struct mark *mark = id.len != 0 ? mark_under(d, id) : ARENA_NEW(d->arena, struct mark);
    if (mark->body != NULL) /* another note has the id */
        mark = ARENA_NEW(d->arena, struct mark);
    const struct layer *layer = site_layer(d->site, node_attr(div, "layer"));
    *mark = (struct mark){.body = div,
                          .id = id,
                          .facts = facts_of(d, without_prefix(id)),
                          .is_note = true,
                          .called = true,
                          .layer = node_attr(div, "layer"),
                          .label = layer != NULL ? layer->label : STR_NONE};
    add_phrase(d, mark, d->root_id);
    *LIST_ADD(&d->waiting, d->arena) = mark;
}

/* ---- replies ---- */

/* What is known of a reply; its passage in the note that it answers was written before. */
static struct mark *reply_of(struct docbook *d, const struct node *div)
{
    struct str id = node_id(div);
    struct mark *mark = mark_under(d, id);
    const struct layer *layer = site_layer(d->site, node_attr(div, "layer"));
    mark->body = div;
    mark->facts = facts_of(d, without_prefix(id));
    mark->is_note = true;
    mark->number = mark->label = div->number;
    mark->layer = node_attr(div, "layer");
    if (mark->label.len == 0 && layer != NULL)
        mark->label = layer->label;
    return mark;
}

/*
 * No note may stand in a note: neither a footnote in a footnote nor an annotation in an annotation.
 * So the replies are a list in it, whose terms are their numbers; every processor prints that.
 */
void put_reply(struct docbook *d, const struct node *div)
{
    struct standing outer = d->at;
    struct mark *mark = reply_of(d, div);
    if (!node_is_reply(div->prev))
        out_c(&d->out, "<variablelist role=\"replies\">");
    out_c(&d->out, "<varlistentry");
    put_id(d, mark->id, div);
    put_note_role(d, mark);
    out_put_attr(&d->out, "xreflabel", mark->number);
    out_c(&d->out, "><term>");
    out_text(&d->out, mark->label);
    out_c(&d->out, "</term><listitem>");
    enter_element(d, 0);
    put_note_text(d, mark);
    d->at = outer;
    out_c(&d->out, "</listitem></varlistentry>");
    if (!node_is_reply(div->next))
        out_c(&d->out, "</variablelist>");
    count_note(d, mark);
}
