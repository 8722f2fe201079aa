/* Glossary entries, at the end of an essay and in the glossary's own document. */
#include "write/docbook_room.h"

static void put_word(struct docbook *d, struct str language)
{
    static const struct {
        const char *language, *word;
    } words[] = {
        {"de", "Glossar"}, {"fr", "Glossaire"}, {"ko", "용어집"}, {"ja", "用語集"}, {"ar", "مسرد"}};
    struct str word = STR("Glossary"), primary = str_slice(language, 0, 2);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_is(primary, words[i].language))
            word = str_from(words[i].word);
    out_text(&d->out, word);
}

void put_glossary_title(struct docbook *d, struct str language)
{
    put_open(d, "title", NULL, NULL);
    put_word(d, language);
    put_end(d, "title");
}

/* The sort key without the name that makes it unique. */
static struct str collation(struct str key)
{
    size_t end = str_find(key, STR("\1"), 0);
    return str_trim(str_slice(key, 0, end));
}

/* A linked text in a paragraph of its own; plain where `url` is no address. */
static void put_reference(struct docbook *d, const char *role, struct str url, struct str shown)
{
    put_open(d, "para", NULL, role);
    size_t start = d->out.len;
    out_c(&d->out, "<link");
    bool leads = put_href(d, url);
    if (!leads)
        d->out.len = start;
    out_c(&d->out, leads ? ">" : "");
    out_text(&d->out, shown);
    out_c(&d->out, leads ? "</link>" : "");
    put_end(d, "para");
}

static void put_works(struct docbook *d, const struct entry *entry)
{
    for (size_t i = 0; i < entry->sources.count; i++) {
        const struct work *work = &entry->sources.at[i];
        struct str shown = work->title.len != 0 ? work->title : work->url;
        if (shown.len != 0)
            put_reference(d, "source", work->url, shown);
    }
}

static struct str use_address(struct docbook *d, const struct page *page)
{
    if (d->site->config.base_url.len != 0 || d->page == NULL)
        return page_address(d->arena, d->site, page, STR_NONE);
    return page_link(d->arena, d->site, d->page, page, STR_NONE);
}

/* Each page once, in the order of its first use. */
static void put_uses(struct docbook *d, const struct entry *entry)
{
    struct map pages = map_new(d->arena);
    for (size_t i = 0; i < entry->uses.count; i++) {
        const struct page *page = entry->uses.at[i].page;
        if (map_get(&pages, page->path) != NULL)
            continue;
        map_add(&pages, page->path, d);
        put_reference(d, "used-in", use_address(d, page), page->meta.title);
    }
}

static void put_see_also(struct docbook *d, const struct entry *entry)
{
    for (size_t i = 0; i < entry->see.count; i++) {
        const struct entry *other = entry->see.at[i];
        if (map_get(&d->entries, other->id) != other)
            continue;
        out_c(&d->out, "<glossseealso");
        put_linkend(d, "otherterm", str_fmt(d->arena, "term-%.*s", STR_ARG(other->id)));
        out_char(&d->out, '>');
        out_text(&d->out, other->term);
        out_c(&d->out, "</glossseealso>\n");
    }
}

static void put_definition(struct docbook *d, const struct entry *entry, bool with_uses)
{
    out_c(&d->out, "<glossdef>\n");
    size_t start = d->out.len;
    for (const struct node *node = entry->definition != NULL ? entry->definition->first : NULL;
         node != NULL; node = node->next) {
        put_block(d, node);
        put_waiting(d);
    }
    if (d->out.len == start)
        out_c(&d->out, "<para/>\n");
    put_works(d, entry);
    if (with_uses)
        put_uses(d, entry);
    put_see_also(d, entry);
    put_end(d, "glossdef");
}

static void put_entry(struct docbook *d, const struct entry *entry, bool with_uses)
{
    out_c(&d->out, "<glossentry");
    put_id(d, str_fmt(d->arena, "term-%.*s", STR_ARG(entry->id)), entry);
    out_put_attr(&d->out, "xml:lang", entry->language);
    out_put_attr(&d->out, "sortas", collation(entry->sort_key));
    out_c(&d->out, "><glossterm>");
    out_text(&d->out, entry->term);
    put_close(d, "glossterm");
    d->at.run_on = true;
    put_text_element(d, "abbrev", "", entry->abbr);
    d->at.run_on = false;
    out_char(&d->out, '\n');
    put_definition(d, entry, with_uses);
    put_end(d, "glossentry");
}

void put_entries(struct docbook *d, const struct entry *const *entries, size_t entry_count,
                 bool with_uses)
{
    for (size_t i = 0; i < entry_count; i++)
        put_entry(d, entries[i], with_uses);
}
