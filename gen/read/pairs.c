/* Pairs: tildes, tags of HTML and attributes, which the parser hands on one by one. */
#include <string.h>

#include "read/attributes.h"
#include "read/reader.h"

static bool is_piece(const struct node *node, enum node_kind kind, enum piece piece)
{
    return node != NULL && node->kind == kind && node->level == (int)piece;
}

static bool is_marker(const struct node *node, enum piece piece)
{
    return is_piece(node, NODE_RAW_INLINE, piece);
}

/*
 * Wrap what stands between two markers, which go away;
 * markers with nothing between them wrap nothing.
 */
static struct node *wrap_between(struct reader *reader, struct node *open, struct node *close,
                                 enum node_kind kind)
{
    struct node *wrapper = node_new(reader->arena, kind, span_union(open->span, close->span));
    if (open->next != close)
        node_wrap(wrapper, open->next, close->prev);
    else
        node_insert_before(close, wrapper);
    node_remove(open);
    node_remove(close);
    return wrapper;
}

/* ---- attributes ---- */

static void report_attributes(struct reader *reader, size_t start, size_t end, const char *why)
{
    struct diag *diag =
        reader_report(reader, DIAG_BAD_ATTRIBUTE, reader_span(reader, start, end), "%s", why);
    diag_help(diag,
              "attributes are {#id .class key=value}; write \\{ for a brace that is meant as text");
}

bool read_attributes(struct reader *reader, struct str braces, size_t start, struct attr *attr)
{
    size_t bad;
    const char *why;
    if (attributes_read(reader->arena, braces, attr, &bad, &why))
        return true;
    report_attributes(reader, start + bad, start + (bad != 0 ? bad + 1 : braces.len), why);
    return false;
}

/*
 * What these mean in the tree, notes and sections, comes
 * of the essay's own words and never of a class alone.
 */
static const char *find_reserved(const struct node *node)
{
    static const char *const names[] = {"note", "passage", "section", "fnref"};
    bool plain = node->kind == NODE_DIV || node->kind == NODE_SPAN || node->kind == NODE_LINK;
    if (!plain || node_has_class(node, "admonition"))
        return NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (node_has_class(node, names[i]))
            return names[i];
    return NULL;
}

void check_classes(struct reader *reader, const struct node *node)
{
    const char *name = find_reserved(node);
    if (name == NULL)
        return;
    struct diag *diag = reader_report(reader, DIAG_BAD_ATTRIBUTE, node->span,
                                      "the class \"%s\" is one that gloss gives", name);
    diag_help(diag,
              strcmp(name, "note") == 0 ? "for a box write `> [!NOTE]`, else another class"
                                        : "take another class");
}

void merge_attributes(struct reader *reader, struct node *node, const struct attr *attr)
{
    if (attr_is_empty(attr))
        return;
    if (attr->id.len != 0)
        node_set_id(reader->arena, node, attr->id);
    for (size_t i = 0; i < attr->classes.count; i++)
        node_add_class(reader->arena, node, attr->classes.at[i]);
    for (size_t i = 0; i < attr->pairs.count; i++)
        node_set_attr(reader->arena, node, attr->pairs.at[i].key, attr->pairs.at[i].value);
    check_classes(reader, node);
}

/* Where in the text a marker stands, worked back from its place in the source. */
static void report_marker(struct reader *reader, const struct node *marker, size_t bad,
                          const char *why)
{
    struct span here = marker->span;
    if (bad != 0 && here.end - here.start == marker->text.len)
        here = span_of(here.source, here.start + bad, here.start + bad + 1);
    struct diag *diag = reader_report(reader, DIAG_BAD_ATTRIBUTE, here, "%s", why);
    diag_help(diag,
              "attributes are {#id .class key=value}; write \\{ for a brace that is meant as text");
}

bool take_attributes(struct reader *reader, const struct node *marker, struct node *node)
{
    struct attr attr;
    size_t bad;
    const char *why;
    if (!attributes_read(reader->arena, marker->text, &attr, &bad, &why)) {
        report_marker(reader, marker, bad, why);
        return false;
    }
    merge_attributes(reader, node, &attr);
    return true;
}

static bool is_bracket(const struct node *node, char c)
{
    return is_piece(node, NODE_STR, PIECE_BRACKET) && node->text.at[0] == c;
}

/* Elements of HTML that are understood, with what they become. */
static const struct tag_kind {
    const char *name;
    enum node_kind kind;
} tags[] = {
    {"sup", NODE_SUPERSCRIPT}, {"sub", NODE_SUBSCRIPT}, {"cite", NODE_SPAN},
    {"ruby", NODE_SPAN},       {"rt", NODE_SPAN},       {"rp", NODE_SPAN},
    {"bdi", NODE_SPAN},        {"kbd", NODE_SPAN},      {"abbr", NODE_SPAN},
};

enum { TAG_KINDS = sizeof tags / sizeof tags[0] };

/*
 * What the walk over the children of one node has open.
 * Everything is looked at once, however hostile the text.
 */
struct pairing {
    struct reader *reader;
    LIST(struct node *) brackets; /* each `[` that waits for its `]`, innermost last */
    struct node *opened, *closed; /* the pair of brackets that was found last */
    struct node *tildes;
    size_t open_tags[TAG_KINDS];
};

static void note_bracket(struct pairing *pairing, struct node *node)
{
    if (node->text.at[0] == '[') {
        *LIST_ADD(&pairing->brackets, pairing->reader->arena) = node;
        return;
    }
    pairing->closed = node;
    pairing->opened =
        pairing->brackets.count != 0 ? pairing->brackets.at[--pairing->brackets.count] : NULL;
}

static struct node *find_owner(struct pairing *pairing, struct node *marker)
{
    struct node *before = marker->prev, *parent = marker->parent;
    if (before != NULL && (before->kind == NODE_LINK || before->kind == NODE_IMAGE))
        return before;
    if (is_bracket(before, ']') && pairing->closed == before && pairing->opened != NULL)
        return wrap_between(pairing->reader, pairing->opened, before, NODE_SPAN);
    return parent->kind == NODE_HEADER && marker->next == NULL ? parent : NULL;
}

/* A caption's attributes are its table's, which comes to know of them later (figures.c). */
static bool is_caption(const struct reader *reader, const struct node *marker)
{
    const struct node *parent = marker->parent, *first = parent->first;
    return marker->next == NULL && (parent->kind == NODE_PARA || parent->kind == NODE_PLAIN)
        && first->kind == NODE_STR && str_is(first->text, ":") && !is_escaped(reader, first);
}

static void tie_attributes(struct pairing *pairing, struct node *marker)
{
    struct reader *reader = pairing->reader;
    if (is_caption(reader, marker))
        return;
    struct node *owner = find_owner(pairing, marker);
    if (owner == NULL) {
        report_marker(reader, marker, 0, "there is nothing here that could have these attributes");
        return;
    }
    if (!take_attributes(reader, marker, owner))
        return;
    owner->span = span_union(owner->span, marker->span);
    struct node *before = marker->prev;
    if (owner == marker->parent && before != NULL && before->kind == NODE_SPACE)
        node_remove(before);
    node_remove(marker);
}

/* ---- tildes ---- */

static bool is_gap(const struct node *node)
{
    return node == NULL || node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK
        || node->kind == NODE_LINE_BREAK;
}

/*
 * Strike out what stands between `open` and `close`;
 * gives the tildes that are still waiting for their end.
 */
static struct node *pair_tildes(struct reader *reader, struct node *open, struct node *close)
{
    bool same = open != NULL && open->parent == close->parent && open->next != close;
    if (same && !is_gap(close->prev)) {
        wrap_between(reader, open, close, NODE_STRIKEOUT);
        return NULL;
    }
    return is_gap(close->next) ? open : close;
}

/* ---- tags ---- */

/* The name in a tag such as `<sup>` or `</sup >`. */
static struct str tag_name(struct str tag)
{
    size_t start = tag.len > 1 && tag.at[1] == '/' ? 2 : 1, end = start;
    while (end < tag.len
           && ((tag.at[end] >= 'a' && tag.at[end] <= 'z')
               || (tag.at[end] >= 'A' && tag.at[end] <= 'Z')))
        end++;
    return str_slice(tag, start, end);
}

static const struct tag_kind *find_tag(struct str tag)
{
    struct str name = tag_name(tag);
    for (size_t i = 0; i < TAG_KINDS; i++)
        if (str_is(name, tags[i].name))
            return &tags[i];
    return NULL;
}

static bool is_close(struct str tag)
{
    return tag.len > 1 && tag.at[1] == '/';
}

static bool is_break(struct str tag)
{
    return str_is(tag, "<br>") || str_is(tag, "<br/>") || str_is(tag, "<br />");
}

/* The value of title="…" in an opening tag, which `abbr` has; empty where there is none. */
static struct str find_title(struct str tag)
{
    struct str name = STR("title=");
    size_t at = str_find(tag, name, 0) + name.len;
    if (at >= tag.len || (tag.at[at] != '"' && tag.at[at] != '\''))
        return STR_NONE;
    size_t end = at + 1;
    while (end < tag.len && tag.at[end] != tag.at[at])
        end++;
    return str_slice(tag, at + 1, end);
}

/*
 * Only `title` is taken over from a tag; others would
 * be lost silently, so such a tag is shown or raw.
 */
static bool is_simple(struct str tag)
{
    struct str inner = str_trim(str_slice(tag, 1 + tag_name(tag).len, tag.len - 1));
    return inner.len == 0 || str_starts(inner, STR("title="));
}

/* The nearest sibling before `close` that opens the same element and has not been closed. */
static struct node *find_open_tag(const struct tag_kind *kind, struct node *close)
{
    for (struct node *node = close->prev; node != NULL; node = node->prev)
        if (is_marker(node, PIECE_TAG) && !is_close(node->text) && find_tag(node->text) == kind
            && is_simple(node->text))
            return node;
    return NULL;
}

static void close_tag(struct pairing *pairing, const struct tag_kind *kind, struct node *close)
{
    size_t *open_tags = &pairing->open_tags[kind - tags];
    struct node *open = *open_tags != 0 ? find_open_tag(kind, close) : NULL;
    if (open == NULL) {
        *open_tags = 0;
        return;
    }
    --*open_tags;
    struct str title = find_title(open->text);
    struct node *element = wrap_between(pairing->reader, open, close, kind->kind);
    if (kind->kind != NODE_SPAN)
        return;
    node_add_class(pairing->reader->arena, element, str_from(kind->name));
    node_set_attr(pairing->reader->arena, element, STR("title"), title);
}

static void drop_comment(struct reader *reader, struct node *comment)
{
    check_comment(reader, comment->text, comment->span);
    node_remove(comment);
}

static void pair_tag(struct pairing *pairing, struct node *tag)
{
    const struct tag_kind *kind = find_tag(tag->text);
    if (is_break(tag->text))
        node_replace(tag, node_new(pairing->reader->arena, NODE_LINE_BREAK, tag->span));
    else if (str_starts(tag->text, STR("<!--")))
        drop_comment(pairing->reader, tag);
    else if (kind != NULL && is_close(tag->text))
        close_tag(pairing, kind, tag);
    else if (kind != NULL && is_simple(tag->text))
        pairing->open_tags[kind - tags]++;
}

void pair_inlines(struct reader *reader, struct node *parent)
{
    struct pairing pairing = {.reader = reader};
    for (struct node *node = parent->first, *next; node != NULL; node = next) {
        next = node->next;
        if (is_piece(node, NODE_STR, PIECE_BRACKET) && reader->dialect == DIALECT_GLOSS)
            note_bracket(&pairing, node);
        else if (is_marker(node, PIECE_ATTRIBUTES))
            tie_attributes(&pairing, node);
        else if (is_marker(node, PIECE_TILDES))
            pairing.tildes = pair_tildes(reader, pairing.tildes, node);
        else if (is_marker(node, PIECE_TAG))
            pair_tag(&pairing, node);
    }
}
