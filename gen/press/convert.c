#include "press/convert.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "filter/filter.h"
#include "model/extensions.h"
#include "model/value.h"
#include "press/formats.h"
#include "press/project.h"
#include "press/room.h"
#include "read/config.h"
#include "read/document.h"
#include "read/source.h"

/* ---- what is read ---- */

/* The name in `--from` or `--to` without the extensions behind it. */
static bool take_name(const char *flag, struct str spec, struct str *name,
                      struct extensions *extensions, struct diags *diags)
{
    struct str unknown;
    if (extensions_take(spec, name, extensions, &unknown))
        return true;
    struct diag *diag =
        diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE, "`--%s %.*s`: there is no extension \"%.*s\"",
                 flag, STR_ARG(spec), STR_ARG(unknown));
    diag_help(diag, "extensions have the names that pandoc gives them: +smart, -raw_html");
    return false;
}

static bool find_format(const struct convert_order *convert, struct config *config,
                        enum read_format *format, struct diags *diags)
{
    struct extensions extensions;
    struct str name;
    *format = READ_MARKDOWN;
    if (convert->from.len == 0) {
        read_format_by_ending(path_ending(convert->file), format);
        return true;
    }
    if (!take_name("from", convert->from, &name, &extensions, diags))
        return false;
    extensions_apply(&extensions, config);
    if (read_format_by_name(name, format))
        return true;
    struct diag *diag = diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE,
                                 "`--from %.*s`: gloss does not read that", STR_ARG(convert->from));
    diag_help(diag, "it reads markdown, gfm, commonmark, html and json");
    return false;
}

static bool find_target(const struct convert_order *convert, struct str *name, struct diags *diags)
{
    struct extensions extensions; /* writers have none */
    if (!take_name("to", convert->to.len != 0 ? convert->to : STR("html"), name, &extensions,
                   diags))
        return false;
    if (formats_write(*name))
        return true;
    struct diag *diag = diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE,
                                 "`--to %.*s`: gloss does not write that", STR_ARG(*name));
    diag_help(diag, "it writes html, docbook, markdown, plain, json and native");
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

static bool run_filters(const struct order *order, struct doc *doc, FILE *to, struct diags *diags)
{
    struct filters *filters = filters_load(doc->site, diags);
    if (filters == NULL)
        return false;
    struct filter_runner *runner = filter_runner_new(filters);
    filter_runner_print(runner, to);
    struct out trace = out_new(doc->keep);
    if (order->trace != NULL)
        filter_runner_trace(runner, &trace);
    bool ok = filter_doc(runner, doc, diags);
    if (order->trace != NULL)
        fwrite(trace.at, 1, trace.len, order->trace);
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

static bool convert_in(const struct order *order, struct site *site,
                       const struct convert_order *convert, FILE *to, struct diags *diags)
{
    enum read_format format;
    struct page page = {.kind = PAGE_PAGE, .slug = STR("text")};
    struct doc doc = {.arena = site->arena,
                      .keep = site->arena,
                      .site = site,
                      .page = &page,
                      .language = STR("en")};
    if (!find_format(convert, &site->config, &format, diags)
        || !find_target(convert, &doc.target, diags))
        return false;
    doc.source = open_input(site, convert->file, diags);
    if (doc.source == NULL || !read_document(&doc, format, diags))
        return false;
    for (size_t i = 0; i < convert->meta.count; i++)
        set_meta(&doc, convert->meta.at[i]);
    return (convert->filters.count == 0 || run_filters(order, &doc, to, diags))
        && write_out(&doc, convert->whole, to, diags);
}

bool press_convert(const struct order *order, const struct convert_order *convert, FILE *to,
                   struct diags *diags)
{
    struct project *project = project_none(order);
    struct site *site = &project->site;
    site->config.raw_html = true;
    order_filters(site, convert);
    struct theme *theme = theme_load(site, diags);
    struct formats formats = formats_all(theme);
    site->formats = &formats;
    bool ok =
        theme != NULL && allow_names(order, diags) && convert_in(order, site, convert, to, diags);
    theme_free(theme);
    project_close(project);
    return ok;
}
