/* Blocks of HTML, as CommonMark tells where they begin and end. */
#include <string.h>

#include "write/markdown_room.h"

/* Elements that begin a block of HTML in the middle of a paragraph too. */
static const char *const block_names[] = {
    "address", "article",  "aside",   "base",     "basefont", "blockquote", "body",
    "caption", "center",   "col",     "colgroup", "dd",       "details",    "dialog",
    "dir",     "div",      "dl",      "dt",       "fieldset", "figcaption", "figure",
    "footer",  "form",     "frame",   "frameset", "h1",       "h2",         "h3",
    "h4",      "h5",       "h6",      "head",     "header",   "hr",         "html",
    "iframe",  "legend",   "li",      "link",     "main",     "menu",       "menuitem",
    "nav",     "noframes", "ol",      "optgroup", "option",   "p",          "param",
    "pre",     "script",   "section", "source",   "style",    "summary",    "table",
    "tbody",   "td",       "tfoot",   "th",       "thead",    "title",      "tr",
    "track",   "ul",
};

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_same(struct str name, const char *other)
{
    return name.len == strlen(other) && strncasecmp(name.at, other, name.len) == 0;
}

bool markdown_opens_block(struct str tag)
{
    size_t start = str_starts(tag, STR("</")) ? 2 : 1, end = start;
    while (end < tag.len && is_name_byte(tag.at[end]))
        end++;
    struct str name = str_slice(tag, start, end);
    if (end < tag.len && strchr(" \t\n\r/>", tag.at[end]) == NULL)
        return false;
    for (size_t i = 0; i < sizeof block_names / sizeof block_names[0]; i++)
        if (is_same(name, block_names[i]))
            return true;
    return false;
}

static bool has_empty_line(struct str text)
{
    bool empty = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if ((c == '\n' || c == '\r') && empty)
            return true;
        empty = c == '\n' || c == '\r' || (empty && (c == ' ' || c == '\t'));
    }
    return false;
}

static bool has_at(struct str text, size_t at, const char *name)
{
    size_t length = strlen(name);
    return text.len >= at + length && strncasecmp(text.at + at, name, length) == 0;
}

/* The end of an element whose inside is its own, up to the line that has such an end. */
static size_t find_end(struct str text)
{
    static const char *const ends[] = {"</pre>", "</script>", "</style>"};
    for (size_t at = 0; at < text.len; at++)
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
            if (has_at(text, at, ends[i]))
                return at;
    return text.len;
}

static bool is_verbatim(struct str text)
{
    return has_at(text, 0, "<pre") || has_at(text, 0, "<script") || has_at(text, 0, "<style");
}

/* Whether the text, as it is, is one block of HTML and nothing besides. */
static bool is_block(struct str text)
{
    if (!str_starts(text, STR("<")) || !markdown_opens_block(text))
        return false;
    if (!is_verbatim(text))
        return !has_empty_line(text);
    size_t end = find_end(text);
    return end < text.len && !str_has(str_slice(text, end, text.len), STR("\n"));
}

/* Lines become spaces; a comment before it makes any text a block that ends with its line. */
static void put_on_one_line(struct markdown *m, struct str text)
{
    lines_begin(&m->lines);
    markdown_part(m);
    for (size_t i = 0; i < text.len; i++)
        out_char(m->out, text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i]);
    lines_end(&m->lines);
}

void markdown_put_raw_block(struct markdown *m, const struct node *node)
{
    if (is_block(node->text)) {
        lines_put_text(&m->lines, node->text);
        return;
    }
    if (str_has(node->text, STR("\n")) || str_has(node->text, STR("\r")))
        markdown_simplify(m, node, "raw HTML of several lines is written on one");
    put_on_one_line(m, node->text);
}
