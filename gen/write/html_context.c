/* Objects for templates: values put into them, and what all pages have. */
#include "base/file.h"
#include "write/html_room.h"

void context_set(json_t *object, const char *key, struct str value)
{
    /* Our text is valid UTF-8 since it was read, so jansson need not look at it again. */
    json_object_set_new(object, key,
                        json_stringn_nocheck(value.len != 0 ? value.at : "", value.len));
}

/* Templates escape for HTML; what no address holds is percent-encoded here. */
void context_set_url(json_t *object, const char *key, const struct html *h, struct str url)
{
    struct out out = out_new(h->arena);
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.at[i];
        if (c <= 0x20 || c >= 0x7F || c == '"' || c == '<' || c == '>' || c == '\\')
            out_fmt(&out, "%%%02X", c);
        else
            out_char(&out, (char)c);
    }
    context_set(object, key, out_str(&out));
}

void context_set_date(json_t *object, const char *key, const struct html *h, struct str iso)
{
    json_t *date = json_null();
    if (iso.len != 0) {
        date = json_object();
        context_set(date, "iso", iso);
        context_set(date, "text", word_date(h->arena, h->words, iso));
    }
    json_object_set_new(object, key, date);
}

/* ---- what every page has ---- */

static json_t *styles(const struct html *h)
{
    json_t *list = json_array();
    for (size_t i = 0; i < theme_style_count(h->theme); i++) {
        json_t *style = json_object();
        context_set_url(style, "href", h, html_file_href(h, theme_style(h->theme, i)));
        json_array_append_new(list, style);
    }
    return list;
}

/* The title and the menu are in the site's language, which is said where it is not the page's. */
static json_t *site_object(const struct html *h)
{
    struct str language = h->site->config.language;
    json_t *site = json_object();
    context_set(site, "title", h->site->config.title);
    context_set(site, "description", h->site->config.description);
    context_set(site, "lang", str_eq(language, h->words.language) ? STR_NONE : language);
    context_set_url(site, "home", h, html_path_href(h, STR_NONE, STR_NONE));
    return site;
}

static bool has_scheme(struct str url)
{
    return str_has(url, STR("://")) || str_starts(url, STR("mailto:"));
}

/* `/essays/` is a page of the site, `/paper.pdf` a file. */
static struct str menu_href(const struct html *h, struct str url, struct str path)
{
    if (has_scheme(url))
        return url;
    bool file = url.len != 0 && !str_ends(url, STR("/"));
    return file ? html_file_href(h, path) : html_path_href(h, path, STR_NONE);
}

/* "page" on the page itself, "true" on pages below it, as aria-current wants them. */
static struct str current(const struct html *h, struct str path)
{
    if (h->page->kind == PAGE_404)
        return STR_NONE;
    if (str_eq(h->page->path, path))
        return STR("page");
    bool below = path.len != 0 && str_eq(h->page->section, path);
    return below ? STR("true") : STR_NONE;
}

static json_t *menu_item(const struct html *h, const struct menu_item *item)
{
    json_t *object = json_object();
    struct str path = path_clean(h->arena, item->url);
    while (str_starts(path, STR("/")))
        path = str_slice(path, 1, path.len);
    if (str_is(path, "."))
        path = STR_NONE;
    context_set(object, "name", item->name);
    context_set_url(object, "href", h, menu_href(h, item->url, path));
    context_set(object, "current", current(h, path));
    return object;
}

static json_t *menu(const struct html *h)
{
    json_t *list = json_array();
    for (size_t i = 0; i < h->site->config.menu.count; i++)
        json_array_append_new(list, menu_item(h, &h->site->config.menu.at[i]));
    return list;
}

static struct str head_title(const struct html *h, struct str title)
{
    struct str site = h->site->config.title;
    if (title.len == 0 || str_eq(title, site))
        return site;
    return str_fmt(h->arena, "%.*s · %.*s", STR_ARG(title), STR_ARG(site));
}

static struct str canonical(const struct html *h)
{
    if (h->site->config.base_url.len == 0 || h->page->kind == PAGE_404)
        return STR_NONE;
    return page_address(h->arena, h->site, h->page, STR_NONE);
}

json_t *html_context(const struct html *h, struct str title)
{
    json_t *context = json_object();
    context_set(context, "lang", h->words.language);
    json_object_set_new(context, "rtl", json_boolean(language_is_rtl(h->words.language)));
    context_set(context, "title", title);
    context_set(context, "head_title", head_title(h, title));
    context_set(context, "description", h->site->config.description);
    context_set_url(context, "canonical", h, canonical(h));
    json_object_set_new(context, "styles", styles(h));
    context_set(context, "notes_css", STR_NONE);
    json_object_set_new(context, "site", site_object(h));
    json_object_set_new(context, "menu", menu(h));
    return context;
}

void html_render(const struct html *h, const char *name, json_t *context, struct str path,
                 struct sheets *sheets, struct diags *diags)
{
    struct out out = out_new(h->arena);
    const json_t *contexts[] = {h->words.root, context};
    bool ok = template_render(theme_templates(h->theme), str_from(name), contexts, 2, &out, diags);
    json_decref(context);
    if (ok)
        SHEET_ADD(sheets, h->arena, path, out_str(&out));
}
