#include "xml/schema.h"

#include <limits.h>
#include <stdlib.h>

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>

struct schema {
    xmlRelaxNGPtr grammar;
};

/* Where Debian's docbook5-xml puts it. */
static const char *const usual_place = "/usr/share/xml/docbook/schema/rng/5.0/docbook.rng";

/* The first complaint of the library, which knows no better place for it than a line. */
struct complaint {
    struct arena *arena;
    struct str text;
    int line;
};

static void keep_first(void *data, xmlErrorPtr error)
{
    struct complaint *complaint = data;
    if (complaint->text.len != 0 || error->message == NULL)
        return;
    complaint->text = str_keep(complaint->arena, str_trim(str_from(error->message)));
    complaint->line = error->line;
}

void schema_init(void)
{
    xmlInitParser();
    xmlRelaxNGInitTypes();
}

static const char *schema_path(void)
{
    const char *given = getenv("GLOSS_DOCBOOK_RNG");
    return given != NULL && *given != '\0' ? given : usual_place;
}

static xmlRelaxNGPtr compile(const char *path, struct complaint *complaint)
{
    xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(path);
    if (parser == NULL)
        return NULL;
    xmlSetStructuredErrorFunc(complaint, keep_first);
    xmlRelaxNGSetParserStructuredErrors(parser, keep_first, complaint);
    xmlRelaxNGPtr grammar = xmlRelaxNGParse(parser);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlRelaxNGFreeParserCtxt(parser);
    return grammar;
}

struct schema *schema_load(struct diags *diags)
{
    struct complaint complaint = {.arena = arena_new()};
    const char *path = schema_path();
    struct schema *schema = NULL;
    xmlRelaxNGPtr grammar = compile(path, &complaint);
    if (grammar == NULL) {
        struct diag *diag = diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE,
                                     "cannot read the schema of DocBook, %s%s%.*s", path,
                                     complaint.text.len != 0 ? ": " : "", STR_ARG(complaint.text));
        diag_help(diag, "install Debian's docbook5-xml, or name the file in GLOSS_DOCBOOK_RNG");
        goto done;
    }
    schema = malloc(sizeof *schema);
    if (schema == NULL) {
        xmlRelaxNGFree(grammar);
        diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE, "no memory for the schema of DocBook");
        goto done;
    }
    schema->grammar = grammar;
done:
    arena_free(complaint.arena);
    return schema;
}

void schema_free(struct schema *schema)
{
    if (schema == NULL)
        return;
    xmlRelaxNGFree(schema->grammar);
    free(schema);
}

static xmlDocPtr parse(struct str xml)
{
    xmlParserCtxtPtr parser = xml.len <= INT_MAX ? xmlNewParserCtxt() : NULL;
    if (parser == NULL)
        return NULL;
    xmlDocPtr doc = xmlCtxtReadMemory(parser, xml.at, (int)xml.len, NULL, "UTF-8",
                                      XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_HUGE);
    xmlFreeParserCtxt(parser);
    return doc;
}

static bool validate(const struct schema *schema, xmlDocPtr doc, struct complaint *complaint)
{
    xmlRelaxNGValidCtxtPtr context = xmlRelaxNGNewValidCtxt(schema->grammar);
    if (context == NULL)
        return false;
    xmlRelaxNGSetValidStructuredErrors(context, keep_first, complaint);
    int result = xmlRelaxNGValidateDoc(context, doc);
    xmlRelaxNGFreeValidCtxt(context);
    return result == 0;
}

/*
 * The library's words are shown as its own: for what stands
 * in a wrong place they often name the wrong element.
 */
static void say_invalid(struct diags *diags, struct str path, const struct complaint *complaint)
{
    struct diag *diag = diag_add(diags, DIAG_DOCBOOK_INVALID, SPAN_NONE,
                                 "%.*s, near line %d, is not valid DocBook: this is a bug in gloss",
                                 STR_ARG(path), complaint->line);
    diag_note(diag, "validator", SPAN_NONE, "%.*s",
              STR_ARG(complaint->text.len != 0 ? complaint->text : STR("no reason given")));
    diag_help(diag, "please report it with the essay and its notes; the other formats are right");
}

bool schema_check(struct schema *schema, struct str xml, struct str shown_path, struct diags *diags)
{
    struct complaint complaint = {.arena = arena_new()};
    /*
     * The handler belongs to this thread. References
     * between ids are checked by a part that asks no other.
     */
    xmlSetStructuredErrorFunc(&complaint, keep_first);
    xmlDocPtr doc = parse(xml);
    bool valid = doc != NULL && xmlGetIntSubset(doc) == NULL && validate(schema, doc, &complaint);
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (!valid)
        say_invalid(diags, shown_path, &complaint);
    xmlFreeDoc(doc);
    arena_free(complaint.arena);
    return valid;
}
