/* What filters are given: the pandoc module with its parts, and our own. */
#ifndef GLOSS_FILTER_MODULES_H
#define GLOSS_FILTER_MODULES_H

#include "filter/state.h"
#include "model/formats.h"

/*
 * Put `pandoc`, `gloss`, FORMAT and the PANDOC_ globals into a state with the sandbox in it. No
 * document is there yet, and what they tell of it they look up when they are asked.
 */
void open_modules(lua_State *L);
/* `require` and `package`, behind all modules and libraries. (siblings.c) */
void open_require(lua_State *L);
/* Set PANDOC_STATE, which tells of the document. */
void set_document(lua_State *L);

/* Metatables of elements, attributes and lists, in the registry. */
void open_elements(lua_State *L);
void open_attributes(lua_State *L);
void open_lists(lua_State *L);

/* Each leaves one table on the stack. */
void push_constructors(lua_State *L);
void push_utils(lua_State *L);
void push_text(lua_State *L);
void push_path(lua_State *L);
void push_media(lua_State *L);
void push_system(lua_State *L);
void push_structure(lua_State *L);
void push_log(lua_State *L);
void push_types(lua_State *L);
void push_format(lua_State *L);
void push_image_module(lua_State *L);
void push_quarto(lua_State *L);
/* pandoc.with_state */
int pandoc_with_state(lua_State *L);
/* Whether `decode` makes elements of what looks like them, if it is not told. */
void push_json_module(lua_State *L, bool types);
void push_gloss(lua_State *L);

/* Records that filters read: a page, and the site. */
void push_page(lua_State *L, const struct page *page);
void push_site(lua_State *L);

/* Put `read` and `write` into the table on top, (formats.c) */
void set_formats(lua_State *L);
/* and what makes options for them, which also become globals. (defaults.c) */
void set_option_types(lua_State *L);
/* The readers and writers that press/ lends; an error where there are none. */
const struct formats *formats_of(lua_State *L);
/* gloss.template */
int gloss_template(lua_State *L);
/* Push the document in `text`, which is pandoc's JSON; nothing and false where it is none. */
bool push_json_document(lua_State *L, struct str text);
/* Set make_sections into the table on the stack. */
void set_make_sections(lua_State *L);

/* Of pandoc.utils. */
int utils_normalize_date(lua_State *L);
int utils_references(lua_State *L);
int utils_run_lua_filter(lua_State *L);

void push_version(lua_State *L, const char *text);

/*
 * What pandoc has and filters may look for, but is not here: functions and tables that refuse when
 * they are used. Set into the table of pandoc's on the stack; of the functions, those of the module
 * ("pandoc", "pandoc.utils") whose table it is.
 */
void set_missing_modules(lua_State *L);
void set_missing(lua_State *L, const char *module);

/*
 * Whether the table at `index`, if it is one, has only options that pandoc's ReaderOptions or
 * WriterOptions have (`what`); any other is an error that names it (format_options.c).
 */
void check_options(lua_State *L, int index, const char *what);

#endif
