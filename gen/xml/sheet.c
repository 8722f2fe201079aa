#include "xml/sheet.h"

#include <stdarg.h>
#include <stdlib.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>

#include "base/out.h"

struct sheet {
    xsltStylesheetPtr style;
    xsltSecurityPrefsPtr limits;
};

/* ---- what the libraries complain of ---- */

struct complaint {
    struct arena *arena;
    struct out words;
};

static void keep_words(void *data, const char *format, ...)
{
    struct complaint *complaint = data;
    char words[1024];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    if (len > 0)
        out_raw(&complaint->words, str_from(words));
}

static void keep_error(void *data, xmlErrorPtr error)
{
    struct complaint *complaint = data;
    if (error->level >= XML_ERR_ERROR && error->message != NULL)
        out_fmt(&complaint->words, "line %d: %s", error->line, error->message);
}

static struct complaint listen(struct arena *arena)
{
    return (struct complaint){arena, out_new(arena)};
}

static struct str reason(struct complaint *complaint)
{
    struct str words = str_trim(out_str(&complaint->words));
    return words.len != 0 ? words : STR("the library gives no reason");
}

/* ---- reading and compiling ---- */

static xmlDocPtr read_file(struct str path, struct complaint *complaint)
{
    xmlSetStructuredErrorFunc(complaint, keep_error);
    xmlDocPtr doc = xmlReadFile(str_c(complaint->arena, path), NULL,
                                XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_HUGE);
    xmlSetStructuredErrorFunc(NULL, NULL);
    return doc;
}

static bool set_limits(struct sheet *sheet)
{
    static const xsltSecurityOption refused[] = {
        XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
        XSLT_SECPREF_WRITE_NETWORK};
    sheet->limits = xsltNewSecurityPrefs();
    if (sheet->limits == NULL)
        return false;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (xsltSetSecurityPrefs(sheet->limits, refused[i], xsltSecurityForbid) != 0)
            return false;
    return true;
}

/* The library frees the document when it cannot compile it only in some cases: never look again. */
static xsltStylesheetPtr compile(xmlDocPtr doc, struct complaint *complaint)
{
    xsltSetGenericErrorFunc(complaint, keep_words);
    xmlSetStructuredErrorFunc(complaint, keep_error);
    xsltStylesheetPtr style = xsltParseStylesheetDoc(doc);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xsltSetGenericErrorFunc(NULL, NULL);
    if (style == NULL)
        xmlFreeDoc(doc);
    return style;
}

struct sheet *sheet_load(struct arena *arena, struct str path, struct str *why)
{
    struct complaint complaint = listen(arena);
    struct sheet *sheet = calloc(1, sizeof *sheet);
    xmlDocPtr doc = sheet != NULL && set_limits(sheet) ? read_file(path, &complaint) : NULL;
    if (doc != NULL)
        sheet->style = compile(doc, &complaint);
    if (sheet != NULL && sheet->style != NULL && sheet->style->errors == 0)
        return sheet;
    *why = reason(&complaint);
    sheet_free(sheet);
    return NULL;
}

void sheet_free(struct sheet *sheet)
{
    if (sheet == NULL)
        return;
    xsltFreeStylesheet(sheet->style);
    xsltFreeSecurityPrefs(sheet->limits);
    free(sheet);
}

/* ---- applying ---- */

static bool set_parameters(xsltTransformContextPtr context, struct arena *arena,
                           const struct sheet_parameter *parameters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (xsltQuoteOneUserParam(context, (const xmlChar *)parameters[i].name,
                                  (const xmlChar *)str_c(arena, parameters[i].value))
            != 0)
            return false;
    return true;
}

static xmlDocPtr transform(const struct sheet *sheet, xmlDocPtr doc, struct complaint *complaint,
                           const struct sheet_parameter *parameters, size_t count)
{
    xsltTransformContextPtr context = xsltNewTransformContext(sheet->style, doc);
    xmlDocPtr result = NULL;
    if (context == NULL)
        return NULL;
    xsltSetTransformErrorFunc(context, complaint, keep_words);
    if (xsltSetCtxtSecurityPrefs(sheet->limits, context) == 0
        && set_parameters(context, complaint->arena, parameters, count))
        result = xsltApplyStylesheetUser(sheet->style, doc, NULL, NULL, NULL, context);
    if (context->state != XSLT_STATE_OK) {
        xmlFreeDoc(result);
        result = NULL;
    }
    xsltFreeTransformContext(context);
    return result;
}

static bool take_result(const struct sheet *sheet, xmlDocPtr doc, struct arena *arena,
                        struct str *result)
{
    xmlChar *text = NULL;
    int len = 0;
    if (doc == NULL || xsltSaveResultToString(&text, &len, doc, sheet->style) != 0 || text == NULL)
        return false;
    *result = str_keep(arena, (struct str){(const char *)text, (size_t)len});
    xmlFree(text);
    return true;
}

bool sheet_apply(const struct sheet *sheet, struct arena *arena, struct str path,
                 const struct sheet_parameter *parameters, size_t count, struct str *result,
                 struct str *why)
{
    struct complaint complaint = listen(arena);
    xmlDocPtr doc = read_file(path, &complaint);
    xmlDocPtr made = doc != NULL ? transform(sheet, doc, &complaint, parameters, count) : NULL;
    bool ok = take_result(sheet, made, arena, result);
    if (!ok)
        *why = reason(&complaint);
    xmlFreeDoc(made);
    xmlFreeDoc(doc);
    return ok;
}
