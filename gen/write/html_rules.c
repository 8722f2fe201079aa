/*
 * notes.css: where each note of a page hangs, and what lights up together. These rules name ids, so
 * they cannot stand in the theme's style sheet, and a strict content security policy forbids them
 * in the page.
 */
#include "write/html_room.h"

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '_' || (unsigned char)c >= 0x80;
}

/* Letters of any script stand for themselves in a name; anything else is escaped by its code. */
void html_put_css_name(struct out *out, struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (is_name_byte(name.at[i]))
            out_char(out, name.at[i]);
        else
            out_fmt(out, "\\%x ", (unsigned char)name.at[i]);
}

static void put_id(struct out *out, struct str id)
{
    out_char(out, '#');
    html_put_css_name(out, id);
}

static void put_place(struct out *out, const struct hung_note *note, size_t n)
{
    put_id(out, note->mark);
    out_fmt(out, "{anchor-name:--r%zu}", n);
    put_id(out, note->item);
    out_fmt(out, "{--me:--n%zu;--ref:--r%zu;--prev:--n%zu}\n", n, n, n - 1);
}

static void put_passage(struct out *out, struct str key)
{
    out_c(out, "[data-n~=\"");
    html_put_css_name(out, key);
    out_c(out, "\"]");
}

static void put_light(struct out *out, const struct hung_note *note)
{
    out_c(out, ":root:has(");
    if (note->mark.len != 0) {
        put_id(out, note->mark);
        out_c(out, ":is(:hover,:focus-visible),");
    }
    put_id(out, note->item);
    out_c(out, ":is(:hover,:focus-within,:target)");
    if (note->key.len != 0) {
        out_char(out, ',');
        put_passage(out, note->key);
        out_c(out, ":hover");
    }
    out_c(out, ") :is(");
    if (note->key.len != 0) {
        put_passage(out, note->key);
        out_char(out, ',');
    }
    put_id(out, note->item);
    out_c(out, "){--on:1}\n");
}

void html_put_rules(const struct html *h, struct out *out)
{
    size_t placed = 0;
    for (size_t i = 0; i < h->hung.count; i++) {
        if (h->hung.at[i].mark.len != 0)
            put_place(out, &h->hung.at[i], ++placed);
        put_light(out, &h->hung.at[i]);
    }
    html_put_layer_rules(h, out);
}
