#include "read/config_pdf.h"

#include <string.h>

/* A word of `words` under `key`, as text. */
static void put_word(struct yaml *map, const char *key, const struct yaml_word *words,
                     struct str *to)
{
    int chosen = yaml_choice(map, key, words, -1);
    if (chosen >= 0)
        *to = str_from(words[chosen].word);
}

static void put_standards(struct yaml *map, struct pdf_config *pdf)
{
    static const struct yaml_word words[] = {{"ua-1", 0}, {"a-2b", 1}, {"none", 2}, {0}};
    struct yaml *value = yaml_get(map, "standard");
    if (value == NULL)
        return;
    size_t count = value->kind == VALUE_LIST ? value->count : 1;
    pdf->standards.count = 0;
    for (size_t i = 0; i < count; i++) {
        struct yaml *item = value->kind == VALUE_LIST ? value->items[i] : value;
        int chosen;
        if (yaml_as_choice(item, words, &chosen) && chosen != 2)
            *LIST_ADD(&pdf->standards, map->reader->arena) = str_from(words[chosen].word);
    }
}

/* ---- measures ---- */

static size_t digits_at(struct str text, size_t at)
{
    size_t n = at;
    while (n < text.len && text.at[n] >= '0' && text.at[n] <= '9')
        n++;
    return n - at;
}

/* Millimetres of a length such as 170mm or 6.5in; below 0 where it is none. */
static double millimetres(struct str text)
{
    static const struct {
        const char *name;
        double millimetres;
    } units[] = {{"mm", 1}, {"cm", 10}, {"in", 25.4}, {"pt", 25.4 / 72}, {"pc", 25.4 / 6}};
    size_t at = digits_at(text, 0), whole = at;
    double number = 0, place = 1;
    for (size_t i = 0; i < at; i++)
        number = number * 10 + (text.at[i] - '0');
    if (at < text.len && text.at[at] == '.')
        for (at++; at < text.len && digits_at(text, at) != 0; at++)
            number += (text.at[at] - '0') * (place /= 10);
    for (size_t i = 0; i < sizeof units / sizeof units[0] && whole != 0; i++)
        if (str_is(str_slice(text, at, text.len), units[i].name))
            return number * units[i].millimetres;
    return -1;
}

/* A length of at least `least` and at most `most` millimetres, as it was written. */
static struct str take_length(struct yaml *map, const char *key, int least, int most)
{
    struct yaml *value = yaml_get(map, key);
    struct str text = value != NULL ? str_trim(yaml_as_str(value)) : STR_NONE;
    if (text.len == 0)
        return STR_NONE;
    double length = millimetres(text);
    if (length >= least && length <= most)
        return text;
    if (length < 0)
        diag_help(yaml_bad(value, "`%s` is no length: \"%.*s\"", key, STR_ARG(text)),
                  "a number and mm, cm, in, pt or pc: 170mm, 6.5in");
    else
        yaml_bad(value, "`%s` is from %dmm to %dmm, not %.*s", key, least, most, STR_ARG(text));
    return STR_NONE;
}

/* The sheets that can be bound; the least is what a line of text and its notes need. */
enum { LEAST_WIDTH = 90, LEAST_HEIGHT = 120, MOST = 1000, MOST_MARGIN = 200 };

static void put_measures(struct yaml *paper, struct pdf_config *pdf)
{
    yaml_need(paper, "width", "a sheet has a width: 170mm");
    yaml_need(paper, "height", "a sheet has a height: 240mm");
    struct str width = take_length(paper, "width", LEAST_WIDTH, MOST),
               height = take_length(paper, "height", LEAST_HEIGHT, MOST);
    if (width.len != 0 && height.len != 0)
        pdf->paper = str_fmt(paper->reader->arena, "%.*sx%.*s", STR_ARG(width), STR_ARG(height));
    struct yaml *margins = yaml_map(paper, "margins");
    pdf->margins.top = take_length(margins, "top", 0, MOST_MARGIN);
    pdf->margins.bottom = take_length(margins, "bottom", 0, MOST_MARGIN);
    pdf->margins.left = take_length(margins, "left", 0, MOST_MARGIN);
    pdf->margins.right = take_length(margins, "right", 0, MOST_MARGIN);
    yaml_finish(margins);
    yaml_finish(paper);
}

static void put_paper(struct yaml *map, struct pdf_config *pdf)
{
    static const struct yaml_word papers[] = {
        {"a4", 0}, {"letter", 1}, {"b5", 2}, {"6x9in", 3}, {0}};
    struct yaml *paper = yaml_get(map, "paper");
    if (paper != NULL && paper->kind == VALUE_MAP)
        put_measures(paper, pdf);
    else
        put_word(map, "paper", papers, &pdf->paper);
}

void config_put_pdf(struct yaml *map, struct pdf_config *pdf)
{
    static const struct yaml_word engines[] = {{"auto", 0}, {"typst", 1}, {"fop", 2}, {0}};
    static const struct yaml_word notes[] = {{"foot", 0}, {"margin", 1}, {0}};
    struct yaml *own = yaml_map(map, "pdf");
    put_word(own, "engine", engines, &pdf->engine);
    put_word(own, "notes", notes, &pdf->notes);
    put_standards(own, pdf);
    put_paper(own, pdf);
    struct yaml *fonts = yaml_map(own, "fonts");
    pdf->text_font = yaml_str(fonts, "text");
    pdf->cjk_font = yaml_str(fonts, "cjk");
    yaml_finish(fonts);
    yaml_finish(own);
}
