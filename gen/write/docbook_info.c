/* The info of an article: who, when, under which terms, what it is about. */
#include "write/docbook_room.h"

/* ---- people ---- */

static void put_personname(struct docbook *d, const struct author *author)
{
    out_c(&d->out, "<personname>");
    if (author->family.len == 0) {
        out_text(&d->out, author->name);
    } else {
        d->at.run_on = true;
        put_text_element(d, "firstname", "", author->given);
        put_text_element(d, "surname", "", author->family);
        put_text_element(d, "othername", " role=\"native\"", author->native);
        d->at.run_on = false;
    }
    put_end(d, "personname");
}

static void put_bio(struct docbook *d, const struct node *bio)
{
    if (bio == NULL || node_is_empty(bio))
        return;
    out_c(&d->out, "<personblurb>\n");
    put_paras(d, bio);
    put_end(d, "personblurb");
}

static void put_orcid(struct docbook *d, struct str orcid)
{
    if (orcid.len == 0)
        return;
    struct str url = str_fmt(d->arena, "https://orcid.org/%.*s", STR_ARG(orcid));
    out_c(&d->out, "<uri type=\"orcid\"");
    put_href(d, url);
    out_char(&d->out, '>');
    out_text(&d->out, url);
    put_end(d, "uri");
}

static void put_affiliation(struct docbook *d, struct str affiliation)
{
    if (affiliation.len == 0)
        return;
    out_c(&d->out, "<affiliation><orgname>");
    out_text(&d->out, affiliation);
    out_c(&d->out, "</orgname></affiliation>\n");
}

static void put_author(struct docbook *d, const struct author *author, const struct node *bio)
{
    bool translator = str_is(author->role, "translator");
    const char *element = str_is(author->role, "editor") ? "editor"
        : translator                                     ? "othercredit"
                                                         : "author";
    out_char(&d->out, '<');
    out_c(&d->out, element);
    out_c(&d->out, translator ? " class=\"translator\">\n" : ">\n");
    put_personname(d, author);
    put_bio(d, bio);
    put_affiliation(d, author->affiliation);
    put_text_element(d, "email", "", author->email);
    put_orcid(d, author->orcid);
    put_end(d, element);
}

static void put_authors(struct docbook *d)
{
    const struct meta *meta = doc_front(d->doc);
    for (size_t i = 0; i < meta->authors.count; i++)
        put_author(d, &meta->authors.at[i], i < d->doc->bios.count ? d->doc->bios.at[i] : NULL);
}

/* ---- where it belongs ---- */

static void put_series(struct docbook *d, const struct meta *meta)
{
    if (meta->series_name.len == 0)
        return;
    out_c(&d->out, "<biblioset relation=\"series\">\n");
    put_text_element(d, "title", "", meta->series_name);
    put_text_element(d, "issuenum", "", meta->series_number);
    put_text_element(d, "biblioid", " class=\"issn\"", meta->series_issn);
    put_end(d, "biblioset");
}

/* Where the essay first appeared: a set where there is more to say than an address. */
static void put_source(struct docbook *d, const struct work *source)
{
    bool set = source->title.len + source->publisher.len + source->date.len != 0;
    if (set)
        out_c(&d->out, "<biblioset relation=\"source\">\n");
    put_text_element(d, "title", "", source->title);
    put_text_element(d, "publishername", "", source->publisher);
    put_text_element(d, "pubdate", "", source->date);
    put_text_element(d, "bibliosource", " class=\"uri\"", source->url);
    if (set)
        put_end(d, "biblioset");
    put_text_element(d, "bibliorelation", " type=\"isversionof\" class=\"uri\"", source->url);
}

static struct str license_address(struct docbook *d, const struct meta *meta)
{
    if (meta->license_url.len != 0)
        return meta->license_url;
    return str_fmt(d->arena, "https://spdx.org/licenses/%.*s", STR_ARG(meta->license));
}

static void put_license(struct docbook *d, const struct meta *meta)
{
    if (meta->license.len == 0 && meta->license_url.len == 0)
        return;
    out_c(&d->out, "<legalnotice role=\"license\"><para>");
    size_t start = d->out.len;
    out_c(&d->out, "<link");
    bool leads = put_href(d, license_address(d, meta));
    if (!leads)
        d->out.len = start;
    out_c(&d->out, leads ? ">" : "");
    out_text(&d->out, meta->license.len != 0 ? meta->license : meta->license_url);
    out_c(&d->out, leads ? "</link></para></legalnotice>\n" : "</para></legalnotice>\n");
}

/* ---- what it is about ---- */

static void put_abstract(struct docbook *d)
{
    if (d->doc->abstract == NULL || node_is_empty(d->doc->abstract))
        return;
    out_c(&d->out, "<abstract>\n");
    put_paras(d, d->doc->abstract);
    put_end(d, "abstract");
}

static void put_keywords(struct docbook *d, const struct meta *meta)
{
    size_t start = d->out.len;
    out_c(&d->out, "<keywordset>\n");
    size_t empty = d->out.len;
    for (size_t i = 0; i < meta->tags.count; i++)
        put_text_element(d, "keyword", "", meta->tags.at[i]);
    if (d->out.len == empty)
        d->out.len = start;
    else
        put_end(d, "keywordset");
}

static void put_corrections(struct docbook *d, const struct meta *meta)
{
    if (meta->corrections.count == 0)
        return;
    out_c(&d->out, "<revhistory role=\"corrections\">\n");
    for (size_t i = 0; i < meta->corrections.count; i++) {
        out_c(&d->out, "<revision><date>");
        out_text(&d->out, meta->corrections.at[i].date);
        out_c(&d->out, "</date><revremark>");
        out_text(&d->out, meta->corrections.at[i].text);
        out_c(&d->out, "</revremark></revision>\n");
    }
    put_end(d, "revhistory");
}

static void put_address(struct docbook *d)
{
    if (d->site->config.base_url.len != 0)
        put_text_element(d, "biblioid", " class=\"uri\"",
                         page_address(d->arena, d->site, d->page, STR_NONE));
}

void put_info(struct docbook *d)
{
    const struct meta *meta = doc_front(d->doc);
    out_c(&d->out, "<info>\n<title>");
    out_text(&d->out, meta->title);
    put_end(d, "title");
    put_text_element(d, "subtitle", "", meta->subtitle);
    put_authors(d);
    put_text_element(d, "pubdate", "", meta->date);
    put_text_element(d, "date", " role=\"updated\"", meta->updated);
    put_text_element(d, "biblioid", " class=\"doi\"", meta->doi);
    put_address(d);
    put_text_element(d, "publishername", "", d->site->config.title);
    put_series(d, meta);
    put_source(d, &meta->source);
    put_license(d, meta);
    put_abstract(d);
    put_keywords(d, meta);
    put_corrections(d, meta);
    put_waiting(d);
    put_end(d, "info");
}
