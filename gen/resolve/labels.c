/*
 * The words that a reference is made of: "Figure 2" must
 * read the same in each format, so it is made here.
 */
#include "resolve/room.h"

struct label_words {
    const char *language, *figure, *table;
};

static const struct label_words words[] = {
    {"en", "Figure", "Table"},   {"de", "Abbildung", "Tabelle"},
    {"fr", "Figure", "Tableau"}, {"es", "Figura", "Tabla"},
    {"it", "Figura", "Tabella"}, {"ko", "그림", "표"},
    {"ja", "図", "表"},          {"zh", "图", "表"},
    {"ar", "الشكل", "الجدول"},   {"he", "איור", "טבלה"},
    {"fa", "شکل", "جدول"},
};

/* The row of the language's first part ("pt-BR" is "pt"); English for the others. */
static const struct label_words *find_words(struct str language)
{
    struct str primary = STR_NONE, rest = language;
    str_split(&rest, '-', &primary);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_is(primary, words[i].language))
            return &words[i];
    return &words[0];
}

struct str figure_word(struct str language)
{
    return str_from(find_words(language)->figure);
}

struct str table_word(struct str language)
{
    return str_from(find_words(language)->table);
}
