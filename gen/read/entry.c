#include "read/entry.h"

#include "base/utf8.h"
#include "read/markdown.h"
#include "read/meta.h"
#include "read/yaml.h"

/* ---- front matter ---- */

static void put_term(struct yaml *map, struct entry *entry)
{
    struct yaml *term = yaml_need(map, "term", "an entry has a term: `term: Pacific Dragon`");
    if (term == NULL)
        return;
    entry->term = yaml_as_str(term);
    entry->term_span = term->span;
}

static void put_forms(struct yaml *map, struct entry *entry)
{
    struct arena *arena = map->reader->arena;
    struct yaml *forms = yaml_list(map, "forms"), *see = yaml_list(map, "see_also");
    for (size_t i = 0; forms != NULL && i < forms->count; i++) {
        *LIST_ADD(&entry->forms, arena) = yaml_as_str(forms->items[i]);
        *LIST_ADD(&entry->form_spans, arena) = forms->items[i]->span;
    }
    for (size_t i = 0; see != NULL && i < see->count; i++) {
        *LIST_ADD(&entry->see_also, arena) = yaml_as_str(see->items[i]);
        *LIST_ADD(&entry->see_spans, arena) = see->items[i]->span;
    }
}

static void put_sources(struct yaml *map, struct entry *entry)
{
    struct yaml *sources = yaml_list(map, "sources");
    for (size_t i = 0; sources != NULL && i < sources->count; i++)
        *LIST_ADD(&entry->sources, map->reader->arena) = meta_work(sources->items[i]);
}

static void put_front(struct yaml *map, struct entry *entry)
{
    static const struct yaml_word matches[] = {
        {"smart", MATCH_SMART}, {"exact", MATCH_EXACT}, {"ignore", MATCH_IGNORE}, {0}};
    put_term(map, entry);
    entry->abbr = yaml_str(map, "abbr");
    put_forms(map, entry);
    entry->match = (enum match)yaml_choice(map, "match", matches, MATCH_SMART);
    entry->autolink = yaml_bool(map, "autolink", true);
    struct str sort = yaml_str(map, "sort");
    entry->sort_key = utf8_sort_key(map->reader->arena, sort.len != 0 ? sort : entry->term);
    entry->language = yaml_language(map, "language");
    put_sources(map, entry);
    entry->status = meta_status(map);
    yaml_map(map, "extra");
    yaml_finish(map);
}

/* ---- the definition ---- */

static void read_definition(struct arena *arena, const struct site *site, struct entry *entry,
                            size_t body, struct diags *diags)
{
    struct span span = span_of(entry->source, body, entry->source->text.len);
    struct str language = entry->language.len != 0 ? entry->language : site->config.language;
    entry->definition = read_markdown(arena, &site->config, span_text(span), span, language, diags);
    entry->summary = entry_summary(arena, entry->definition);
    if (entry->definition->first == NULL)
        diag_add(diags, DIAG_EMPTY_ESSAY, entry->term_span, "the entry \"%.*s\" has no definition",
                 STR_ARG(entry->term));
}

struct entry *read_entry(struct arena *arena, const struct site *site, const struct source *source,
                         struct str id, struct diags *diags)
{
    size_t start, end, body;
    if (!meta_find(source, &start, &end, &body, diags))
        return NULL;
    struct yaml *map = yaml_read(arena, source, start, end, diags);
    if (map == NULL)
        return NULL;
    struct entry *entry = ARENA_NEW(arena, struct entry);
    entry->id = str_keep(arena, id);
    entry->source = source;
    put_front(map, entry);
    read_definition(arena, site, entry, body, diags);
    return entry->term.len != 0 ? entry : NULL;
}
