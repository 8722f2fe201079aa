#include "read/attributes.h"

#include "base/out.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_key(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '_' || c == ':' || c == '.';
}

/* What an id or a class is made of: anything that would not end it or open something else. */
static bool is_name(char c)
{
    return !is_space(c) && c != '{' && c != '}' && c != '"' && c != '\'' && c != '=' && c != '#'
        && c != '<' && c != '>' && c != '&' && c != '`';
}

bool attributes_open(struct str text)
{
    if (text.len < 2 || text.at[0] != '{')
        return false;
    size_t at = 1;
    while (at < text.len && is_key(text.at[at]))
        at++;
    return text.at[1] == '#' || text.at[1] == '.'
        || (at > 1 && at < text.len && text.at[at] == '=');
}

size_t attributes_length(struct str text)
{
    char quote = '\0';
    for (size_t at = 1; at < text.len && text.at[at] != '\n' && text.at[at] != '\r'; at++) {
        char c = text.at[at];
        char next = at + 1 < text.len ? text.at[at + 1] : '\0';
        if (c == '\\' && quote != '\0' && (next == quote || next == '\\'))
            at++;
        else if (quote == '\0' && c == '}')
            return at + 1;
        else if (quote == '\0' && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote)
            quote = '\0';
    }
    return 0;
}

/* A run of `is` at `*at`; empty where there is none. */
static struct str take_run(struct str text, size_t *at, bool (*is)(char c))
{
    size_t start = *at;
    while (*at < text.len && is(text.at[*at]))
        ++*at;
    return str_slice(text, start, *at);
}

static bool is_bare(char c)
{
    return !is_space(c) && c != '}' && c != '"' && c != '\'';
}

static struct str take_quoted(struct arena *arena, struct str text, size_t *at)
{
    char quote = text.at[(*at)++];
    struct out out = out_new(arena);
    while (*at < text.len && text.at[*at] != quote) {
        if (text.at[*at] == '\\' && *at + 1 < text.len
            && (text.at[*at + 1] == quote || text.at[*at + 1] == '\\'))
            ++*at;
        out_char(&out, text.at[(*at)++]);
    }
    ++*at;
    return out_str(&out);
}

static struct str take_attr_value(struct arena *arena, struct str text, size_t *at)
{
    if (*at < text.len && (text.at[*at] == '"' || text.at[*at] == '\''))
        return take_quoted(arena, text, at);
    return take_run(text, at, is_bare);
}

static struct pair *find_pair(struct attr *attr, struct str key)
{
    for (size_t i = 0; i < attr->pairs.count; i++)
        if (str_eq(attr->pairs.at[i].key, key))
            return &attr->pairs.at[i];
    return NULL;
}

static const char *take_pair(struct arena *arena, struct str text, size_t *at, struct attr *attr)
{
    struct str key = take_run(text, at, is_key);
    if (key.len == 0)
        return "this is neither #id, .class nor key=value";
    if (*at >= text.len || text.at[*at] != '=')
        return "a word alone is no attribute; write .class or key=value";
    ++*at;
    struct str value = take_attr_value(arena, text, at);
    if (str_is(key, "id")) {
        attr->id = value;
        return NULL;
    }
    if (str_is(key, "class")) {
        for (struct str word; str_word(&value, &word);)
            *LIST_ADD(&attr->classes, arena) = word;
        return NULL;
    }
    if (find_pair(attr, key) != NULL)
        return "the same key stands here twice";
    *LIST_ADD(&attr->pairs, arena) = (struct pair){key, value};
    return NULL;
}

/* One attribute at `*at`; gives what is wrong with it, NULL where all is well. */
static const char *take_one(struct arena *arena, struct str text, size_t *at, struct attr *attr)
{
    char c = text.at[*at];
    if (c != '#' && c != '.')
        return take_pair(arena, text, at, attr);
    ++*at;
    struct str name = take_run(text, at, is_name);
    if (name.len == 0)
        return c == '#' ? "an id is wanted after #" : "a class is wanted after the full stop";
    if (c == '#' && attr->id.len != 0)
        return "there is an id already";
    if (c == '#')
        attr->id = name;
    else
        *LIST_ADD(&attr->classes, arena) = name;
    return NULL;
}

bool attributes_read(struct arena *arena, struct str text, struct attr *attr, size_t *bad,
                     const char **why)
{
    *attr = (struct attr){0};
    *bad = 0;
    *why = "the brace is not closed on this line";
    if (attributes_length(text) != text.len)
        return false;
    for (size_t at = 1;;) {
        while (at < text.len && is_space(text.at[at]))
            at++;
        *bad = at;
        if (at + 1 >= text.len)
            return true;
        *why = take_one(arena, text, &at, attr);
        bool ended = at + 1 >= text.len || is_space(text.at[at]) || *why != NULL;
        if (!ended)
            *why = "a space is wanted between attributes";
        if (*why != NULL)
            return false;
    }
}
