#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"

struct str path_join(struct arena *arena, struct str folder, struct str name)
{
    if (folder.len == 0 || str_is(folder, ".") || str_starts(name, STR("/")))
        return str_keep(arena, name);
    bool slash = folder.at[folder.len - 1] == '/';
    struct out out = out_sized(arena, folder.len + 1 + name.len);
    out_raw(&out, folder);
    out_raw(&out, slash ? STR_NONE : STR("/"));
    out_raw(&out, name);
    return out_str(&out);
}

static size_t last_slash(struct str path)
{
    size_t i = path.len;
    while (i > 0 && path.at[i - 1] != '/')
        i--;
    return i; /* behind the slash; 0 where there is none */
}

struct str path_folder(struct str path)
{
    size_t i = last_slash(path);
    return str_slice(path, 0, i > 1 ? i - 1 : i);
}

struct str path_name(struct str path)
{
    return str_slice(path, last_slash(path), path.len);
}

static size_t ending_start(struct str name)
{
    for (size_t i = name.len; i > 1; i--)
        if (name.at[i - 1] == '.')
            return i - 1;
    return name.len;
}

struct str path_stem(struct str path)
{
    struct str name = path_name(path);
    return str_slice(name, 0, ending_start(name));
}

struct str path_ending(struct str path)
{
    struct str name = path_name(path);
    return str_slice(name, ending_start(name), name.len);
}

struct str path_clean(struct arena *arena, struct str path)
{
    LIST(struct str) parts = {0};
    struct str rest = path, part;
    bool absolute = str_starts(path, STR("/"));
    while (str_split(&rest, '/', &part)) {
        bool up = str_is(part, "..");
        bool has_parent = parts.count != 0 && !str_is(parts.at[parts.count - 1], "..");
        if (part.len == 0 || str_is(part, "."))
            continue;
        if (up && has_parent)
            parts.count--;
        else if (!up || !absolute)
            *LIST_ADD(&parts, arena) = part;
    }
    struct out out = out_new(arena);
    for (size_t i = 0; i < parts.count; i++) {
        if (absolute || i > 0)
            out_char(&out, '/');
        out_raw(&out, parts.at[i]);
    }
    return absolute && parts.count == 0 ? STR("/") : out_str(&out);
}

struct str path_relative(struct arena *arena, struct str from, struct str to)
{
    struct str a = from, b = to, part_a = STR_NONE, part_b = STR_NONE;
    for (;;) {
        struct str rest_a = a, rest_b = b;
        bool more = str_split(&rest_a, '/', &part_a) && str_split(&rest_b, '/', &part_b);
        if (!more || !str_eq(part_a, part_b) || part_a.len == 0)
            break;
        a = rest_a;
        b = rest_b;
    }
    struct out out = out_new(arena);
    for (struct str rest = a; rest.len != 0 && str_split(&rest, '/', &part_a);)
        out_c(&out, "../");
    out_raw(&out, b);
    return out_str(&out);
}

static bool means_something(char c)
{
    return c == '%' || c == '?' || c == '#';
}

struct str path_url(struct arena *arena, struct str path)
{
    size_t first = str_find(path, STR("/"), 0), plain = 0;
    bool scheme = str_find(str_slice(path, 0, first), STR(":"), 0) < first;
    while (plain < path.len && !means_something(path.at[plain]))
        plain++;
    struct str url = scheme ? STR("./") : STR_NONE;
    if (plain == path.len)
        return scheme ? str_join(arena, url, path) : path;
    for (size_t i = 0; i < path.len; i++)
        url = means_something(path.at[i])
            ? str_fmt(arena, "%.*s%%%02X", STR_ARG(url), (unsigned)(unsigned char)path.at[i])
            : str_join(arena, url, str_slice(path, i, i + 1));
    return url;
}

static char *c_path(struct str path, char *room, size_t size)
{
    if (path.len >= size)
        return NULL;
    memcpy(room, path.at != NULL ? path.at : "", path.len);
    room[path.len] = '\0';
    return path.len == 0 ? memcpy(room, ".", sizeof ".") : room;
}

enum { PATH_ROOM = 4096 };

static int read_all(struct arena *arena, int fd, size_t size, struct str *text)
{
    char *at = arena_alloc(arena, size + 1);
    size_t len = 0;
    while (len < size) {
        ssize_t n = read(fd, at + len, size - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        if (n == 0)
            break; /* the file has become shorter since we asked */
        len += (size_t)n;
    }
    *text = (struct str){at, len};
    return 0;
}

int file_read(struct arena *arena, struct str path, size_t limit, struct str *text)
{
    char room[PATH_ROOM];
    if (c_path(path, room, sizeof room) == NULL)
        return ENAMETOOLONG;
    int fd = open(room, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return errno;
    struct stat facts;
    int error = fstat(fd, &facts) != 0 ? errno : 0;
    if (error == 0 && !S_ISREG(facts.st_mode))
        error = S_ISDIR(facts.st_mode) ? EISDIR : EINVAL;
    if (error == 0 && (size_t)facts.st_size > limit)
        error = EFBIG;
    if (error == 0)
        error = read_all(arena, fd, (size_t)facts.st_size, text);
    close(fd);
    return error;
}

bool file_holds(struct str path, struct str text)
{
    char room[PATH_ROOM], piece[64 * 1024];
    if (c_path(path, room, sizeof room) == NULL)
        return false;
    int fd = open(room, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat facts;
    bool same = fd >= 0 && fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode)
        && (size_t)facts.st_size == text.len;
    for (size_t at = 0; same && at < text.len;) {
        ssize_t n = read(fd, piece, sizeof piece);
        same = n > 0 && (size_t)n <= text.len - at && memcmp(piece, text.at + at, (size_t)n) == 0;
        at += same ? (size_t)n : 0;
    }
    if (fd >= 0)
        close(fd);
    return same;
}

static int write_all(int fd, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        ssize_t n = write(fd, text.at + at, text.len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        at += (size_t)n;
    }
    return 0;
}

int file_write(struct str path, struct str text)
{
    char room[PATH_ROOM];
    if (c_path(path, room, sizeof room) == NULL)
        return ENAMETOOLONG;
    int fd = open(room, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0 && errno == ENOENT && path_folder(path).len != 0) {
        int error = folder_make(path_folder(path));
        if (error != 0)
            return error;
        fd = open(room, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    }
    if (fd < 0)
        return errno;
    int error = write_all(fd, text);
    if (close(fd) != 0 && error == 0)
        error = errno;
    return error;
}

int file_copy(struct str from, struct str to)
{
    struct arena *arena = arena_new();
    struct str text = STR_NONE;
    int error = file_read(arena, from, (size_t)1 << 40, &text);
    if (error == 0)
        error = file_write(to, text);
    arena_free(arena);
    return error;
}

int folder_make(struct str path)
{
    char room[PATH_ROOM];
    if (c_path(path, room, sizeof room) == NULL)
        return ENAMETOOLONG;
    if (mkdir(room, 0777) == 0)
        return 0;
    if (errno == EEXIST)
        return path_is_folder(path) ? 0 : ENOTDIR;
    if (errno != ENOENT || path_folder(path).len == 0)
        return errno;
    int error = folder_make(path_folder(path));
    if (error != 0)
        return error;
    return mkdir(room, 0777) == 0 || errno == EEXIST ? 0 : errno;
}

static int remove_inside(int at, const char *name);

static int empty_folder(int fd)
{
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        close(fd);
        return errno;
    }
    int error = 0;
    for (struct dirent *entry; error == 0 && (entry = readdir(folder)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            error = remove_inside(dirfd(folder), entry->d_name);
    closedir(folder);
    return error;
}

static int remove_inside(int at, const char *name)
{
    if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
        return 0;
    if (errno != EISDIR && errno != EPERM)
        return errno;
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int error = empty_folder(fd);
    if (error == 0 && unlinkat(at, name, AT_REMOVEDIR) != 0)
        error = errno;
    return error;
}

int folder_remove(struct str path)
{
    char room[PATH_ROOM];
    if (c_path(path, room, sizeof room) == NULL)
        return ENAMETOOLONG;
    return remove_inside(AT_FDCWD, room);
}

/* Most file systems say it with the name; a link must be followed. */
static enum entry_kind kind_at(int at, const struct dirent *entry)
{
    struct stat facts;
    if (entry->d_type == DT_REG || entry->d_type == DT_DIR)
        return entry->d_type == DT_REG ? ENTRY_FILE : ENTRY_FOLDER;
    if (fstatat(at, entry->d_name, &facts, 0) != 0)
        return ENTRY_OTHER;
    return S_ISDIR(facts.st_mode) ? ENTRY_FOLDER
        : S_ISREG(facts.st_mode)  ? ENTRY_FILE
                                  : ENTRY_OTHER;
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct folder_entry *)a)->name, ((const struct folder_entry *)b)->name);
}

int folder_list(struct arena *arena, struct str path, struct folder_entries *entries)
{
    char room[PATH_ROOM];
    DIR *folder = c_path(path, room, sizeof room) != NULL ? opendir(room) : NULL;
    if (folder == NULL)
        return path.len >= sizeof room ? ENAMETOOLONG : errno;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct str name = str_from(entry->d_name);
        if (str_is(name, ".") || str_is(name, ".."))
            continue;
        *LIST_ADD(entries, arena) =
            (struct folder_entry){str_keep(arena, name), kind_at(dirfd(folder), entry)};
    }
    closedir(folder);
    if (entries->count > 1)
        qsort(entries->at, entries->count, sizeof *entries->at, by_name);
    return 0;
}

bool path_exists(struct str path)
{
    char room[PATH_ROOM];
    return c_path(path, room, sizeof room) != NULL && access(room, F_OK) == 0;
}

bool path_is_folder(struct str path)
{
    char room[PATH_ROOM];
    struct stat facts;
    return c_path(path, room, sizeof room) != NULL && stat(room, &facts) == 0
        && S_ISDIR(facts.st_mode);
}
