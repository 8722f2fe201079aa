#include "filter/grants.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "filter/sandbox.h"

/* ---- what is granted ---- */

struct str path_below(struct str folder, struct str path)
{
    if (folder.len == 1)
        return str_slice(path, 1, path.len);
    bool below =
        path.len > folder.len + 1 && str_starts(path, folder) && path.at[folder.len] == '/';
    return below ? str_slice(path, folder.len + 1, path.len) : STR_NONE;
}

/* The same for a folder as somebody wrote it, relative to the project. */
static struct str find_below(const struct state *s, struct str granted, struct str path,
                             struct str *folder)
{
    *folder = path_clean(s->arena, path_join(s->arena, s->site->root, granted));
    return path_below(*folder, path);
}

/* The granted folder that holds `path`, and the path from there; empty where there is none. */
static struct str find_grant(const struct state *s, struct str path, struct str *folder)
{
    struct str rest = STR_NONE;
    for (size_t i = 0; rest.len == 0 && i < s->filter->order->reads.count; i++)
        rest = find_below(s, s->filter->order->reads.at[i], path, folder);
    for (size_t i = 0; rest.len == 0 && i < s->site->reads.count; i++)
        rest = find_below(s, s->site->reads.at[i], path, folder);
    return rest;
}

static _Noreturn void refuse_file(lua_State *L, const char *what, struct str path)
{
    const struct state *s = state_of(L);
    struct str inside = path_below(s->site->root, path);
    bool own = inside.len != 0 || str_eq(path, s->site->root);
    struct str folder = path_folder(own ? inside : path);
    folder = folder.len != 0 ? folder : STR(".");
    if (own && s->filter->script)
        raise_error(L, DIAG_FILTER_REFUSED, "`%s` of %.*s needs `--grant read=%.*s`", what,
                    STR_ARG(inside), STR_ARG(folder));
    if (own)
        raise_error(
            L, DIAG_FILTER_REFUSED,
            "`%s` of %.*s needs `grants: {read: [%.*s/]}` for this filter in gloss.yaml, or "
            "`--grant read=%.*s`",
            what, STR_ARG(inside), STR_ARG(folder), STR_ARG(folder));
    raise_error(L, DIAG_FILTER_REFUSED,
                "`%s` of %.*s, which is outside the project, needs `--grant read=%.*s`", what,
                STR_ARG(path), STR_ARG(folder));
}

/* ---- opening, one folder after the other, so that no link leads out ---- */

static bool is_link(int folder, const char *name)
{
    struct stat about;
    return fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(about.st_mode);
}

/* Open `path` below `folder`, which is closed. -1 with errno; ELOOP for a link on the way. */
static int open_below(struct arena *arena, int folder, struct str path)
{
    struct str part;
    while (folder >= 0 && str_split(&path, '/', &part)) {
        int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
        const char *name = str_c(arena, part);
        int next = openat(folder, name, path.len != 0 ? flags | O_DIRECTORY : flags);
        int error = next < 0 && is_link(folder, name) ? ELOOP : errno;
        close(folder);
        folder = next;
        errno = error;
    }
    return folder;
}

/* Only plain files: a pipe would keep the build waiting, a folder has no text. */
static bool check_plain(int fd, size_t most, size_t *size)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return false;
    *size = (size_t)about.st_size;
    errno = S_ISDIR(about.st_mode) ? EISDIR : !S_ISREG(about.st_mode) ? EINVAL : EFBIG;
    return S_ISREG(about.st_mode) && *size <= most;
}

/* Into memory that is charged before, so that no error of Lua's leaves the file open. */
static bool read_all(int fd, char *to, size_t size, size_t *len)
{
    *len = 0;
    while (*len < size) {
        ssize_t got = read(fd, to + *len, size - *len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        *len += (size_t)got;
    }
    return true;
}

static int size_of_file(lua_State *L, int fd, size_t *size)
{
    const struct state *s = state_of(L);
    return fd >= 0 && check_plain(fd, s->site->config.limits.source_bytes, size) ? 0 : errno;
}

/* Read what `fd`, which is closed, holds; gives errno. */
static int read_file(lua_State *L, int fd, struct str *text)
{
    size_t size = 0;
    struct state *s = state_of(L);
    int error = size_of_file(L, fd, &size);
    bool fits = error == 0 && size <= s->byte_limit;
    char *to = fits ? arena_alloc(s->arena, size + 1) : NULL;
    if (fits && !read_all(fd, to, size, &text->len))
        error = errno;
    if (fd >= 0)
        close(fd);
    text->at = to;
    charge_bytes(L, size);
    return error;
}

int read_below(lua_State *L, struct str folder, struct str path, struct str *text)
{
    struct arena *arena = state_of(L)->arena;
    int root = open(str_c(arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return read_file(L, open_below(arena, root, path), text);
}

bool push_granted_text(lua_State *L, int index, const char *what)
{
    struct state *s = state_of(L);
    struct str name = {.at = luaL_checkstring(L, index)}, folder, text = STR_NONE;
    name.len = strlen(name.at);
    charge(L, 1000 + name.len * 4);
    struct str path = path_clean(s->arena, path_join(s->arena, s->site->root, name));
    struct str rest = find_grant(s, path, &folder);
    if (rest.len == 0)
        refuse_file(L, what, path);
    int error = read_below(L, folder, rest, &text);
    if (error == ELOOP)
        raise_error(L, DIAG_FILTER_REFUSED,
                    "`%s` of %.*s: it is behind a symbolic link, which no grant follows", what,
                    STR_ARG(name));
    if (error == 0) {
        push_str(L, text);
        return true;
    }
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", str_c(s->arena, name), strerror(error));
    lua_pushinteger(L, error);
    return false;
}
