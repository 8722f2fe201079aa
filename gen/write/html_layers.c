/*
 * Layers of notes that a reader may hide: a box for each, where a page has more than one, and the
 * rules in notes.css that obey them. The author's footnotes are always shown.
 */
#include "write/html_room.h"

/* A layer that no id can be made of has no box. */
static bool is_word(struct str layer)
{
    struct str rest = layer, word;
    return str_word(&rest, &word) && word.len == layer.len;
}

void html_add_layer(struct html *h, struct str layer)
{
    for (size_t i = 0; i < h->layers.count; i++)
        if (str_eq(h->layers.at[i], layer))
            return;
    if (is_word(layer))
        *LIST_ADD(&h->layers, h->arena) = layer;
}

static struct str label_of(const struct html *h, struct str name)
{
    const struct layer *layer = site_layer(h->site, name);
    return layer != NULL && layer->label.len != 0 ? layer->label : name;
}

void html_put_layers(const struct html *h, struct out *out)
{
    if (h->layers.count < 2)
        return;
    out_c(out, "<fieldset class=\"layers\"><legend>");
    out_text(out, word(h->words, "notes"));
    out_c(out, "</legend>\n");
    for (size_t i = 0; i < h->layers.count; i++) {
        struct str layer = h->layers.at[i];
        out_c(out, "<label><input type=\"checkbox\" checked");
        out_put_attr(out, "id", str_fmt(h->arena, "layer_%.*s", STR_ARG(layer)));
        out_char(out, '>');
        out_text(out, label_of(h, layer));
        out_c(out, "</label>\n");
    }
    out_c(out, "</fieldset>");
}

/* ---- rules ---- */

static void put_where(struct out *out, struct str layer, bool shown)
{
    out_c(out, ":root:has(#layer_");
    html_put_css_name(out, layer);
    out_c(out, shown ? ":checked) " : ":not(:checked)) ");
}

/* A hidden note keeps its place in the chain of notes in the margin, without height. */
static void put_hidden(struct out *out, struct str layer)
{
    put_where(out, layer, false);
    out_c(out, ":is(a,aside).layer-");
    html_put_css_name(out, layer);
    out_c(out, "{display:none}\n");
    put_where(out, layer, false);
    out_c(out, "li.layer-");
    html_put_css_name(out, layer);
    out_c(out, "{visibility:hidden;height:0;padding:0;overflow:hidden}\n");
}

static void put_passages(const struct html *h, struct out *out, struct str layer, bool shown)
{
    bool first = true;
    for (size_t i = 0; i < h->hung.count; i++) {
        const struct hung_note *note = &h->hung.at[i];
        if (note->key.len == 0 || !str_eq(note->layer, layer))
            continue;
        if (first)
            put_where(out, layer, shown);
        out_c(out, first ? ":is([data-n~=\"" : ",[data-n~=\"");
        html_put_css_name(out, note->key);
        out_c(out, "\"]");
        first = false;
    }
    if (!first)
        out_fmt(out, "){--wash:%s}\n", shown ? "var(--wash-of-notes)" : "transparent");
}

/* Passages of a hidden layer first, then those of shown ones: what belongs to both is shown. */
void html_put_layer_rules(const struct html *h, struct out *out)
{
    if (h->layers.count < 2)
        return;
    for (size_t i = 0; i < h->layers.count; i++) {
        put_hidden(out, h->layers.at[i]);
        put_passages(h, out, h->layers.at[i], false);
    }
    for (size_t i = 0; i < h->layers.count; i++)
        put_passages(h, out, h->layers.at[i], true);
}
