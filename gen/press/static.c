/* Files that are copied as they are: all of static/. */
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "press/room.h"

static bool publish_folder(struct press *press, struct arena *arena, struct str folder,
                           struct str path, struct diags *diags);

static bool publish_entry(struct press *press, struct arena *arena,
                          const struct folder_entry *entry, struct str from, struct str to,
                          struct diags *diags)
{
    if (entry->kind == ENTRY_FOLDER)
        return publish_folder(press, arena, from, to, diags);
    if (entry->kind == ENTRY_FILE)
        return publish_file(press->publish, FORMAT_HTML, to, from, diags);
    return true; /* sockets, pipes and dangling links are no content */
}

static bool publish_folder(struct press *press, struct arena *arena, struct str folder,
                           struct str path, struct diags *diags)
{
    struct folder_entries entries = {0};
    int error = folder_list(arena, folder, &entries);
    if (error != 0 && error != ENOENT)
        diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE, "%.*s cannot be read: %s", STR_ARG(folder),
                 strerror(error));
    bool ok = error == 0 || error == ENOENT;
    for (size_t i = 0; i < entries.count; i++) {
        struct str name = entries.at[i].name;
        ok = publish_entry(press, arena, &entries.at[i], path_join(arena, folder, name),
                           path_join(arena, path, name), diags)
            && ok;
    }
    return ok;
}

bool publish_static(struct press *press, struct diags *diags)
{
    struct arena *arena = arena_new();
    bool ok = publish_folder(press, arena, project_path(press->project, arena, STR("static")),
                             STR_NONE, diags);
    arena_free(arena);
    return ok;
}
