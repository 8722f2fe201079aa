/*
 * What a PDF depends on, so that one whose inputs are as they were is not made again. Contents of
 * files that we know; of the machine's fonts, of which there are thousands, names, sizes and times.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <xxhash.h>

#include "base/file.h"
#include "base/out.h"
#include "print/engine.h"
#include "print/print.h"

enum { DEEPEST = 8, LARGEST = 1 << 24 };

struct str print_hash(struct arena *arena, struct str text)
{
    XXH128_hash_t hash = XXH3_128bits(text.len != 0 ? text.at : "", text.len);
    return str_fmt(arena, "%016llx%016llx", (unsigned long long)hash.high64,
                   (unsigned long long)hash.low64);
}

static void put_field(struct out *key, struct str value)
{
    out_fmt(key, "%zu:%.*s\n", value.len, STR_ARG(value));
}

/* A file by its bytes. */
static void put_content(struct out *key, struct str path)
{
    struct str text = STR_NONE;
    if (file_read(key->arena, path, LARGEST, &text) == 0)
        put_field(key, print_hash(key->arena, text));
}

/* A file by what its folder says of it. */
static void put_stamp(struct out *key, struct str path)
{
    struct stat stat_of;
    if (stat(str_c(key->arena, path), &stat_of) == 0)
        out_fmt(key, "%lld %lld.%09ld\n", (long long)stat_of.st_size,
                (long long)stat_of.st_mtim.tv_sec, stat_of.st_mtim.tv_nsec);
}

static void put_folder(struct out *key, struct str folder, int depth,
                       void (*put)(struct out *, struct str))
{
    struct folder_entries entries = {0};
    if (depth == 0 || folder_list(key->arena, folder, &entries) != 0)
        return;
    for (size_t i = 0; i < entries.count; i++) {
        struct str path = path_join(key->arena, folder, entries.at[i].name);
        put_field(key, path);
        if (entries.at[i].kind == ENTRY_FOLDER)
            put_folder(key, path, depth - 1, put);
        else
            put(key, path);
    }
}

static void put_home_fonts(struct out *key, const char *variable, const char *under)
{
    const char *home = getenv(variable);
    if (home != NULL && home[0] != '\0')
        put_folder(key, path_join(key->arena, str_from(home), str_from(under)), DEEPEST, put_stamp);
}

/* Where the engine looks for fonts. */
static void put_fonts(struct out *key)
{
    put_stamp(key, STR("/etc/fonts/fonts.conf"));
    put_folder(key, STR("/usr/share/fonts"), DEEPEST, put_stamp);
    put_folder(key, STR("/usr/local/share/fonts"), DEEPEST, put_stamp);
    put_home_fonts(key, "HOME", ".fonts");
    put_home_fonts(key, "HOME", ".local/share/fonts");
    put_home_fonts(key, "XDG_DATA_HOME", "fonts");
}

static void put_settings(struct out *key, const struct print_settings *settings)
{
    put_field(key, settings->notes);
    put_field(key, settings->paper);
    put_field(key, settings->margins.top);
    put_field(key, settings->margins.bottom);
    put_field(key, settings->margins.left);
    put_field(key, settings->margins.right);
    put_field(key, settings->standards);
    put_field(key, settings->text_font);
    put_field(key, settings->cjk_font);
    out_fmt(key, "%lld\n", (long long)settings->timestamp);
}

struct str print_key(struct arena *arena, const struct print_settings *settings)
{
    struct out key = out_new(arena);
    const struct engine *engine = engine_of(arena, settings);
    if (!engine->is_installed(arena, settings))
        return STR_NONE;
    put_field(&key, str_from(engine->name));
    put_settings(&key, settings);
    engine->each_file(arena, settings, put_content, &key);
    put_folder(&key, settings->template_folder, DEEPEST, put_content);
    put_fonts(&key);
    return print_hash(arena, out_str(&key));
}
