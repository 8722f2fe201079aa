/* The flags of flags.def, and what each sets. */
#include "command/flags.h"

#include <stdlib.h>
#include <string.h>

enum {
    SITES = VERB_BUILD | VERB_SERVE | VERB_CHECK,
    PROJECTS = SITES | VERB_CLEAN | VERB_NOTES | VERB_LUA,
    EVERY = PROJECTS | VERB_CONVERT | VERB_EXPLAIN | VERB_VERSION | VERB_HELP
};

const struct flag *flags_all(size_t *count)
{
    static const struct flag flags[] = {
#define FLAG(id, letter, name, value, verbs, summary)                                              \
    {FLAG_##id, letter, name, value, verbs, summary},
#include "command/flags.def"
    };
    *count = sizeof flags / sizeof flags[0];
    return flags;
}

static int take_formats(struct command *command, const char *value)
{
    struct str rest = str_from(value), name;
    while (str_split(&rest, ',', &name)) {
        name = str_trim(name);
        if (str_is(name, "html"))
            command->order.formats |= FORMAT_HTML;
        else if (str_is(name, "docbook"))
            command->order.formats |= FORMAT_DOCBOOK;
        else if (str_is(name, "pdf"))
            command->order.formats |= FORMAT_PDF;
        else
            return command_refuse("no such format in --to", value,
                                  "the formats are html, docbook and pdf");
    }
    return EXIT_DONE;
}

static int take_message_format(struct command *command, const char *value)
{
    static const char *const names[] = {"human", "short", "json"};
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(value, names[i]) == 0) {
            command->style.format = (enum message_format)i;
            return EXIT_DONE;
        }
    }
    return command_refuse("no such --message-format", value,
                          "human, short or json (sarif is not there yet)");
}

static int take_notes_format(struct command *command, const char *value)
{
    static const char *const names[] = {"table", "csv", "json"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(value, names[i]) == 0) {
            command->notes.format = (enum notes_format)i;
            return EXIT_DONE;
        }
    }
    return command_refuse("no such --format", value, "table, csv or json");
}

/* One of `words`, the last of which is NULL. */
static int take_word(const char *flag, const char *value, const char *const *words, struct str *to)
{
    char what[40], cure[80] = "it takes ";
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(value, words[i]) == 0) {
            *to = str_from(value);
            return EXIT_DONE;
        }
        strncat(cure, words[i], sizeof cure - strlen(cure) - 1);
        strncat(cure, words[i + 1] != NULL ? ", " : "", sizeof cure - strlen(cure) - 1);
    }
    snprintf(what, sizeof what, "no such %s", flag);
    return command_refuse(what, value, cure);
}

static int take_color(struct command *command, const char *value)
{
    if (strcmp(value, "always") != 0 && strcmp(value, "never") != 0 && strcmp(value, "auto") != 0)
        return command_refuse("no such --color", value, "auto, always or never");
    if (strcmp(value, "auto") != 0)
        command->style.color = strcmp(value, "always") == 0;
    return EXIT_DONE;
}

static bool is_date(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i])
            return false;
    return s[sizeof shape - 1] == '\0';
}

static int take_number(const char *flag, const char *value, unsigned long most, unsigned *number)
{
    char *end = NULL;
    unsigned long n = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end != '\0' || n == 0 || n > most)
        return command_refuse(flag, value, "a whole number above 0");
    *number = (unsigned)n;
    return EXIT_DONE;
}

static int take_deny(struct command *command, const char *value)
{
    if (strcmp(value, "warnings") != 0)
        return command_refuse("no such --deny", value, "`-W warnings` is what can be denied");
    command->deny = command->style.deny = true;
    return EXIT_DONE;
}

static int take_today(struct command *command, const char *value)
{
    if (!is_date(value))
        return command_refuse("no date in --today", value, "write it as 2024-05-02");
    command->order.today = str_from(value);
    return EXIT_DONE;
}

static int take_layers(struct command *command, const char *value)
{
    struct str rest = str_from(value), name;
    while (str_split(&rest, ',', &name))
        if (str_trim(name).len != 0)
            *LIST_ADD(&command->order.layers, command->arena) = str_trim(name);
    if (command->order.layers.count != 0)
        return EXIT_DONE;
    return command_refuse("no layer in --layers", value,
                          "name some of `notes: layers:`: editor,translator");
}

static int take_grant(struct command *command, const char *value)
{
    struct str folder = str_from(value);
    if (!str_starts(folder, STR("read=")) || folder.len == 5)
        return command_refuse("no such --grant", value,
                              "`--grant read=FOLDER` is what can be granted");
    *LIST_ADD(&command->order.reads, command->arena) = str_slice(folder, 5, folder.len);
    return EXIT_DONE;
}

int flag_set(struct command *command, enum flag_id id, const char *value)
{
    static const char *const engines[] = {"auto", "typst", "fop", NULL},
                             *const places[] = {"foot", "margin", NULL};
    struct order *order = &command->order;
    struct convert_order *convert = &command->convert;
    switch (id) {
    case FLAG_ROOT: order->root = str_from(value); break;
    case FLAG_CONFIG: order->config = str_from(value); break;
    case FLAG_OUTPUT: order->output = str_from(value); break;
    case FLAG_TO: return take_formats(command, value);
    case FLAG_ONLY: order->only = str_from(value); break;
    case FLAG_BASE_URL: order->base_url = str_from(value); break;
    case FLAG_JOBS: return take_number("no number in --jobs", value, 64, &order->jobs);
    case FLAG_LAYERS: return take_layers(command, value);
    case FLAG_DRAFTS: order->drafts = true; break;
    case FLAG_FUTURE: order->future = true; break;
    case FLAG_TODAY: return take_today(command, value);
    case FLAG_VALIDATE: order->validate = true; break;
    case FLAG_PDF_ENGINE: return take_word("--pdf-engine", value, engines, &order->pdf_engine);
    case FLAG_PDF_NOTES: return take_word("--pdf-notes", value, places, &order->pdf_notes);
    case FLAG_READER: order->reader = true; break;
    case FLAG_NOTEBOOK: order->notebook = true; break;
    case FLAG_DRY_RUN: order->dry = true; break;
    case FLAG_PORT: return take_number("no port in --port", value, 65535, &command->port);
    case FLAG_SINCE: command->notes.since = str_from(value); break;
    case FLAG_WRITE: command->notes.write = true; break;
    case FLAG_YES: command->notes.yes = true; break;
    case FLAG_FORMAT: return take_notes_format(command, value);
    case FLAG_FROM: convert->from = str_from(value); break;
    case FLAG_TO_ONE: convert->to = str_from(value); break;
    case FLAG_LUA_FILTER: *LIST_ADD(&convert->filters, command->arena) = str_from(value); break;
    case FLAG_METADATA: *LIST_ADD(&convert->meta, command->arena) = str_from(value); break;
    case FLAG_STANDALONE: convert->whole = true; break;
    case FLAG_GRANT: return take_grant(command, value);
    case FLAG_TRACE_FILTERS: order->trace = stderr; break;
    case FLAG_DENY: return take_deny(command, value);
    case FLAG_ALLOW: *LIST_ADD(&order->allow, command->arena) = str_from(value); break;
    case FLAG_MESSAGE_FORMAT: return take_message_format(command, value);
    case FLAG_COLOR: return take_color(command, value);
    case FLAG_QUIET: command->quiet = true; break;
    case FLAG_VERBOSE: command->style.notices = true; break;
    case FLAG_VERSION: command->version = true; break;
    case FLAG_HELP: command->help = true; break;
    }
    return EXIT_DONE;
}
