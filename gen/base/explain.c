#include "base/explain.h"

#include <string.h>

struct explanation {
    const char *why, *mistake, *cure;
};

/*
 * A diagnostic without its text is missing in this switch, which stops the build.
 * clang-format takes the #include for a part of the macro above it.
 */
static struct explanation explanation_of(enum diag_kind kind)
{
    switch (kind) {
        /* clang-format off */
#define EXPLAIN(kind, ...) case DIAG_##kind: return (struct explanation){__VA_ARGS__};
#include "base/explain.def"
        /* clang-format on */
    }
    return (struct explanation){"", "", ""};
}

static const char *severity_word(enum diag_kind kind)
{
    switch (diag_severity(kind)) {
    case SEVERITY_IGNORE: return "ignored";
    case SEVERITY_NOTICE: return "notice";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_ERROR: return "error";
    }
    return "";
}

void explain_list(FILE *to)
{
    static const enum diag_kind kinds[] = {
#define DIAG(kind, name, severity, summary) DIAG_##kind,
#include "base/diag.def"
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        fprintf(to, "%-22s  %-7s  %s\n", diag_name(kinds[i]), severity_word(kinds[i]),
                diag_summary(kinds[i]));
}

/* Each line behind four spaces; empty lines stay empty. */
static void put_example(FILE *to, const char *title, const char *example)
{
    fprintf(to, "\n%s:\n\n", title);
    while (*example != '\0') {
        int length = (int)strcspn(example, "\n");
        fprintf(to, "%s%.*s\n", length > 0 ? "    " : "", length, example);
        example += length;
        example += *example == '\n';
    }
}

void explain_kind(FILE *to, enum diag_kind kind)
{
    struct explanation explanation = explanation_of(kind);
    fprintf(to, "%s (%s): %s\n\n%s", diag_name(kind), severity_word(kind), diag_summary(kind),
            explanation.why);
    put_example(to, "The mistake", explanation.mistake);
    put_example(to, "The cure", explanation.cure);
}
