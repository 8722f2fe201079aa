#include "press/earlier.h"

#include "base/file.h"
#include "base/utf8.h"
#include "press/git.h"
#include "read/markdown.h"
#include "read/meta.h"

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

struct node *earlier_body(struct doc *doc, struct str text)
{
    struct source *source = ARENA_NEW(doc->arena, struct source);
    struct diags *unsaid = diags_new();
    struct node *body = NULL;
    size_t start, end, from;
    *source = (struct source){doc->source->path, text};
    if (meta_find(source, &start, &end, &from, unsaid)) {
        struct span span = span_of(source, from, text.len);
        body = read_markdown(doc->arena, &doc->site->config, span_text(span), span, doc->language,
                             unsaid);
    }
    diags_free(unsaid);
    return body;
}
