#include "model/site.h"

#include "base/file.h"
#include "base/out.h"

const struct layer *site_layer(const struct site *site, struct str name)
{
    for (size_t i = 0; i < site->config.layers.count; i++)
        if (str_eq(site->config.layers.at[i].name, name))
            return &site->config.layers.at[i];
    return NULL;
}

/* Whether `name` is the page's slug, or section/slug. */
static bool is_named(const struct page *page, struct str name)
{
    size_t before = name.len - page->slug.len; /* what stands before the slug, with its slash */
    if (page->slug.len > name.len || !str_ends(name, page->slug))
        return false;
    return before == 0
        || (page->section.len != 0 && before == page->section.len + 1 && name.at[before - 1] == '/'
            && str_starts(name, page->section));
}

struct page *site_page_by_slug(const struct site *site, struct str name, bool *twice)
{
    struct page *found = NULL;
    *twice = false;
    for (size_t i = 0; i < site->pages.count; i++) {
        struct page *page = site->pages.at[i];
        bool eligible = page->kind == PAGE_ESSAY || page->kind == PAGE_PAGE;
        if (!eligible || !is_named(page, name))
            continue;
        *twice = *twice || found != NULL;
        found = page;
    }
    return *twice ? NULL : found;
}

struct entry *site_entry(const struct site *site, struct str id)
{
    return map_get(&site->entries_by_id, id);
}

struct str page_output(struct arena *arena, const struct page *page)
{
    return page->kind == PAGE_404 ? STR("404.html")
                                  : path_join(arena, page->path, STR("index.html"));
}

static struct str with_id(struct arena *arena, struct str address, struct str id)
{
    return id.len != 0 ? str_fmt(arena, "%.*s#%.*s", STR_ARG(address), STR_ARG(id)) : address;
}

struct str page_link(struct arena *arena, const struct site *site, const struct page *from,
                     const struct page *page, struct str id)
{
    if (from == page)
        return with_id(arena, STR_NONE, id.len != 0 ? id : STR("text"));
    struct str to = path_url(arena, path_relative(arena, from->path, page->path));
    bool here = to.len == 0;
    if (to.len != 0 && !str_ends(to, STR("/")))
        to = str_join(arena, to, STR("/"));
    if (!site->config.links_pretty)
        to = str_join(arena, to, STR("index.html"));
    else if (here)
        to = STR("./");
    return with_id(arena, to, id);
}

struct str page_address(struct arena *arena, const struct site *site, const struct page *page,
                        struct str id)
{
    struct str base = site->config.base_url;
    struct out out = out_sized(arena, base.len + 1 + page->path.len + 1);
    out_raw(&out, base);
    if (!str_ends(base, STR("/")))
        out_char(&out, '/');
    out_raw(&out, path_url(arena, page->path));
    if (page->path.len != 0)
        out_char(&out, '/');
    return with_id(arena, out_str(&out), id);
}
