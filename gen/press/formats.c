#include "press/formats.h"

#include "model/native.h"
#include "model/value.h"
#include "read/document.h"
#include "resolve/resolve.h"
#include "write/docbook.h"
#include "write/html.h"
#include "write/json.h"
#include "write/markdown.h"
#include "write/plain.h"
#include "write/template.h"

/* What one writing is given. */
struct writing {
    const struct doc *doc;
    bool whole;
    const struct theme *theme;
    struct out *out;
    struct diags *diags;
};

/* ---- what the page of a document that stands alone says ---- */

static struct str text_under(struct arena *arena, const struct value *meta, struct str key)
{
    const struct value *value = value_get(meta, key);
    return value != NULL ? value_text(arena, value) : STR_NONE;
}

static void add_author(struct arena *arena, const struct value *value, struct meta *meta)
{
    const struct value *name = value->kind == VALUE_MAP ? value_get(value, STR("name")) : value;
    struct str text = name != NULL ? value_text(arena, name) : STR_NONE;
    if (text.len != 0)
        LIST_ADD(&meta->authors, arena)->name = text;
}

static void put_authors(struct arena *arena, const struct value *from, struct meta *meta)
{
    const struct value *value = value_get(from, STR("author"));
    if (value == NULL)
        value = value_get(from, STR("authors"));
    for (size_t i = 0; value != NULL && value->kind == VALUE_LIST && i < value->count; i++)
        add_author(arena, &value->items[i], meta);
    if (value != NULL && value->kind != VALUE_LIST)
        add_author(arena, value, meta);
}

static struct meta page_meta(struct arena *arena, const struct doc *doc)
{
    struct meta meta = {.title = text_under(arena, doc->meta, STR("title")),
                        .subtitle = text_under(arena, doc->meta, STR("subtitle")),
                        .date = text_under(arena, doc->meta, STR("date"))};
    put_authors(arena, doc->meta, &meta);
    if (meta.title.len == 0)
        meta.title = STR("Untitled");
    return meta;
}

static struct node *abstract_of(struct arena *arena, const struct doc *doc)
{
    struct node *blocks = value_blocks(arena, value_get(doc->meta, STR("abstract")));
    return blocks != NULL ? node_copy(arena, blocks, false) : NULL;
}

/* ---- writing what has been resolved ---- */

/*
 * A copy of the document with a site and a page of its own, so that resolving it leaves those of
 * the essay as they are.
 */
static struct doc *stand_alone(struct writing *w, bool flat)
{
    struct arena *arena = w->doc->arena;
    struct site *site = ARENA_NEW(arena, struct site);
    struct page *page = ARENA_NEW(arena, struct page);
    struct doc *doc = ARENA_NEW(arena, struct doc);
    *site =
        (struct site){.arena = arena, .config = w->doc->site->config, .alone = true, .flat = flat};
    site->pages_by_file = map_new(arena);
    site->entries_by_id = map_new(arena);
    *page = (struct page){.kind = PAGE_PAGE, .slug = STR("text"), .meta = page_meta(arena, w->doc)};
    *doc = (struct doc){.arena = arena,
                        .keep = arena,
                        .site = site,
                        .page = page,
                        .source = w->doc->source,
                        .language = w->doc->language,
                        .body = node_copy(arena, w->doc->body, false)};
    struct str language = text_under(arena, w->doc->meta, STR("lang"));
    if (language.len != 0)
        doc->language = language;
    if (w->whole)
        doc->abstract = abstract_of(arena, w->doc);
    return doc;
}

static bool write_resolved_html(struct writing *w)
{
    struct doc *doc = stand_alone(w, true);
    if (!resolve_doc(doc, w->diags))
        return false;
    write_html_alone(doc, w->theme, w->whole, w->out);
    return true;
}

static bool write_resolved_docbook(struct writing *w)
{
    struct doc *doc = stand_alone(w, false);
    if (!resolve_doc(doc, w->diags))
        return false;
    write_docbook_alone(doc, w->whole, w->out, w->diags);
    return true;
}

/* ---- writing the tree as it is ---- */

static bool write_tree_json(struct writing *w)
{
    write_json(w->doc->body, w->doc->meta, w->out);
    return true;
}

static bool write_tree_native(struct writing *w)
{
    native_put_document(w->doc->body, w->doc->meta, w->whole, w->out);
    return true;
}

static bool write_tree_plain(struct writing *w)
{
    write_plain(w->doc->body, w->out);
    return true;
}

static bool write_tree_markdown(struct writing *w)
{
    write_markdown(w->doc->body, w->out, w->diags);
    return true;
}

/* ---- the table ---- */

static const struct format_writer {
    const char *name;
    bool (*write)(struct writing *writing);
} writers[] = {{"html", write_resolved_html},       {"html5", write_resolved_html},
               {"docbook", write_resolved_docbook}, {"docbook5", write_resolved_docbook},
               {"json", write_tree_json},           {"native", write_tree_native},
               {"markdown", write_tree_markdown},   {"plain", write_tree_plain}};

static const struct format_writer *find_writer(struct str name)
{
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++)
        if (str_is(name, writers[i].name))
            return &writers[i];
    return NULL;
}

bool formats_write(struct str name)
{
    return find_writer(name) != NULL;
}

bool formats_put(const struct doc *doc, struct str name, bool whole, const struct theme *theme,
                 struct out *out, struct diags *diags)
{
    struct writing writing = {doc, whole, theme, out, diags};
    return find_writer(name)->write(&writing);
}

/* ---- what others are lent ---- */

static bool reads(struct str name)
{
    enum read_format format;
    return read_format_by_name(name, &format);
}

static bool read_by_name(struct doc *doc, struct str name, struct diags *diags)
{
    enum read_format format;
    return read_format_by_name(name, &format) && read_document(doc, format, diags);
}

static bool fill(const struct source *source, struct str json, size_t limit, struct out *out,
                 struct diags *diags)
{
    struct templates *templates = templates_new(out->arena);
    json_t *values = json_loadb(json.at, json.len, JSON_ALLOW_NUL, NULL);
    const json_t *const contexts[] = {values};
    templates_limit(templates, limit);
    if (values == NULL)
        diag_add(diags, DIAG_JSON_SYNTAX, SPAN_NONE, "the values are no JSON");
    bool ok = values != NULL && templates_add(templates, STR("text"), source, diags)
        && template_render(templates, STR("text"), contexts, 1, out, diags);
    json_decref(values);
    return ok;
}

struct formats formats_all(const struct theme *theme)
{
    return (struct formats){reads, formats_write,   read_by_name,        formats_put,
                            fill,  write_json_node, write_json_document, theme};
}
