/* A document by itself: what stands in its body, or all of it, without a theme's page. */
#include "write/html_room.h"

static void put_head(const struct doc *doc, struct out *out)
{
    out_c(out, "<!DOCTYPE html>\n<html");
    out_put_attr(out, "lang", doc->language);
    out_c(out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    out_text(out, doc_front(doc)->title);
    out_c(out, "</title>\n</head>\n<body>\n");
}

/* What the metadata say, as a reader meets it. */
static void put_header(const struct doc *doc, struct out *out)
{
    const struct meta *meta = doc_front(doc);
    out_c(out, "<header>\n<h1>");
    out_text(out, meta->title);
    out_c(out, "</h1>\n");
    if (meta->subtitle.len != 0) {
        out_c(out, "<p class=\"subtitle\">");
        out_text(out, meta->subtitle);
        out_c(out, "</p>\n");
    }
    for (size_t i = 0; i < meta->authors.count; i++) {
        out_c(out, "<p class=\"author\">");
        out_text(out, meta->authors.at[i].name);
        out_c(out, "</p>\n");
    }
    if (meta->date.len != 0) {
        out_c(out, "<p class=\"date\">");
        out_text(out, meta->date);
        out_c(out, "</p>\n");
    }
    out_c(out, "</header>\n");
}

void write_html_alone(const struct doc *doc, const struct theme *theme, bool whole, struct out *out)
{
    struct html h = html_new(out->arena, out, doc->site, theme, doc->page, doc->language);
    h.doc = doc;
    h.hand = html_usual_hand(doc);
    h.whole = out;
    h.alone = true;
    if (whole) {
        put_head(doc, out);
        put_header(doc, out);
    }
    if (whole && doc->abstract != NULL)
        html_put_children(&h, doc->abstract);
    html_put_children(&h, doc->body);
    html_put_note_list(&h);
    out_c(out, whole ? "</body>\n</html>\n" : "");
}
