/* Links and images, and how addresses are seen from a page. */
#include "base/file.h"
#include "write/html_room.h"

/* ---- addresses ---- */

static struct str with_id(const struct html *h, struct str address, struct str id)
{
    return id.len != 0 ? str_fmt(h->arena, "%.*s#%.*s", STR_ARG(address), STR_ARG(id)) : address;
}

/* From the site's root, for a page that is shown at any address. */
static struct str rooted(const struct html *h, struct str path, struct str id)
{
    const char *slash = path.len != 0 ? "/" : "";
    const char *file = h->site->config.links_pretty ? "" : "index.html";
    return with_id(h,
                   str_fmt(h->arena, "%.*s%.*s%s%s", STR_ARG(h->base),
                           STR_ARG(path_url(h->arena, path)), slash, file),
                   id);
}

struct str html_page_href(const struct html *h, const struct page *page, struct str id)
{
    return h->base.len != 0 ? rooted(h, page->path, id)
                            : page_link(h->arena, h->site, h->page, page, id);
}

struct str html_path_href(const struct html *h, struct str path, struct str id)
{
    struct page page = {.kind = PAGE_PAGE, .path = path};
    return html_page_href(h, &page, id);
}

struct str html_file_href(const struct html *h, struct str file)
{
    return h->base.len != 0 ? str_join(h->arena, h->base, path_url(h->arena, file))
                            : path_url(h->arena, path_relative(h->arena, h->page->path, file));
}

struct str html_term_href(const struct html *h, struct str entry_id)
{
    return html_path_href(h, STR("glossary"), str_fmt(h->arena, "term-%.*s", STR_ARG(entry_id)));
}

static struct str href_of(const struct html *h, const struct ref *ref)
{
    switch (ref->kind) {
    case REF_URL: return ref->url;
    case REF_HERE: return str_fmt(h->arena, "#%.*s", STR_ARG(ref->id));
    case REF_PAGE: return html_page_href(h, ref->page, ref->id);
    case REF_TERM: return html_term_href(h, ref->entry->id);
    case REF_FILE: return html_file_href(h, ref->url);
    case REF_TEXT: break;
    }
    return STR_NONE;
}

/* ---- links ---- */

/* What the roll says that a reference leads to. */
static struct str led_to(const struct ref *ref)
{
    if (ref->kind == REF_URL || ref->kind == REF_FILE)
        return ref->url;
    return ref->kind == REF_PAGE && ref->id.len == 0 ? ref->page->slug : ref->id;
}

static void enrol(struct html *h, const struct ref *ref)
{
    if (h->roll == NULL)
        return;
    if (ref->kind == REF_TERM)
        roll_add(h->arena, h->roll, CARRIED_TERM,
                 str_fmt(h->arena, "term-%.*s", STR_ARG(ref->entry->id)), STR_NONE);
    else
        roll_add(h->arena, h->roll, CARRIED_REFERENCE, led_to(ref), STR_NONE);
}

/* Marks that stood in the link come after it: a link holds no other. */
static void put_hoisted(struct html *h)
{
    struct note_nodes hoisted = h->hoisted;
    h->hoisted = (struct note_nodes){0};
    for (size_t i = 0; i < hoisted.list.count; i++)
        html_put(h, hoisted.list.at[i]);
}

static void put_anchor(struct html *h, const struct node *node)
{
    const struct ref *ref = node->ref;
    out_c(h->out, "<a");
    html_put_attrs(h, node, ref->kind == REF_TERM ? "term" : NULL, NULL);
    out_c(h->out, " href=\"");
    out_url(h->out, href_of(h, ref));
    out_char(h->out, '"');
    if (ref->kind == REF_TERM)
        out_put_attr(h->out, "data-def", ref->entry->summary);
    else
        out_put_attr(h->out, "title", node->title);
    out_char(h->out, '>');
    h->in_link = true;
    html_put_children(h, node);
    h->in_link = false;
    out_c(h->out, "</a>");
    enrol(h, ref);
    put_hoisted(h);
}

void html_put_link(struct html *h, const struct node *node)
{
    if (h->plain || h->in_link || node->ref == NULL || node->ref->kind == REF_TEXT)
        html_put_children(h, node);
    else if (node_has_class(node, "fnref"))
        html_put_back_mark(h, node);
    else
        put_anchor(h, node);
}

/* ---- images ---- */

static struct str alternative(struct html *h, const struct node *image)
{
    struct out out = out_new(h->arena);
    for (const struct node *child = image->first; child != NULL; child = child->next)
        node_plain(child, &out);
    return str_trim(out_str(&out));
}

/*
 * The size in pixels that the author gave, so that
 * the text does not jump when the picture comes.
 */
static void put_size(struct html *h, const struct node *image, const char *key)
{
    struct str value = node_attr(image, key);
    bool digits = value.len != 0 && value.len < 6;
    for (size_t i = 0; i < value.len; i++)
        digits = digits && value.at[i] >= '0' && value.at[i] <= '9';
    if (digits)
        out_put_attr(h->out, key, value);
}

void html_put_image(struct html *h, const struct node *node)
{
    bool found = node->ref != NULL && node->ref->kind != REF_TEXT;
    if (h->plain || !found) {
        out_text(h->out, alternative(h, node));
        return;
    }
    out_c(h->out, "<img");
    if (node->attr != NULL)
        out_put_attr(h->out, "id", node->attr->id);
    out_c(h->out, " src=\"");
    out_url(h->out, href_of(h, node->ref));
    out_c(h->out, "\" alt=\"");
    out_attr(h->out, alternative(h, node));
    out_char(h->out, '"');
    put_size(h, node, "width");
    put_size(h, node, "height");
    out_put_attr(h->out, "title", node->title);
    out_char(h->out, '>');
}
