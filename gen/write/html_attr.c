/* Ids, classes and attributes: those of the author and of filters, made safe for HTML. */
#include <string.h>

#include "write/html_room.h"

/* What the model says with attributes is shown by the markup itself. */
static bool is_of_the_model(struct str key)
{
    return str_is(key, "note") || str_is(key, "layer") || str_is(key, "task");
}

static bool is_direction(struct str value)
{
    return str_is(value, "ltr") || str_is(value, "rtl") || str_is(value, "auto");
}

/* Whether `data-KEY` is an attribute name in HTML. */
static bool is_data_key(struct str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.at[i];
        if (!((c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '-'))))
            return false;
    }
    return key.len != 0;
}

/*
 * Keys without a meaning here become data-…, never
 * an attribute that could run or restyle something.
 */
static void put_pair(struct html *h, const struct pair *pair)
{
    if (is_of_the_model(pair->key))
        return;
    if (str_is(pair->key, "lang") || str_is(pair->key, "title"))
        out_put_attr(h->out, str_c(h->arena, pair->key), pair->value);
    else if (str_is(pair->key, "dir") && is_direction(pair->value))
        out_put_attr(h->out, "dir", pair->value);
    else if (is_data_key(pair->key))
        out_put_attr(h->out, str_c(h->arena, str_fmt(h->arena, "data-%.*s", STR_ARG(pair->key))),
                     pair->value);
}

static void put_classes(struct html *h, const struct attr *attr, const char *add, const char *drop)
{
    struct out classes = out_new(h->arena);
    if (add != NULL)
        out_c(&classes, add);
    for (size_t i = 0; attr != NULL && i < attr->classes.count; i++) {
        struct str name = attr->classes.at[i];
        if ((drop != NULL && str_is(name, drop)) || (add != NULL && str_is(name, add)))
            continue;
        out_c(&classes, classes.len != 0 ? " " : "");
        out_raw(&classes, name);
    }
    out_put_attr(h->out, "class", out_str(&classes));
}

void html_put_attrs(struct html *h, const struct node *node, const char *add, const char *drop)
{
    if (node->attr != NULL && !h->plain)
        out_put_attr(h->out, "id", node->attr->id);
    put_classes(h, node->attr, add, drop);
    for (size_t i = 0; node->attr != NULL && i < node->attr->pairs.count; i++)
        put_pair(h, &node->attr->pairs.at[i]);
}
