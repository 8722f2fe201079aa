/*
 * The project: where it is, what its gloss.yaml says, and who is there (the first leg of a build).
 */
#ifndef GLOSS_PRESS_PROJECT_H
#define GLOSS_PRESS_PROJECT_H

#include "base/diag.h"
#include "model/site.h"
#include "press/press.h"

struct project {
    struct arena *arena;
    struct site site;
    struct str output, shown_output; /* the folder to publish into, and how messages write it */
    struct str cache;                /* .gloss in the project */
    struct str here;                 /* where the user stands, absolute */
    struct page *glossary;           /* NULL without entries */
};

/*
 * Find the project and read its configuration.
 * Owns    the project until project_close.
 * Fails   NULL after an error in `diags`: no gloss.yaml (no-project), or one that cannot be used.
 */
struct project *project_open(const struct order *order, struct diags *diags);
/* A project without a gloss.yaml: the defaults, and the folder where the user stands. */
struct project *project_none(const struct order *order);
/* Whether `order` names a project, or there is one where the user stands or above. */
bool project_is_there(const struct order *order);
void project_close(struct project *project);

/*
 * Who is there under which title and address: pages, note files, glossary entries. (find.c)
 * Fails   false after at least one error in `diags`.
 */
bool project_find(struct project *project, struct diags *diags);

/*
 * Where themes and filters are looked for: site->root, then where gloss is installed or built.
 * `program` is the path of the running binary.
 */
void project_find_data(struct site *site, struct str program);

/* The path `file`, which is relative to the project, for the system and for messages. */
struct str project_path(const struct project *project, struct arena *arena, struct str file);
struct str project_shown(const struct project *project, struct arena *arena, struct str file);

#endif
