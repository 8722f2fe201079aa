/* What both engines ask of the machine. */
#include "print/engine.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

const struct engine *engine_of(struct arena *arena, const struct print_settings *settings)
{
    if (str_is(settings->engine, "fop"))
        return &engine_fop;
    if (str_is(settings->engine, "typst") || engine_typst.is_installed(arena, settings))
        return &engine_typst;
    return engine_fop.is_installed(arena, settings) ? &engine_fop : &engine_typst;
}

static bool holds(struct arena *arena, struct str folder, const char *file)
{
    return path_exists(path_join(arena, folder, str_from(file)));
}

struct str engine_folder(struct arena *arena, struct str program, const char *file)
{
    static const char *const places[] = {"../lib/gloss/print", "print", "../print"};
    const char *given = getenv("GLOSS_PRINT");
    if (given != NULL && given[0] != '\0')
        return holds(arena, str_from(given), file) ? str_from(given) : STR_NONE;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct str folder = path_join(arena, program, str_from(places[i]));
        if (holds(arena, folder, file))
            return folder;
    }
    return STR_NONE;
}

bool engine_has_program(struct arena *arena, const char *name)
{
    const char *path = getenv("PATH");
    struct str rest = str_from(path != NULL ? path : "/usr/bin:/bin"), folder;
    while (str_split(&rest, ':', &folder))
        if (access(str_c(arena, path_join(arena, folder, str_from(name))), X_OK) == 0)
            return true;
    return false;
}

void engine_put(json_t *object, const char *name, struct str value)
{
    if (value.len > 0)
        json_object_set_new(object, name, json_stringn(value.at, value.len));
}
