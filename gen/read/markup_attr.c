/* Attributes of HTML as pandoc keeps them. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "read/markup_room.h"

/* Names of HTML's own: `data-x` is kept as `x`, unless that would be one of them. By name. */
static const char *const html_names[] = {
    "abbr",        "about",     "accept",    "accesskey",  "action",   "align",     "alt",
    "async",       "autofocus", "autoplay",  "bgcolor",    "border",   "charset",   "checked",
    "cite",        "class",     "color",     "cols",       "colspan",  "content",   "controls",
    "coords",      "data",      "datatype",  "datetime",   "default",  "defer",     "dir",
    "disabled",    "download",  "draggable", "enctype",    "face",     "for",       "form",
    "frame",       "headers",   "height",    "hidden",     "high",     "href",      "hreflang",
    "id",          "inlist",    "inputmode", "integrity",  "is",       "ismap",     "itemid",
    "itemprop",    "itemref",   "itemscope", "itemtype",   "kind",     "label",     "lang",
    "language",    "link",      "list",      "loading",    "loop",     "low",       "manifest",
    "max",         "maxlength", "media",     "method",     "min",      "minlength", "multiple",
    "muted",       "name",      "nonce",     "open",       "optimum",  "pattern",   "ping",
    "placeholder", "poster",    "prefix",    "preload",    "profile",  "property",  "readonly",
    "rel",         "required",  "resource",  "rev",        "reversed", "rows",      "rowspan",
    "rules",       "sandbox",   "scheme",    "scope",      "selected", "shape",     "size",
    "sizes",       "slot",      "span",      "spellcheck", "src",      "srcdoc",    "srclang",
    "srcset",      "start",     "step",      "style",      "summary",  "tabindex",  "target",
    "text",        "title",     "translate", "type",       "typeof",   "usemap",    "valign",
    "value",       "version",   "vocab",     "width",      "wrap",
};

static int compare(const void *name, const void *row)
{
    return str_cmp(*(const struct str *)name, str_from(*(const char *const *)row));
}

static bool is_html_name(struct str name)
{
    return bsearch(&name, html_names, sizeof html_names / sizeof html_names[0],
                   sizeof html_names[0], compare)
        != NULL;
}

static struct str key_of(struct str name)
{
    struct str data = STR("data-");
    if (str_is(name, "xml:lang"))
        return STR("lang");
    if (!str_starts(name, data) || is_html_name(str_slice(name, data.len, name.len)))
        return name;
    return str_slice(name, data.len, name.len);
}

static bool is_named_in(struct str name, struct str names)
{
    struct str rest = names, one;
    while (str_word(&rest, &one))
        if (str_eq(one, name))
            return true;
    return false;
}

static void add_pair(struct markup_reader *r, struct attr *attr, struct str key, struct str value)
{
    for (size_t i = 0; i < attr->pairs.count; i++)
        if (str_eq(attr->pairs.at[i].key, key))
            return;
    *LIST_ADD(&attr->pairs, r->arena) = (struct pair){key, value};
}

struct attr *markup_attrs(struct markup_reader *r, const struct html_node *from, const char *but)
{
    struct attr *attr = ARENA_NEW(r->arena, struct attr);
    struct str dropped = str_from(but), rest = STR_NONE, class_name;
    attr->id = html_attr(from, "id");
    if (!is_named_in(STR("class"), dropped))
        rest = html_attr(from, "class");
    while (str_word(&rest, &class_name))
        *LIST_ADD(&attr->classes, r->arena) = class_name;
    for (size_t i = 0; i < from->attribute_count; i++) {
        struct str name = from->attributes[i].name;
        if (!str_is(name, "id") && !str_is(name, "class") && !is_named_in(name, dropped))
            add_pair(r, attr, key_of(name), from->attributes[i].value);
    }
    return attr_is_empty(attr) ? NULL : attr;
}

bool markup_has_class(const struct html_node *node, const char *name)
{
    return is_named_in(str_from(name), html_attr(node, "class"));
}

bool markup_has_role(const struct html_node *node, const char *role)
{
    return str_is(html_attr(node, "role"), role);
}

/* ---- style ---- */

struct str markup_style(const struct html_node *node, const char *property)
{
    struct str rest = html_attr(node, "style"), one, name;
    while (str_split(&rest, ';', &one))
        if (str_split(&one, ':', &name) && str_is(str_trim(name), property))
            return str_trim(one);
    return STR_NONE;
}

int markup_count(const struct html_node *node, const char *name, int usual, int most)
{
    struct str text = str_trim(html_attr(node, name));
    int count = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return usual;
        count = count < most ? 10 * count + (text.at[i] - '0') : most;
    }
    return text.len == 0 || count < 1 ? usual : count < most ? count : most;
}
