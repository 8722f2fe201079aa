#include "press/earlier.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "press/git.h"
#include "read/markdown.h"
#include "read/meta.h"
#include "read/notes.h"

struct str earlier_path(const struct project *p, struct arena *arena, struct str file)
{
    struct str folder = path_join(arena, p->cache, STR("good"));
    return path_join(arena, folder, file);
}

bool earlier_text(const struct project *p, struct arena *arena, struct str file, struct str rev,
                  struct str *text)
{
    size_t limit = p->site.config.limits.source_bytes;
    bool found = rev.len == 0 && file_read(arena, earlier_path(p, arena, file), limit, text) == 0;
    if (!found) {
        struct str from = rev.len != 0 ? rev : STR("HEAD");
        found = git_file(arena, p->site.root, from, file, limit, text) == GIT_FOUND;
    }
    return found && text->len <= limit && utf8_check(*text) == text->len;
}

bool earlier_has_replies(const struct doc *doc)
{
    for (size_t i = 0; i < doc->notes.count; i++)
        if (str_starts(doc->notes.at[i].on, STR("note:")))
            return true;
    return false;
}

static void read_earlier_notes(const struct project *p, struct doc *old, struct str rev,
                               struct diags *unsaid)
{
    struct str text;
    for (size_t i = 0; i < old->page->note_files.count; i++) {
        struct str file = old->page->note_files.at[i];
        if (!earlier_text(p, old->arena, file, rev, &text))
            continue;
        struct source *source = ARENA_NEW(old->arena, struct source);
        *source = (struct source){.path = file, .text = text};
        read_notes(old, source, unsaid);
    }
}

struct doc *earlier_doc(const struct project *p, struct doc *doc, struct str text, struct str rev)
{
    struct source *source = ARENA_NEW(doc->arena, struct source);
    struct diags *unsaid = diags_new();
    struct doc *old = ARENA_NEW(doc->arena, struct doc);
    size_t start, end, from;
    *source = (struct source){.path = doc->source->path, .text = text};
    *old = *doc;
    old->source = source;
    old->body = NULL;
    memset(&old->notes, 0, sizeof old->notes);
    memset(&old->hidden, 0, sizeof old->hidden);
    if (meta_find(source, &start, &end, &from, unsaid)) {
        struct span span = span_of(source, from, text.len);
        old->body = read_markdown(doc->arena, &doc->site->config, span_text(span), span,
                                  doc->language, unsaid);
        if (earlier_has_replies(doc))
            read_earlier_notes(p, old, rev, unsaid);
    }
    diags_free(unsaid);
    return old->body != NULL ? old : NULL;
}
