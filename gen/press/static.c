/* Files that are copied as they are: all of static/. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "press/room.h"

/* A folder that is being copied, and those that it is in. */
struct open_folder {
    const struct open_folder *above;
    dev_t device;
    ino_t inode;
};

struct copier {
    struct press *press;
    struct arena *arena;
    struct diags *diags;
};

static bool copy_folder(struct copier *c, struct str file, struct str path,
                        const struct open_folder *above);

static struct open_folder place_of(struct arena *arena, struct str folder,
                                   const struct open_folder *above)
{
    struct stat facts;
    if (stat(str_c(arena, folder), &facts) != 0)
        return (struct open_folder){.above = above};
    return (struct open_folder){above, facts.st_dev, facts.st_ino};
}

static bool is_below_itself(const struct open_folder *place)
{
    for (const struct open_folder *at = place->above; at != NULL; at = at->above)
        if (at->inode == place->inode && at->device == place->device && place->inode != 0)
            return true;
    return false;
}

/* A link may lead to a folder that holds it, or to what we write, and would be copied for ever. */
static bool refuse_round(struct copier *c, struct str file)
{
    struct diag *diag =
        diag_add(c->diags, DIAG_CANNOT_READ, SPAN_NONE,
                 "%.*s cannot be copied: it leads back to a folder that it is in, or to the output",
                 STR_ARG(project_shown(c->press->project, c->arena, file)));
    diag_help(diag, "take the link away");
    return false;
}

/* `file` is relative to the project, `path` to the output. */
static bool copy_entry(struct copier *c, const struct folder_entry *entry, struct str file,
                       struct str path, const struct open_folder *place)
{
    if (entry->kind == ENTRY_FOLDER)
        return copy_folder(c, file, path, place);
    if (entry->kind == ENTRY_FILE)
        return publish_file(c->press->publish, FORMAT_HTML, path,
                            project_path(c->press->project, c->arena, file),
                            project_shown(c->press->project, c->arena, file), c->diags);
    return true; /* sockets, pipes and dangling links are no content */
}

static bool list_folder(struct copier *c, struct str file, struct folder_entries *entries)
{
    int error = folder_list(c->arena, project_path(c->press->project, c->arena, file), entries);
    if (error != 0 && error != ENOENT)
        diag_add(c->diags, DIAG_CANNOT_READ, SPAN_NONE, "%.*s cannot be read: %s",
                 STR_ARG(project_shown(c->press->project, c->arena, file)), strerror(error));
    return error == 0 || error == ENOENT;
}

static bool copy_folder(struct copier *c, struct str file, struct str path,
                        const struct open_folder *above)
{
    struct folder_entries entries = {0};
    struct open_folder place =
        place_of(c->arena, project_path(c->press->project, c->arena, file), above);
    if (is_below_itself(&place))
        return refuse_round(c, file);
    bool ok = list_folder(c, file, &entries);
    for (size_t i = 0; i < entries.count; i++) {
        struct str name = entries.at[i].name;
        ok = copy_entry(c, &entries.at[i], path_join(c->arena, file, name),
                        path_join(c->arena, path, name), &place)
            && ok;
    }
    return ok;
}

bool publish_static(struct press *press, struct diags *diags)
{
    struct copier c = {press, arena_new(), diags};
    struct open_folder output = place_of(c.arena, press->project->output, NULL);
    struct open_folder cache = place_of(c.arena, press->project->cache, &output);
    bool ok = copy_folder(&c, STR("static"), STR_NONE, &cache);
    arena_free(c.arena);
    return ok;
}
