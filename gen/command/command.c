/* The command line: its verb and its flags, or what is wrong with them. */
#include "command/command.h"

#include <getopt.h>
#include <string.h>

#include "command/flags.h"

int command_refuse(const char *what, const char *value, const char *cure)
{
    fprintf(stderr, "gloss: %s%s%s%s\n  help: %s\n", what, value != NULL ? " \"" : "",
            value != NULL ? value : "", value != NULL ? "\"" : "", cure);
    return EXIT_USAGE;
}

/* ---- verbs ---- */

/* A name that is this many letters from another was meant to be it. */
enum { NEAR = 2 };

static bool is_nearer(const char *name, const char *other, size_t *least)
{
    size_t distance = str_distance(str_from(name), str_from(other));
    if (distance >= *least)
        return false;
    *least = distance;
    return true;
}

const struct verb *command_verb(const struct verb *verbs, size_t count, const char *name)
{
    const char *best = NULL;
    size_t least = NEAR + 1;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, verbs[i].name) == 0)
            return &verbs[i];
        if (is_nearer(name, verbs[i].name, &least))
            best = verbs[i].name;
    }
    char cure[80];
    snprintf(cure, sizeof cure,
             best != NULL ? "did you mean `gloss %s`?" : "`gloss help` lists the verbs", best);
    command_refuse("there is no verb", name, cure);
    return NULL;
}

/* ---- flags ---- */

/* A flag as it was given, before the verb is known that says what it means. */
struct given {
    const struct flag *flag;
    const char *value;
};

struct givens {
    LIST(struct given) list;
};

static int refuse_flag(const char *given)
{
    size_t count, least = NEAR + 1;
    const struct flag *flags = flags_all(&count);
    const char *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (is_nearer(given + strspn(given, "-"), flags[i].name, &least))
            best = flags[i].name;
    char cure[80];
    snprintf(cure, sizeof cure,
             best != NULL ? "did you mean `--%s`?" : "`gloss help VERB` lists the flags of a verb",
             best);
    return command_refuse("there is no flag", given, cure);
}

/* What getopt_long(3) did not take: `option` is what it found, or 0 for a long name. */
static int refuse_option(char **argv, int found, int option)
{
    char letter[] = {'-', (char)option, '\0'};
    const char *given = option != 0 && option < 256 ? letter : argv[optind - 1];
    if (found == ':')
        return command_refuse("a value has to follow", given, "`gloss help` says which");
    if (option >= 256)
        return command_refuse("no value may follow", given, "leave out the `=` and what follows");
    return refuse_flag(given);
}

/* The letters and the names as getopt_long(3) takes them; each name means 256 and its row. */
static void list_options(const struct flag *flags, size_t count, char *letters,
                         struct option *options)
{
    *letters++ = '-'; /* words one by one, where they stand */
    *letters++ = ':';
    for (size_t i = 0; i < count; i++) {
        options[i] =
            (struct option){flags[i].name, flags[i].value != NULL ? required_argument : no_argument,
                            NULL, 256 + (int)i};
        if (flags[i].letter == 0)
            continue;
        *letters++ = (char)flags[i].letter;
        if (flags[i].value != NULL)
            *letters++ = ':';
    }
}

static const struct flag *find_flag(const struct flag *flags, size_t count, int found)
{
    if (found >= 256)
        return &flags[found - 256];
    for (size_t i = 0; i < count; i++)
        if (flags[i].letter == found)
            return &flags[i];
    return NULL;
}

/* What follows a script is the script's, flags or not, as with lua(1). */
static bool is_script(char **argv, int words)
{
    return words == 2 && strcmp(argv[1], "lua") == 0;
}

static int gather_flags(struct command *command, struct givens *givens, int argc, char **argv)
{
    enum { MOST = 64 };
    size_t count;
    const struct flag *flags = flags_all(&count);
    char letters[2 * MOST + 3] = {0};
    struct option options[MOST + 1] = {0};
    list_options(flags, count < MOST ? count : MOST, letters, options);
    int words = 0;
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, letters, options, NULL)) != -1;) {
        if (found == '?' || found == ':')
            return refuse_option(argv, found, optopt);
        if (found != 1)
            *LIST_ADD(&givens->list, command->arena) =
                (struct given){find_flag(flags, count, found), optarg};
        else
            argv[++words] = optarg; /* over what has been read */
        if (is_script(argv, words))
            break;
    }
    command->arguments = argv + 1;
    for (int i = optind; i < argc; i++)
        argv[++words] = argv[i];
    command->argument_count = words;
    return EXIT_DONE;
}

/* The flag of that name which the verb takes; without a verb, any. */
static const struct flag *find_meant(const struct flag *given, const struct verb *verb)
{
    size_t count;
    const struct flag *flags = flags_all(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(flags[i].name, given->name) == 0
            && (verb == NULL || (flags[i].verbs & verb->is) != 0))
            return &flags[i];
    return NULL;
}

static int set_flag(struct command *command, const struct given *given)
{
    const struct flag *flag = find_meant(given->flag, command->verb);
    if (flag != NULL)
        return flag_set(command, flag->id, given->value);
    char what[96], cure[96];
    snprintf(what, sizeof what, "`gloss %s` takes no flag", command->verb->name);
    snprintf(cure, sizeof cure, "`gloss help %s` lists those that it takes", command->verb->name);
    char name[40];
    snprintf(name, sizeof name, "--%s", given->flag->name);
    return command_refuse(what, name, cure);
}

int command_take(struct command *command, const struct verb *verbs, size_t count, int argc,
                 char **argv)
{
    struct givens givens = {0};
    int status = gather_flags(command, &givens, argc, argv);
    if (status == EXIT_DONE && command->argument_count != 0) {
        command->verb = command_verb(verbs, count, command->arguments[0]);
        status = command->verb != NULL ? EXIT_DONE : EXIT_USAGE;
        command->arguments++;
        command->argument_count--;
    }
    for (size_t i = 0; i < givens.list.count && status == EXIT_DONE; i++)
        status = set_flag(command, &givens.list.at[i]);
    return status;
}

/* ---- help ---- */

static void print_flag(FILE *to, const struct flag *flag)
{
    char names[40], letter[] = {'-', (char)flag->letter, ',', ' ', '\0'};
    snprintf(names, sizeof names, "%s--%s%s%s", flag->letter != 0 ? letter : "    ", flag->name,
             flag->value != NULL ? " " : "", flag->value != NULL ? flag->value : "");
    fprintf(to, "  %-25s %s\n", names, flag->summary);
}

/* The flags that each of `verbs` takes. */
static void print_flags(FILE *to, unsigned verbs)
{
    size_t count;
    const struct flag *flags = flags_all(&count);
    for (size_t i = 0; i < count; i++)
        if ((flags[i].verbs & verbs) == verbs)
            print_flag(to, &flags[i]);
}

void command_help(FILE *to, const struct verb *verbs, size_t count, const struct verb *verb)
{
    if (verb != NULL) {
        fprintf(to, "gloss %s: %s\n\n%s", verb->usage, verb->summary,
                verb->parts != NULL ? verb->parts : "");
        print_flags(to, verb->is);
        return;
    }
    fputs("gloss VERB [ARGUMENTS] [FLAGS]\n\n", to);
    for (size_t i = 0; i < count; i++)
        fprintf(to, "  %-25s %s\n", verbs[i].usage, verbs[i].summary);
    fputs("\n`gloss help VERB` lists the flags of a verb. All verbs take\n\n", to);
    unsigned all = 0;
    for (size_t i = 0; i < count; i++)
        all |= (unsigned)verbs[i].is;
    print_flags(to, all);
}
