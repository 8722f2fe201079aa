#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/file.h"
#include "serve/room.h"

enum { SETTLE_MS = 60 };

struct watch {
    int fd;
    struct arena *arena;
    struct str root;
    LIST(struct str) others; /* folders besides the usual ones */
};

static const char *const sources[] = {"content", "themes", "filters", "static"};

static void watch_folder(struct watch *watch, struct str folder)
{
    const uint32_t events = IN_CLOSE_WRITE | IN_MOVE | IN_CREATE | IN_DELETE | IN_DELETE_SELF;
    struct folder_entries entries = {0};
    struct arena_mark mark = arena_mark(watch->arena);
    inotify_add_watch(watch->fd, str_c(watch->arena, folder), events);
    if (folder_list(watch->arena, folder, &entries) == 0)
        for (size_t i = 0; i < entries.count; i++)
            if (entries.at[i].kind == ENTRY_FOLDER && !str_starts(entries.at[i].name, STR(".")))
                watch_folder(watch, path_join(watch->arena, folder, entries.at[i].name));
    arena_rewind(watch->arena, mark);
}

/*
 * Watches of folders that are there already are renewed
 * by the kernel, so that new folders only add to them.
 */
static void watch_all(struct watch *watch)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
        watch_folder(watch, path_join(watch->arena, watch->root, str_from(sources[i])));
    for (size_t i = 0; i < watch->others.count; i++)
        watch_folder(watch, path_join(watch->arena, watch->root, watch->others.at[i]));
    struct str yaml = path_join(watch->arena, watch->root, STR("gloss.yaml"));
    inotify_add_watch(watch->fd, str_c(watch->arena, yaml),
                      IN_CLOSE_WRITE | IN_MOVE_SELF | IN_ATTRIB);
}

struct watch *watch_start(struct str root)
{
    struct arena *arena = arena_new();
    struct watch *watch = ARENA_NEW(arena, struct watch);
    *watch = (struct watch){.fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK),
                            .arena = arena,
                            .root = str_keep(arena, root)};
    watch_all(watch);
    return watch;
}

void watch_more(struct watch *watch, struct str folder)
{
    for (size_t i = 0; i < watch->others.count; i++)
        if (str_eq(watch->others.at[i], folder))
            return;
    *LIST_ADD(&watch->others, watch->arena) = str_keep(watch->arena, folder);
    watch_folder(watch, path_join(watch->arena, watch->root, folder));
}

static bool drain(struct watch *watch)
{
    char events[16 * 1024];
    bool any = false;
    while (read(watch->fd, events, sizeof events) > 0)
        any = true;
    return any;
}

static bool wait_readable(const struct watch *watch, int wait_ms)
{
    struct pollfd poll_fd = {.fd = watch->fd, .events = POLLIN};
    return poll(&poll_fd, 1, wait_ms) > 0;
}

bool watch_wait(struct watch *watch, int wait_ms)
{
    if (!wait_readable(watch, wait_ms) || !drain(watch))
        return false;
    while (wait_readable(watch, SETTLE_MS)) /* editors write a file in several steps */
        drain(watch);
    watch_all(watch);
    drain(watch);
    return true;
}

void watch_stop(struct watch *watch)
{
    close(watch->fd);
    arena_free(watch->arena);
}
