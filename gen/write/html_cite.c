/* How to cite an essay, in the manner of the Chicago Manual, and under which licence it stands. */
#include "base/utf8.h"
#include "write/html_room.h"

/* ---- names ---- */

static bool has_role(const struct author *author, const char *role)
{
    return str_is(author->role, role) || (author->role.len == 0 && str_is(STR("author"), role));
}

static size_t count_role(const struct meta *meta, const char *role)
{
    size_t count = 0;
    for (size_t i = 0; i < meta->authors.count; i++)
        count += has_role(&meta->authors.at[i], role);
    return count;
}

/* The first of a citation's authors is turned round, so that it sorts: "Morrow, Ada". */
static struct str turned(const struct html *h, const struct author *author)
{
    if (author->family.len == 0 || author->given.len == 0)
        return author->name;
    return str_fmt(h->arena, "%.*s, %.*s", STR_ARG(author->family), STR_ARG(author->given));
}

static struct str joined(const struct html *h, const struct meta *meta, const char *role, bool turn)
{
    size_t count = count_role(meta, role), n = 0;
    struct out out = out_new(h->arena);
    for (size_t i = 0; i < meta->authors.count; i++) {
        const struct author *author = &meta->authors.at[i];
        if (!has_role(author, role))
            continue;
        if (n != 0)
            out_raw(&out, word(h->words, n + 1 == count ? "last_name" : "comma"));
        out_raw(&out, turn && n == 0 ? turned(h, author) : author->name);
        n++;
    }
    return out_str(&out);
}

struct str html_names(const struct html *h, const struct meta *meta, const char *role)
{
    return joined(h, meta, role, false);
}

/* ---- the citation ---- */

/* A title that ends in a mark of its own takes no other. */
static bool ends_sentence(struct str s)
{
    return str_ends(s, STR(".")) || str_ends(s, STR("?")) || str_ends(s, STR("!"))
        || str_ends(s, STR("。")) || str_ends(s, STR("？")) || str_ends(s, STR("！"))
        || str_ends(s, STR("؟"));
}

static void put_stop(struct html *h, struct str after, struct out *out)
{
    if (!ends_sentence(after))
        out_text(out, word(h->words, "stop"));
}

static void put_hands(struct html *h, const struct meta *meta, struct out *out)
{
    bool authors = count_role(meta, "author") != 0;
    struct str names = joined(h, meta, authors ? "author" : "editor", true);
    if (names.len == 0)
        return;
    out_text(out, names);
    if (!authors) {
        out_text(out, word(h->words, "comma"));
        out_text(out, word(h->words, "editor"));
    }
    put_stop(h, authors ? names : word(h->words, "editor"), out);
    out_char(out, ' ');
}

static void put_title(struct html *h, const struct meta *meta, struct out *out)
{
    out_text(out, word_at(h->words, "quotes", 0));
    out_text(out, meta->title);
    put_stop(h, meta->title, out);
    out_text(out, word_at(h->words, "quotes", 1));
    out_char(out, ' ');
}

static void put_series(struct html *h, const struct meta *meta, struct out *out)
{
    struct str name = meta->series_name.len != 0 ? meta->series_name : h->site->config.title;
    out_c(out, "<cite>");
    out_text(out, name);
    out_c(out, "</cite>");
    if (meta->series_number.len != 0) {
        out_char(out, ' ');
        out_text(out, meta->series_number);
    }
}

static void put_address(struct html *h, const struct page *page, struct out *out)
{
    struct str address = STR_NONE;
    if (page->meta.doi.len != 0)
        address = str_join(h->arena, STR("https://doi.org/"), page->meta.doi);
    else if (h->site->config.base_url.len != 0)
        address = page_address(h->arena, h->site, page, STR_NONE);
    if (address.len == 0)
        return;
    out_c(out, " <a href=\"");
    out_url(out, address);
    out_c(out, "\">");
    out_text(out, address);
    out_c(out, "</a>");
    out_text(out, word(h->words, "stop"));
}

void html_put_citation(struct html *h, const struct page *page, struct out *out)
{
    const struct meta *meta = page == h->page ? html_front(h) : &page->meta;
    put_hands(h, meta, out);
    put_title(h, meta, out);
    put_series(h, meta, out);
    if (meta->date.len != 0) {
        out_text(out, word(h->words, "comma"));
        out_text(out, word_date(h->arena, h->words, meta->date));
    }
    out_text(out, word(h->words, "stop"));
    put_address(h, page, out);
}

/* ---- the licence ---- */

/*
 * SPDX identifiers of Creative Commons: CC-BY-SA-4.0. The
 * public domain dedication has an address of its own.
 */
static struct licence creative_commons(struct arena *arena, struct str id)
{
    if (str_is(id, "CC0-1.0"))
        return (struct licence){STR("CC0 1.0"),
                                STR("https://creativecommons.org/publicdomain/zero/1.0/")};
    struct str rest = str_slice(id, 3, id.len);
    size_t dash = rest.len;
    while (dash > 0 && rest.at[dash - 1] != '-')
        dash--;
    struct str terms = str_slice(rest, 0, dash > 0 ? dash - 1 : 0);
    struct str version = str_slice(rest, dash, rest.len);
    return (struct licence){str_fmt(arena, "CC %.*s %.*s", STR_ARG(terms), STR_ARG(version)),
                            str_fmt(arena, "https://creativecommons.org/licenses/%.*s/%.*s/",
                                    STR_ARG(utf8_lower(arena, terms)), STR_ARG(version))};
}

static bool is_creative_commons(struct str id)
{
    return str_is(id, "CC0-1.0") || (str_starts(id, STR("CC-BY")) && id.len > STR("CC-BY-").len);
}

static bool is_spdx(struct str id)
{
    for (size_t i = 0; i < id.len; i++) {
        char c = id.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '-' && c != '.' && c != '+')
            return false;
    }
    return id.len != 0;
}

struct licence html_licence(struct arena *arena, const struct meta *meta)
{
    struct str id = meta->license;
    if (meta->license_url.len != 0)
        return (struct licence){id, meta->license_url};
    if (is_creative_commons(id))
        return creative_commons(arena, id);
    if (is_spdx(id))
        return (struct licence){id,
                                str_fmt(arena, "https://spdx.org/licenses/%.*s.html", STR_ARG(id))};
    return (struct licence){id, STR_NONE};
}
