/* Attributes in braces, for what may have them. */
#include <string.h>

#include "write/markdown_room.h"

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '_' || c == ':' || c == '.';
}

static bool is_key(struct str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (!is_key_byte(key.at[i]))
            return false;
    return key.len != 0 && !str_is(key, "id") && !str_is(key, "class");
}

/* What may stand behind `#` and `.` without quotation marks. */
static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] <= ' ' || strchr("{}\"'=#<>&`", name.at[i]) != NULL)
            return false;
    return name.len != 0;
}

/* The classes that only gloss gives; admonitions share one of them. */
static bool is_reserved(const struct node *node, struct str name)
{
    bool plain = node->kind == NODE_DIV || node->kind == NODE_SPAN || node->kind == NODE_LINK;
    return plain && !node_has_class(node, "admonition")
        && (str_is(name, "note") || str_is(name, "passage") || str_is(name, "section")
            || str_is(name, "fnref"));
}

static void put_between(struct out *out)
{
    if (out->len > 1)
        out_char(out, ' ');
}

static void put_quoted(struct markdown *m, const struct node *node, struct str value,
                       struct out *out)
{
    out_char(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (c == '\n' || c == '\r') {
            markdown_simplify(m, node, "line ends in the values of attributes become spaces");
            c = ' ';
        }
        if (c == '"' || c == '\\')
            out_char(out, '\\');
        out_char(out, c);
    }
    out_char(out, '"');
}

static void put_name(struct markdown *m, const struct node *node, char sign, struct str name,
                     struct out *out)
{
    put_between(out);
    if (is_name(name)) {
        out_char(out, sign);
        out_raw(out, name);
        return;
    }
    out_c(out, sign == '#' ? "id=" : "class=");
    put_quoted(m, node, name, out);
}

static void put_pairs(struct markdown *m, const struct node *node, struct out *out)
{
    struct map seen = map_new(m->arena);
    for (size_t i = 0; i < node->attr->pairs.count; i++) {
        struct pair pair = node->attr->pairs.at[i];
        bool fits = is_key(pair.key) && pair.value.len != 0 && map_get(&seen, pair.key) == NULL;
        if (!fits) {
            markdown_simplify(m, node,
                              "an attribute with a key or without a value that Markdown "
                              "cannot have is left out");
            continue;
        }
        map_add(&seen, pair.key, m);
        put_between(out);
        out_raw(out, pair.key);
        out_char(out, '=');
        put_quoted(m, node, pair.value, out);
    }
}

static void put_classes(struct markdown *m, const struct node *node, size_t skip, struct out *out)
{
    for (size_t i = skip; i < node->attr->classes.count; i++) {
        struct str name = node->attr->classes.at[i];
        if (is_reserved(node, name)) {
            markdown_simplify(m, node, "a class that only gloss may give is left out");
            continue;
        }
        if (str_trim(name).len != 0)
            put_name(m, node, '.', name, out);
    }
}

struct str markdown_attr(struct markdown *m, const struct node *node, size_t skip)
{
    struct out out = out_new(m->arena);
    if (node->attr == NULL)
        return STR_NONE;
    out_char(&out, '{');
    if (node->attr->id.len != 0)
        put_name(m, node, '#', node->attr->id, &out);
    put_classes(m, node, skip, &out);
    put_pairs(m, node, &out);
    out_char(&out, '}');
    return out.len > 2 ? out_str(&out) : STR_NONE;
}
