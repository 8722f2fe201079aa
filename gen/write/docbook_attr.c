/* Attributes of DocBook elements: ids, roles, languages, addresses. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "write/docbook_room.h"
#include "xml/name.h"

/* ---- ids ---- */

static bool is_plain_name(struct str id)
{
    for (size_t i = 0; i < id.len; i++) {
        unsigned char c = (unsigned char)id.at[i];
        bool begins = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!begins && (i == 0 || ((c < '0' || c > '9') && c != '-' && c != '.')))
            return false;
    }
    return true;
}

struct str xml_id(struct arena *arena, struct str id)
{
    if (is_plain_name(id))
        return id;
    struct out out = out_new(arena);
    for (size_t i = 0; i < id.len;) {
        uint32_t code = utf8_next(id, &i);
        if (out.len == 0 && !name_may_begin(code) && name_may_hold(code))
            out_char(&out, '_');
        if (name_may_hold(code))
            out_code(&out, code);
        else
            out_fmt(&out, "_x%X_", (unsigned)code);
    }
    return out_str(&out);
}

void reserve_id(struct docbook *d, struct str id, const void *owner)
{
    map_add(&d->ids, xml_id(d->arena, id), (void *)(uintptr_t)owner);
}

void put_id(struct docbook *d, struct str id, const void *owner)
{
    if (id.len == 0)
        return;
    struct str name = xml_id(d->arena, id);
    if (map_add(&d->ids, name, (void *)(uintptr_t)owner) != owner
        || map_get(&d->written, name) != NULL)
        return;
    map_add(&d->written, name, d);
    out_put_attr(&d->out, "xml:id", name);
}

bool put_linkend(struct docbook *d, const char *attribute, struct str id)
{
    struct str name = xml_id(d->arena, id);
    if (name.len == 0 || map_get(&d->missing, name) != NULL)
        return false;
    *LIST_ADD(&d->led_to, d->arena) = name;
    out_put_attr(&d->out, attribute, name);
    return true;
}

/* ---- addresses ---- */

static bool is_hex_pair(struct str url, size_t i)
{
    return i + 2 < url.len && isxdigit((unsigned char)url.at[i + 1])
        && isxdigit((unsigned char)url.at[i + 2]);
}

/* Brackets stand only around the host's number: http://[::1]/ */
static size_t host_bracket_end(struct str url)
{
    size_t start = str_find(url, STR("://["), 0);
    size_t end = start < url.len ? str_find(url, STR("]"), start) : url.len;
    return end < url.len ? end : 0;
}

static bool is_url_byte(struct str url, size_t i, size_t brackets, bool hash)
{
    unsigned char c = (unsigned char)url.at[i];
    if (c == '%')
        return is_hex_pair(url, i);
    if (c == '[' || c == ']')
        return i <= brackets && brackets != 0;
    if (c == '#')
        return !hash;
    return c > 0x20 && c != 0x7F && strchr("\"<>\\^`{|}", c) == NULL;
}

/* Where the scheme ends, behind its colon; 0 where there is none. */
static size_t scheme_end(struct str url)
{
    size_t end = 0;
    while (end < url.len
           && (isalnum((unsigned char)url.at[end])
               || (end > 0 && strchr("+-.", url.at[end]) != NULL && url.at[end] != '\0')))
        end++;
    bool scheme =
        end > 0 && end < url.len && url.at[end] == ':' && !isdigit((unsigned char)url.at[0]);
    return scheme ? end + 1 : 0;
}

/*
 * Whether there is nothing behind the scheme, or behind
 * its `//`: some validators take that for no address.
 */
static bool is_hollow(struct str url)
{
    struct str rest = str_slice(url, scheme_end(url), url.len);
    return rest.len == 0 || str_is(rest, "//");
}

/*
 * The validators escape what is beyond ASCII before
 * they look; a letter in its place asks the same.
 */
static bool is_address(struct arena *arena, struct str url)
{
    char *asked = str_c(arena, url);
    for (char *at = asked; *at != '\0'; at++)
        if ((unsigned char)*at >= 0x80)
            *at = '_';
    return !is_hollow(url) && url_is_valid(asked);
}

/* Letters beyond ASCII stay: an address in XML may hold them, and a reader can read them. */
static struct str escape_some(struct arena *arena, struct str url)
{
    struct out out = out_new(arena);
    size_t brackets = host_bracket_end(url);
    bool hash = false;
    for (size_t i = 0; i < url.len; i++) {
        if (is_url_byte(url, i, brackets, hash))
            out_char(&out, url.at[i]);
        else
            out_fmt(&out, "%%%02X", (unsigned char)url.at[i]);
        hash = hash || url.at[i] == '#';
    }
    return out_str(&out);
}

/*
 * All but letters, digits and what never means anything,
 * and the colon behind the scheme if something follows it.
 */
static struct str escape_all(struct arena *arena, struct str url)
{
    struct out out = out_new(arena);
    size_t scheme = scheme_end(url);
    bool keeps = scheme > 0 && scheme < url.len;
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.at[i];
        if (isalnum(c) || (c != '\0' && strchr("-._~", c) != NULL) || (keeps && i < scheme))
            out_char(&out, (char)c);
        else
            out_fmt(&out, "%%%02X", c);
    }
    return out_str(&out);
}

struct str clean_url(struct arena *arena, struct str url)
{
    struct str some = escape_some(arena, url);
    return is_address(arena, some) ? some : escape_all(arena, url);
}

bool put_href(struct docbook *d, struct str url)
{
    struct str clean = clean_url(d->arena, str_trim(url));
    out_put_attr(&d->out, "xlink:href", clean);
    return clean.len != 0;
}

/* ---- elements ---- */

static bool is_admonition_word(struct str word)
{
    return str_is(word, "admonition") || str_is(word, "note") || str_is(word, "tip")
        || str_is(word, "important") || str_is(word, "warning") || str_is(word, "caution");
}

/* Whether the element itself says what the class says, so that it is no role. */
static bool is_said(const struct node *node, size_t i)
{
    struct str word = node->attr->classes.at[i];
    if (node->kind == NODE_CODE_BLOCK)
        return i == 0;
    if (node->kind == NODE_DIV)
        return str_is(word, "section") || str_is(word, "attribution")
            || (node_has_class(node, "admonition") && is_admonition_word(word));
    if (node->kind == NODE_LINK)
        return str_is(word, "term") || str_is(word, "fnref");
    return node->kind == NODE_SPAN && (str_is(word, "passage") || str_is(word, "title"));
}

static void add_word(struct out *role, struct str word)
{
    if (word.len == 0)
        return;
    if (role->len != 0)
        out_char(role, ' ');
    out_raw(role, word);
}

static void add_group_words(struct out *role, const struct group *group)
{
    if (group == NULL)
        return;
    add_group_words(role, group->outer);
    for (size_t i = 0; group->div->attr != NULL && i < group->div->attr->classes.count; i++)
        add_word(role, group->div->attr->classes.at[i]);
}

static void put_role(struct docbook *d, const struct node *node, const char *role)
{
    struct out words = out_new(d->arena);
    add_word(&words, str_from(role));
    if (node != NULL && node_is_block(node))
        add_group_words(&words, d->at.groups);
    for (size_t i = 0; node != NULL && node->attr != NULL && i < node->attr->classes.count; i++)
        if (!is_said(node, i))
            add_word(&words, node->attr->classes.at[i]);
    out_put_attr(&d->out, "role", out_str(&words));
}

static void put_direction(struct docbook *d, struct str dir)
{
    if (str_is(dir, "ltr") || str_is(dir, "rtl"))
        out_put_attr(&d->out, "dir", dir);
}

/* Keys that some element says in its own way, or that are gloss's own. */
static bool is_known_key(struct str key)
{
    static const char *const known[] = {"lang", "dir", "note", "layer", "task", "width"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_is(key, known[i]))
            return true;
    return false;
}

static void say_unknown_keys(struct docbook *d, const struct node *node)
{
    for (size_t i = 0; i < node->attr->pairs.count; i++)
        if (!is_known_key(node->attr->pairs.at[i].key))
            say_simplified(d, node, "the attribute %.*s has no place in DocBook",
                           STR_ARG(node->attr->pairs.at[i].key));
}

void put_common(struct docbook *d, const struct node *node, const char *role)
{
    if (node != NULL && node->attr != NULL) {
        put_id(d, node->attr->id, node);
        out_put_attr(&d->out, "xml:lang", node_attr(node, "lang"));
        put_direction(d, node_attr(node, "dir"));
        say_unknown_keys(d, node);
    }
    if (role != NULL || d->at.groups != NULL || (node != NULL && node->attr != NULL))
        put_role(d, node, role);
}

void put_start(struct docbook *d, const char *element, const struct node *node, const char *role)
{
    out_char(&d->out, '<');
    out_c(&d->out, element);
    put_common(d, node, role);
}

void put_open(struct docbook *d, const char *element, const struct node *node, const char *role)
{
    put_start(d, element, node, role);
    out_char(&d->out, '>');
}

void put_close(struct docbook *d, const char *element)
{
    out_c(&d->out, "</");
    out_c(&d->out, element);
    out_char(&d->out, '>');
}

void put_line(struct docbook *d)
{
    if (!d->at.run_on)
        out_char(&d->out, '\n');
}

void put_end(struct docbook *d, const char *element)
{
    put_close(d, element);
    put_line(d);
}

void put_text_element(struct docbook *d, const char *element, const char *attributes,
                      struct str text)
{
    if (str_trim(text).len == 0)
        return;
    out_char(&d->out, '<');
    out_c(&d->out, element);
    out_c(&d->out, attributes);
    out_char(&d->out, '>');
    out_text(&d->out, text);
    put_end(d, element);
}

void enter_element(struct docbook *d, unsigned excluded)
{
    d->at.excluded |= excluded;
    d->at.containers++;
    d->at.paras_only = d->at.in_para = d->at.verbatim = false;
    d->at.groups = NULL;
    d->at.scripts = NULL;
}

void carry(struct docbook *d, enum carried_kind kind, struct str id, struct str number)
{
    if (d->roll != NULL)
        roll_add(d->arena, d->roll, kind, id, number);
}
