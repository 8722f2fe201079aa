#include "press/convert.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "filter/filter.h"
#include "model/value.h"
#include "press/formats.h"
#include "press/project.h"
#include "press/room.h"
#include "read/config.h"
#include "read/document.h"
#include "read/source.h"

/* ---- what is read ---- */

static bool read_input(struct arena *arena, size_t limit, struct str *text)
{
    struct out out = out_new(arena);
    char piece[1 << 16];
    for (size_t got; (got = fread(piece, 1, sizeof piece, stdin)) != 0;) {
        out_raw(&out, (struct str){piece, got});
        if (out.len > limit) /* source_of says it */
            break;
    }
    *text = out_str(&out);
    return ferror(stdin) == 0;
}

static bool is_input(const struct convert_order *convert)
{
    return convert->file.len == 0 || str_is(convert->file, "-");
}

static struct source *open_source(const struct site *site, const struct convert_order *convert,
                                  struct diags *diags)
{
    size_t limit = site->config.limits.source_bytes;
    struct source named = {.path = is_input(convert) ? STR("standard input") : convert->file};
    struct str text = STR_NONE;
    int error = 0;
    if (!is_input(convert))
        error = file_read(site->arena, convert->file, limit, &text);
    else if (!read_input(site->arena, limit, &text))
        error = errno != 0 ? errno : EIO;
    if (error == 0)
        return source_of(site->arena, named.path, text, limit, diags);
    if (error == EFBIG)
        diag_add(diags, DIAG_TOO_LARGE, span_start(&named),
                 "the file is larger than %zu bytes, the limit for a source file", limit);
    else
        diag_add(diags, DIAG_CANNOT_READ, span_start(&named), "cannot read the file: %s",
                 strerror(error));
    return NULL;
}

static bool find_format(const struct convert_order *convert, enum read_format *format,
                        struct diags *diags)
{
    *format = READ_MARKDOWN;
    if (convert->from.len == 0) {
        read_format_by_ending(path_ending(convert->file), format);
        return true;
    }
    if (read_format_by_name(convert->from, format))
        return true;
    struct diag *diag = diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE,
                                 "`--from %.*s`: gloss does not read that", STR_ARG(convert->from));
    diag_help(diag, "it reads markdown, gfm, commonmark, html and json");
    return false;
}

static bool check_target(struct str name, struct diags *diags)
{
    if (formats_write(name))
        return true;
    struct diag *diag = diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE,
                                 "`--to %.*s`: gloss does not write that", STR_ARG(name));
    diag_help(diag, "it writes html, docbook, json and native");
    return false;
}

/* ---- what is set on the command line ---- */

/* KEY is true; KEY=VALUE is a text, or a truth value that is written as one. */
static void set_meta(struct doc *doc, struct str order)
{
    struct str rest = order, key = STR_NONE;
    str_split(&rest, '=', &key);
    struct value value = {.kind = VALUE_STRING, .string = rest};
    bool bare = key.len == order.len;
    if (bare || str_is(rest, "true") || str_is(rest, "false"))
        value = (struct value){.kind = VALUE_BOOL, .boolean = bare || str_is(rest, "true")};
    value_set(doc->arena, doc->meta, key, value);
}

static void order_filters(struct site *site, const struct convert_order *convert)
{
    site->config.has_filters = true;
    for (size_t i = 0; i < convert->filters.count; i++) {
        struct filter_order *filter = LIST_ADD(&site->config.filters, site->arena);
        *filter = (struct filter_order){.name = convert->filters.at[i], .given = true};
    }
}

/* ---- the way through ---- */

static bool run_filters(const struct site *site, struct doc *doc, struct diags *diags)
{
    struct filters *filters = filters_load(site, diags);
    if (filters == NULL)
        return false;
    struct filter_runner *runner = filter_runner_new(filters);
    bool ok = filter_doc(runner, doc, diags);
    filter_runner_free(runner);
    return ok;
}

static bool write_out(const struct doc *doc, bool whole, FILE *file, struct diags *diags)
{
    struct out out = out_new(doc->arena);
    bool ok = formats_put(doc, doc->target, whole, doc->site->formats->theme, &out, diags);
    if (ok && fwrite(out.at, 1, out.len, file) != out.len) {
        diag_add(diags, DIAG_CANNOT_WRITE, SPAN_NONE, "standard output cannot be written: %s",
                 strerror(errno));
        ok = false;
    }
    return ok;
}

static bool convert_in(struct site *site, const struct convert_order *convert, FILE *to,
                       struct diags *diags)
{
    enum read_format format;
    struct page page = {.kind = PAGE_PAGE, .slug = STR("text")};
    struct doc doc = {.arena = site->arena,
                      .keep = site->arena,
                      .site = site,
                      .page = &page,
                      .language = STR("en")};
    struct str target = convert->to.len != 0 ? convert->to : STR("html");
    if (!find_format(convert, &format, diags) || !check_target(target, diags))
        return false;
    doc.target = target;
    doc.source = open_source(site, convert, diags);
    if (doc.source == NULL || !read_document(&doc, format, diags))
        return false;
    for (size_t i = 0; i < convert->meta.count; i++)
        set_meta(&doc, convert->meta.at[i]);
    return (convert->filters.count == 0 || run_filters(site, &doc, diags))
        && write_out(&doc, convert->whole, to, diags);
}

bool press_convert(const struct order *order, const struct convert_order *convert, FILE *to,
                   struct diags *diags)
{
    struct arena *arena = arena_new();
    struct site site = {.arena = arena, .root = STR("."), .alone = true};
    site.pages_by_file = map_new(arena);
    site.entries_by_id = map_new(arena);
    config_defaults(arena, &site.config);
    site.config.raw_html = true;
    project_find_data(&site, order->program);
    order_filters(&site, convert);
    struct theme *theme = theme_load(&site, diags);
    struct formats formats = formats_all(theme);
    site.formats = &formats;
    bool ok = theme != NULL && allow_names(order, diags) && convert_in(&site, convert, to, diags);
    theme_free(theme);
    arena_free(arena);
    return ok;
}
