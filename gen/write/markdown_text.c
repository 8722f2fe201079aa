/* Text that stays text: what could be read as markup gets a backslash. */
#include <string.h>

#include "base/utf8.h"
#include "write/markdown_room.h"

static bool is_alnum(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static unsigned char last_byte(const struct markdown *m)
{
    return m->out->len > m->start ? (unsigned char)m->out->at[m->out->len - 1] : '\n';
}

bool markdown_at_start(const struct markdown *m)
{
    return m->out->len == m->start;
}

void markdown_part(struct markdown *m)
{
    out_c(m->out, "<!-- -->");
}

bool markdown_is_entity(struct str text, size_t at)
{
    size_t end = at + 1;
    while (end < text.len && (is_alnum((unsigned char)text.at[end]) || text.at[end] == '#'))
        end++;
    return end > at + 1 && end < text.len && text.at[end] == ';';
}

/* ---- one sign ---- */

/* Where a sign stands: in its text, and what is written before it. */
struct sign {
    struct markdown *m;
    struct str text;
    size_t at;
    bool more;
};

static unsigned char byte_before(const struct sign *s)
{
    return s->at != 0 ? (unsigned char)s->text.at[s->at - 1] : last_byte(s->m);
}

static unsigned char byte_after(const struct sign *s)
{
    return s->at + 1 < s->text.len ? (unsigned char)s->text.at[s->at + 1] : ' ';
}

/* How many of this sign stand in a row here. */
static size_t run_length(const struct sign *s)
{
    char c = s->text.at[s->at];
    size_t start = s->at, end = s->at;
    while (start > 0 && s->text.at[start - 1] == c)
        start--;
    while (end < s->text.len && s->text.at[end] == c)
        end++;
    return end - start;
}

/* `www.` begins an address. */
static bool is_www(const struct sign *s)
{
    return s->at >= 3 && str_ends(str_slice(s->text, 0, s->at), STR("www"));
}

/* What would make the mark of a footnote a link, or its text. */
static bool follows_bracket(const struct sign *s)
{
    return s->at == 0 && last_byte(s->m) == ']';
}

static bool is_in_word(const struct sign *s)
{
    return is_alnum(byte_before(s)) && is_alnum(byte_after(s));
}

/* Signs that are markup, or become other signs, wherever they stand. */
static const char always[] = "\\`*[]<~^{$\"'@|";

static bool is_markup(const struct sign *s)
{
    unsigned char c = (unsigned char)s->text.at[s->at], after = byte_after(s);
    if (c != '\0' && strchr(always, c) != NULL)
        return true;
    switch (c) {
    case '_': return !is_in_word(s);
    case '&': return markdown_is_entity(s->text, s->at);
    case '!': return s->at + 1 == s->text.len && s->more;
    case '-': return run_length(s) > 1;
    case '.': return run_length(s) > 2 || is_www(s);
    case ':': return after == '/' || follows_bracket(s);
    case '(': return follows_bracket(s);
    case '#': return s->m->heading;
    default: return false;
    }
}

/* GFM makes links of addresses of mail even where a backslash stands before the sign. */
static bool is_address(const struct sign *s)
{
    unsigned char before = byte_before(s);
    bool name = is_alnum(before) || (before != '\0' && strchr(".+-_", before) != NULL);
    size_t end = s->at + 1;
    while (end < s->text.len
           && (is_alnum((unsigned char)s->text.at[end]) || s->text.at[end] == '-'
               || s->text.at[end] == '_'))
        end++;
    return s->text.at[s->at] == '@' && name && end < s->text.len && s->text.at[end] == '.';
}

/* Controls; a `|` that would end a cell; the mark that readers skip at a file's start. */
static bool put_as_number(const struct sign *s, size_t *length)
{
    struct str rest = str_slice(s->text, s->at, s->text.len);
    size_t end = 0;
    uint32_t code = utf8_next(rest, &end);
    if (code >= ' ' && code != 0x7F && code != 0xFEFF && !(code == '|' && s->m->cell))
        return false;
    out_fmt(s->m->out, "&#%u;", (unsigned)code);
    *length = end;
    return true;
}

static size_t put_sign(const struct sign *s)
{
    size_t length = 1;
    if (put_as_number(s, &length))
        return length;
    if (is_address(s))
        markdown_part(s->m);
    if (is_markup(s))
        out_char(s->m->out, '\\');
    out_char(s->m->out, s->text.at[s->at]);
    return 1;
}

/* ---- the start of a line ---- */

static bool is_roman(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (strchr("ivxlcdmIVXLCDM", word.at[i]) == NULL)
            return false;
    return true;
}

static bool is_number(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < '0' || word.at[i] > '9')
            return false;
    return true;
}

/* `3.`, `a)`, `iv.`: the mark of an item, of which some are pandoc's alone. */
static size_t item_mark_length(struct str text)
{
    size_t end = 0;
    while (end < text.len && is_alnum((unsigned char)text.at[end]))
        end++;
    struct str word = str_slice(text, 0, end);
    bool mark = end != 0 && end < text.len && (text.at[end] == '.' || text.at[end] == ')');
    return mark && (end == 1 || is_number(word) || is_roman(word)) ? end : 0;
}

/* What would begin a quotation's attribution. */
static bool is_dash(struct str text)
{
    return str_is(text, "—") || str_is(text, "―") || str_is(text, "–");
}

/* What begins a block at the start of a line; gives how much of the text it has written. */
static size_t put_line_start(struct markdown *m, struct str text)
{
    size_t end = 0;
    if (text.len != 0 && m->in_quote && is_dash(text)) {
        out_fmt(m->out, "&#%u;", (unsigned)utf8_next(text, &end));
        return end;
    }
    if (text.at[0] != '\0' && strchr("#>+-=:%(", text.at[0]) != NULL) {
        out_char(m->out, '\\');
        out_char(m->out, text.at[0]);
        return 1;
    }
    size_t mark = item_mark_length(text);
    if (mark == 0)
        return 0;
    out_raw(m->out, str_slice(text, 0, mark));
    out_char(m->out, '\\');
    out_char(m->out, text.at[mark]);
    return mark + 1;
}

/* ---- a text ---- */

/*
 * Emphasis is not closed by a mark that a letter follows, where a sign stands before it; and a
 * bracket is a footnote's where it begins with this sign, escaped or not.
 */
static bool needs_parting(const struct markdown *m, struct str text)
{
    unsigned char c = (unsigned char)text.at[0];
    if (c == '^' && last_byte(m) == '[')
        return true;
    return m->out->len == m->closed && (is_alnum(c) || c >= 0x80 || c < ' ' || c == 0x7F);
}

void markdown_put_text(struct markdown *m, struct str text, bool more)
{
    if (text.len == 0)
        return;
    if (needs_parting(m, text))
        markdown_part(m);
    struct sign s = {.m = m, .text = text, .more = more};
    if (markdown_at_start(m) && !m->one_line)
        s.at = put_line_start(m, text);
    while (s.at < text.len)
        s.at += put_sign(&s);
}
