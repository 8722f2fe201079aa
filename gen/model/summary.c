/* What the hover over a term shows: the beginning of its definition. */
#include "base/utf8.h"
#include "model/site.h"

enum { LONGEST = 300 };

static bool ends_sentence(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == 0x3002 || code == 0xFF01
        || code == 0xFF1F;
}

struct cut {
    size_t sentence, word, letter; /* where each last ends that fits; 0 for none */
};

static struct cut find_cut(struct str text)
{
    struct cut cut = {0};
    size_t at = 0;
    for (size_t letters = 0; at < text.len && letters < LONGEST; letters++) {
        size_t start = at;
        uint32_t code = utf8_next(text, &at);
        bool gap = at >= text.len || text.at[at] == ' ' || code > 0x2FFF;
        if (ends_sentence(code) && gap)
            cut.sentence = at;
        if (code == ' ')
            cut.word = start;
    }
    cut.letter = at;
    return cut;
}

struct str entry_summary(struct arena *arena, const struct node *definition)
{
    const struct node *node = definition->first;
    while (node != NULL && node->kind != NODE_PARA)
        node = node->next;
    struct str text = node != NULL ? node_plain_str(arena, node) : STR_NONE;
    if (utf8_count(text) <= LONGEST)
        return text;
    struct cut cut = find_cut(text);
    if (cut.sentence != 0)
        return str_slice(text, 0, cut.sentence);
    return str_fmt(arena, "%.*s…", (int)(cut.word != 0 ? cut.word : cut.letter), text.at);
}
