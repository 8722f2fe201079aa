/* Inlines: text, emphasis, links, pictures in a line. */
#include "base/file.h"
#include "write/docbook_room.h"

/* ---- superscripts and subscripts ---- */

/*
 * They hold text alone. Where one has more in it, such as emphasis, it is put around each run of
 * text inside: the emphasis holds a superscript instead of the other way around, and nothing is
 * lost.
 */
static void open_scripts(struct docbook *d, const struct script *script)
{
    if (script == NULL)
        return;
    open_scripts(d, script->outer);
    put_open(d, script->element, NULL, NULL);
}

static void close_scripts(struct docbook *d, const struct script *script)
{
    for (; script != NULL; script = script->outer)
        put_close(d, script->element);
}

/*
 * The run of siblings from `node` on that may stand
 * in a superscript; gives the first that may not.
 */
static const struct node *put_scripted_run(struct docbook *d, const struct node *node)
{
    const struct script *scripts = d->at.scripts;
    open_scripts(d, scripts);
    d->at.scripts = NULL;
    for (; node != NULL && nesting_is_text(node); node = node->next)
        put_inline(d, node);
    d->at.scripts = scripts;
    close_scripts(d, scripts);
    return node;
}

void put_inlines(struct docbook *d, const struct node *parent)
{
    for (const struct node *node = parent->first; node != NULL;) {
        if (d->at.scripts != NULL && nesting_is_text(node)) {
            node = put_scripted_run(d, node);
            continue;
        }
        put_inline(d, node);
        node = node->next;
    }
}

static void put_script(struct docbook *d, const struct node *node, const char *element)
{
    struct script script = {element, d->at.scripts};
    d->at.scripts = &script;
    put_inlines(d, node);
    d->at.scripts = script.outer;
}

/* ---- elements that hold inlines ---- */

static void put_wrapped(struct docbook *d, const struct node *node, const char *element,
                        const char *role)
{
    put_open(d, element, node, role);
    put_inlines(d, node);
    put_close(d, element);
}

/* An element for text alone where that is what is in it, else a phrase with its name as role. */
static void put_text_wrapped(struct docbook *d, const struct node *node, const char *element)
{
    bool fits = d->at.scripts == NULL;
    for (const struct node *child = node->first; fits && child != NULL; child = child->next)
        fits = nesting_is_text(child);
    put_wrapped(d, node, fits ? element : "phrase", fits ? NULL : element);
}

/* A phrase where there is something to say of it. */
static void put_loose(struct docbook *d, const struct node *node)
{
    if (attr_is_empty(node->attr))
        put_inlines(d, node);
    else
        put_wrapped(d, node, "phrase", NULL);
}

static void put_code(struct docbook *d, const struct node *node)
{
    put_open(d, "literal", node, NULL);
    open_scripts(d, d->at.scripts);
    out_text(&d->out, node->text);
    close_scripts(d, d->at.scripts);
    put_close(d, "literal");
}

static void put_math(struct docbook *d, const struct node *node)
{
    put_open(d, "inlineequation", node, node->math == MATH_DISPLAY ? "tex display" : "tex");
    put_open(d, "mathphrase", NULL, NULL);
    out_text(&d->out, node->text);
    put_close(d, "mathphrase");
    put_close(d, "inlineequation");
}

static void put_span(struct docbook *d, const struct node *span)
{
    if (node_has_class(span, "passage"))
        put_passage(d, span);
    else if (node_is_note_span(span) && span->first != NULL && span->first->kind == NODE_NOTE)
        put_mark(d, span);
    else if (node_has_class(span, "title"))
        put_wrapped(d, span, "emphasis", "strong");
    else if (node_has_class(span, "kbd"))
        put_text_wrapped(d, span, "keycap");
    else if (node_has_class(span, "abbr"))
        put_text_wrapped(d, span, "abbrev");
    else if (node_has_class(span, "cite"))
        put_wrapped(d, span, "citetitle", NULL);
    else
        put_loose(d, span);
}

static void put_raw_inline(struct docbook *d, const struct node *node)
{
    say_simplified(d, node, "raw %.*s is left out of DocBook", STR_ARG(node->format));
}

static void put_line_break(struct docbook *d, const struct node *node)
{
    out_char(&d->out, d->at.verbatim ? '\n' : ' ');
    if (!d->at.verbatim)
        say_simplified(d, node, "a line break here is a space in DocBook");
}

/* ---- links ---- */

static struct str file_address(struct docbook *d, struct str path)
{
    struct str base = d->site->config.base_url;
    if (base.len != 0)
        return str_fmt(d->arena, "%.*s%s%.*s", STR_ARG(base), str_ends(base, STR("/")) ? "" : "/",
                       STR_ARG(path_url(d->arena, path)));
    return path_url(d->arena,
                    d->page != NULL ? path_relative(d->arena, d->page->path, path) : path);
}

static struct str address_of(struct docbook *d, const struct ref *ref)
{
    if (d->site->config.base_url.len != 0 || d->page == NULL)
        return page_address(d->arena, d->site, ref->page, ref->id);
    return page_link(d->arena, d->site, d->page, ref->page, ref->id);
}

/*
 * A link to what has no element of its own here leads to what stands for it: to the note for its
 * mark, else to the document as a whole.
 */
static bool put_here(struct docbook *d, const struct node *link)
{
    struct str id = link->ref->id;
    if (put_linkend(d, "linkend", id))
        return true;
    bool note = str_starts(id, STR("ref-")), footnote = str_starts(id, STR("fnref-"));
    struct str name = str_slice(id, note ? 4 : 6, id.len);
    if ((note || footnote)
        && put_linkend(d, "linkend",
                       str_fmt(d->arena, "%s%.*s", note ? "note-" : "fn-", STR_ARG(name))))
        return true;
    say_simplified(d, link,
                   "\"%.*s\" has no element of its own in DocBook; the link leads to the "
                   "document as a whole",
                   STR_ARG(link->target));
    return put_linkend(d, "linkend", d->root_id);
}

static bool put_ref_attribute(struct docbook *d, const struct node *link)
{
    const struct ref *ref = link->ref;
    switch (ref->kind) {
    case REF_HERE: return put_here(d, link);
    case REF_URL: return put_href(d, ref->url);
    case REF_FILE: return put_href(d, file_address(d, ref->url));
    case REF_PAGE: return put_href(d, address_of(d, ref));
    case REF_TERM:
    case REF_TEXT: break;
    }
    return false;
}

static struct str reference_id(const struct ref *ref)
{
    if (ref->kind == REF_URL || ref->kind == REF_FILE)
        return ref->url;
    return ref->kind == REF_PAGE && ref->id.len == 0 ? ref->page->slug : ref->id;
}

bool put_link_attributes(struct docbook *d, const struct node *link)
{
    /* Links of a tree that was never resolved have no place. */
    if (link->ref == NULL || !put_ref_attribute(d, link))
        return false;
    carry(d, CARRIED_REFERENCE, reference_id(link->ref), STR_NONE);
    return true;
}

/* An address may have a title beside it, a linkend may not. */
static bool has_href(const struct node *link)
{
    return link->ref != NULL && link->ref->kind != REF_HERE;
}

static void put_pointless_link(struct docbook *d, const struct node *link)
{
    put_loose(d, link);
    if (link->ref != NULL && link->ref->kind != REF_TEXT)
        say_simplified(d, link, "DocBook cannot lead to \"%.*s\"; the link is plain text",
                       STR_ARG(link->target));
}

/* The start of the link's tag is taken back where it turns out to lead nowhere. */
static void put_plain_link(struct docbook *d, const struct node *link)
{
    size_t start = d->out.len;
    out_c(&d->out, "<link");
    if (!put_link_attributes(d, link)) {
        d->out.len = start;
        put_pointless_link(d, link);
        return;
    }
    put_common(d, link, NULL);
    out_put_attr(&d->out, "xlink:title", has_href(link) ? link->title : STR_NONE);
    out_char(&d->out, '>');
    if (link->first == NULL)
        out_text(&d->out, link->target);
    put_inlines(d, link);
    put_close(d, "link");
}

/* The entry that a link to a term means, if the glossary of this document has it. */
static const struct entry *entry_of(const struct docbook *d, const struct node *link)
{
    struct str id = link->ref != NULL && link->ref->entry != NULL ? link->ref->entry->id
        : str_starts(link->target, STR("term:")) ? str_slice(link->target, 5, link->target.len)
                                                 : STR_NONE;
    return map_get(&d->entries, id);
}

static void put_term(struct docbook *d, const struct node *link)
{
    const struct entry *entry = entry_of(d, link);
    if (entry == NULL) {
        say_simplified(d, link, "the glossary of this document has no such term");
        put_loose(d, link);
        return;
    }
    struct str id = str_fmt(d->arena, "term-%.*s", STR_ARG(entry->id));
    bool first = d->roll != NULL && map_get(&d->met, id) == NULL;
    map_add(&d->met, id, d);
    const char *element = first ? "firstterm" : "glossterm";
    put_start(d, element, link, NULL);
    put_linkend(d, "linkend", id);
    out_put_attr(&d->out, "baseform", entry->term);
    out_char(&d->out, '>');
    put_inlines(d, link);
    put_close(d, element);
    carry(d, CARRIED_TERM, id, STR_NONE);
}

static void put_link(struct docbook *d, const struct node *link)
{
    bool term =
        link->ref != NULL ? link->ref->kind == REF_TERM : str_starts(link->target, STR("term:"));
    if (node_has_class(link, "fnref"))
        put_mark_again(d, link);
    else if (term)
        put_term(d, link);
    else
        put_plain_link(d, link);
}

/* ---- one inline ---- */

void put_inline(struct docbook *d, const struct node *node)
{
    switch (node->kind) {
    case NODE_STR: out_text(&d->out, node->text); break;
    case NODE_EMPH: put_wrapped(d, node, "emphasis", NULL); break;
    case NODE_UNDERLINE: put_wrapped(d, node, "emphasis", "underline"); break;
    case NODE_STRONG: put_wrapped(d, node, "emphasis", "strong"); break;
    case NODE_STRIKEOUT: put_wrapped(d, node, "emphasis", "strikethrough"); break;
    case NODE_SMALL_CAPS: put_wrapped(d, node, "emphasis", "smallcaps"); break;
    case NODE_SUPERSCRIPT: put_script(d, node, "superscript"); break;
    case NODE_SUBSCRIPT: put_script(d, node, "subscript"); break;
    case NODE_QUOTED: put_wrapped(d, node, "quote", NULL); break;
    case NODE_CITE: put_wrapped(d, node, "citation", NULL); break;
    case NODE_CODE: put_code(d, node); break;
    case NODE_SPACE: out_char(&d->out, ' '); break;
    case NODE_SOFT_BREAK: out_char(&d->out, d->at.verbatim ? ' ' : '\n'); break;
    case NODE_LINE_BREAK: put_line_break(d, node); break;
    case NODE_MATH: put_math(d, node); break;
    case NODE_RAW_INLINE: put_raw_inline(d, node); break;
    case NODE_LINK: put_link(d, node); break;
    case NODE_IMAGE: put_image(d, node); break;
    case NODE_NOTE: put_mark(d, node); break;
    case NODE_SPAN: put_span(d, node); break;
    case NODE_PLAIN:
    case NODE_PARA:
    case NODE_LINE_BLOCK:
    case NODE_CODE_BLOCK:
    case NODE_RAW_BLOCK:
    case NODE_BLOCK_QUOTE:
    case NODE_ORDERED_LIST:
    case NODE_BULLET_LIST:
    case NODE_DEFINITION_LIST:
    case NODE_HEADER:
    case NODE_HORIZONTAL_RULE:
    case NODE_TABLE:
    case NODE_FIGURE:
    case NODE_DIV:
    case NODE_BLOCKS:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_ITEM:
    case NODE_DEFINED_TERM:
    case NODE_DEFINITION:
    case NODE_CAPTION:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_TABLE_FOOT:
    case NODE_ROW:
    case NODE_CELL: break; /* never among inlines */
    }
}

/* ---- attributions ---- */

static void put_attributed(struct docbook *d, const struct node *paragraph)
{
    for (const struct node *node = paragraph->first; node != NULL; node = node->next) {
        if (nesting_is_text(node))
            put_inline(d, node);
        else if (node->kind == NODE_EMPH)
            put_wrapped(d, node, "citetitle", NULL);
        else {
            put_open(d, "citetitle", NULL, "part");
            put_inline(d, node);
            put_close(d, "citetitle");
        }
    }
}

/* An attribution holds text and titles of works; what else is in one stands in a citetitle. */
void put_attribution(struct docbook *d, const struct node *div)
{
    put_open(d, "attribution", div, NULL);
    for (const struct node *block = div->first; block != NULL; block = block->next) {
        if (block != div->first)
            out_char(&d->out, ' ');
        put_attributed(d, block);
    }
    put_end(d, "attribution");
}
