#include "read/document.h"

#include "read/html.h"
#include "read/json.h"
#include "read/markdown.h"
#include "read/meta.h"
#include "read/source.h"
#include "read/yaml.h"

/* ---- formats ---- */

struct format_name {
    const char *name;
    enum read_format format;
};

static bool find_format(const struct format_name *names, struct str name, enum read_format *format)
{
    for (size_t i = 0; names[i].name != NULL; i++) {
        if (str_is(name, names[i].name)) {
            *format = names[i].format;
            return true;
        }
    }
    return false;
}

bool read_format_by_name(struct str name, enum read_format *format)
{
    static const struct format_name names[] = {
        {"markdown", READ_MARKDOWN}, {"gfm", READ_GFM},   {"commonmark", READ_COMMONMARK},
        {"json", READ_JSON},         {"html", READ_HTML}, {NULL, READ_MARKDOWN}};
    return find_format(names, name, format);
}

bool read_format_by_ending(struct str ending, enum read_format *format)
{
    static const struct format_name names[] = {
        {".md", READ_MARKDOWN}, {".markdown", READ_MARKDOWN}, {".txt", READ_MARKDOWN},
        {".json", READ_JSON},   {".html", READ_HTML},         {".htm", READ_HTML},
        {NULL, READ_MARKDOWN}};
    return find_format(names, ending, format);
}

/* ---- front matter as metadata ---- */

static void convert_value(struct doc *doc, struct value *value, struct diags *diags);

/* A text of one paragraph is inlines, any other is blocks. */
static void convert_text(struct doc *doc, struct value *value, struct diags *diags)
{
    struct node *blocks = read_markdown(doc->arena, &doc->site->config, value->string, value->span,
                                        doc->language, diags);
    struct node *only = blocks->first;
    bool one = only != NULL && only->next == NULL && only->kind == NODE_PARA;
    value->kind = one ? VALUE_INLINES : only == NULL ? VALUE_STRING : VALUE_BLOCKS;
    value->nodes = blocks;
    if (!one)
        return;
    value->nodes = node_new(doc->arena, NODE_INLINES, value->span);
    node_move_children(value->nodes, only);
}

/* A date or a number is text that is not looked through for marks. */
static void convert_word(struct doc *doc, struct value *value)
{
    value->kind = VALUE_INLINES;
    value->nodes = node_new(doc->arena, NODE_INLINES, value->span);
    node_append(
        value->nodes,
        node_text_new(doc->arena, NODE_STR, str_keep(doc->arena, value->string), value->span));
}

static void convert_items(struct doc *doc, struct value *value, struct diags *diags)
{
    for (size_t i = 0; i < value->count; i++)
        convert_value(doc, &value->items[i], diags);
}

static void convert_value(struct doc *doc, struct value *value, struct diags *diags)
{
    switch (value->kind) {
    case VALUE_STRING: convert_text(doc, value, diags); break;
    case VALUE_INTEGER:
    case VALUE_NUMBER: convert_word(doc, value); break;
    case VALUE_LIST:
    case VALUE_MAP: convert_items(doc, value, diags); break;
    case VALUE_NULL:
        value->kind = VALUE_STRING;
        value->string = STR_NONE;
        break;
    case VALUE_BOOL:
    case VALUE_INLINES:
    case VALUE_BLOCKS: break;
    }
}

static bool read_front(struct doc *doc, size_t *body, struct diags *diags)
{
    size_t start, end;
    doc->meta = ARENA_NEW(doc->arena, struct value);
    doc->meta->kind = VALUE_MAP;
    if (!meta_find(doc->source, &start, &end, body, diags))
        return false;
    struct yaml *map = yaml_read(doc->arena, doc->source, start, end, diags);
    if (map == NULL)
        return false;
    doc->meta = yaml_as_value(map);
    convert_value(doc, doc->meta, diags);
    return true;
}

/* ---- documents ---- */

static bool read_own(struct doc *doc, struct diags *diags)
{
    size_t body = 0;
    bool ok = read_front(doc, &body, diags);
    struct span span = span_of(doc->source, body, doc->source->text.len);
    doc->body =
        read_markdown(doc->arena, &doc->site->config, span_text(span), span, doc->language, diags);
    return ok;
}

static bool read_plain(struct doc *doc, bool gfm, struct diags *diags)
{
    struct span span = span_of(doc->source, source_body(doc->source), doc->source->text.len);
    doc->meta = ARENA_NEW(doc->arena, struct value);
    doc->meta->kind = VALUE_MAP;
    doc->body = read_commonmark(doc->arena, &doc->site->config, gfm, span_text(span), span, diags);
    return true;
}

bool read_document(struct doc *doc, enum read_format format, struct diags *diags)
{
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    bool ok = false;
    switch (format) {
    case READ_MARKDOWN: ok = read_own(doc, diags); break;
    case READ_GFM: ok = read_plain(doc, true, diags); break;
    case READ_COMMONMARK: ok = read_plain(doc, false, diags); break;
    case READ_JSON: ok = read_json(doc, diags); break;
    case READ_HTML: ok = read_html(doc, diags); break;
    }
    return ok && diags_count(diags, SEVERITY_ERROR) == errors;
}
