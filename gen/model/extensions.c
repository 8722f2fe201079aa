#include "model/extensions.h"

#include <stddef.h>

/* Those of pandoc 3, by name, but for the two that are looked at. */
static const char *const known[] = {
    "abbreviations",
    "all_symbols_escapable",
    "alerts",
    "angle_brackets_escapable",
    "ascii_identifiers",
    "attributes",
    "auto_identifiers",
    "autolink_bare_uris",
    "backtick_code_blocks",
    "blank_before_blockquote",
    "blank_before_header",
    "bracketed_spans",
    "citations",
    "compact_definition_lists",
    "definition_lists",
    "east_asian_line_breaks",
    "element_citations",
    "emoji",
    "empty_paragraphs",
    "epub_html_exts",
    "escaped_line_breaks",
    "example_lists",
    "fancy_lists",
    "fenced_code_attributes",
    "fenced_code_blocks",
    "fenced_divs",
    "footnotes",
    "four_space_rule",
    "gfm_auto_identifiers",
    "grid_tables",
    "gutenberg",
    "hard_line_breaks",
    "header_attributes",
    "ignore_line_breaks",
    "implicit_figures",
    "implicit_header_references",
    "inline_code_attributes",
    "inline_notes",
    "intraword_underscores",
    "latex_macros",
    "line_blocks",
    "link_attributes",
    "lists_without_preceding_blankline",
    "literate_haskell",
    "mark",
    "markdown_attribute",
    "markdown_in_html_blocks",
    "mmd_header_identifiers",
    "mmd_link_attributes",
    "mmd_title_block",
    "multiline_tables",
    "native_divs",
    "native_numbering",
    "native_spans",
    "ntb",
    "old_dashes",
    "pandoc_title_block",
    "pipe_tables",
    "raw_attribute",
    "raw_markdown",
    "raw_tex",
    "rebase_relative_paths",
    "short_subsuperscripts",
    "shortcut_reference_links",
    "simple_tables",
    "sourcepos",
    "space_in_atx_header",
    "spaced_reference_links",
    "startnum",
    "strikeout",
    "styles",
    "subscript",
    "superscript",
    "table_attributes",
    "table_captions",
    "task_lists",
    "tex_math_dollars",
    "tex_math_double_backslash",
    "tex_math_gfm",
    "tex_math_single_backslash",
    "wikilinks_title_after_pipe",
    "wikilinks_title_before_pipe",
    "xrefs_name",
    "xrefs_number",
    "yaml_metadata_block",
};

static bool is_known(struct str name)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_is(name, known[i]))
            return true;
    return false;
}

bool extensions_set(struct extensions *extensions, struct str name, bool on)
{
    enum extension_state state = on ? EXTENSION_ON : EXTENSION_OFF;
    if (str_is(name, "smart"))
        extensions->smart = state;
    else if (str_is(name, "raw_html"))
        extensions->raw_html = state;
    else
        return is_known(name);
    return true;
}

/* Where the next `+` or `-` is, from byte `at` on; the length where none is. */
static size_t find_sign(struct str spec, size_t at)
{
    while (at < spec.len && spec.at[at] != '+' && spec.at[at] != '-')
        at++;
    return at;
}

bool extensions_take(struct str spec, struct str *format, struct extensions *extensions,
                     struct str *unknown)
{
    size_t at = find_sign(spec, 0);
    *extensions = (struct extensions){0};
    *format = str_slice(spec, 0, at);
    while (at < spec.len) {
        size_t end = find_sign(spec, at + 1);
        *unknown = str_slice(spec, at + 1, end);
        if (!extensions_set(extensions, *unknown, spec.at[at] == '+'))
            return false;
        at = end;
    }
    return true;
}

void extensions_apply(const struct extensions *extensions, struct config *config)
{
    if (extensions->smart != EXTENSION_UNSAID)
        config->smart = extensions->smart == EXTENSION_ON;
    if (extensions->raw_html != EXTENSION_UNSAID)
        config->raw_html = extensions->raw_html == EXTENSION_ON;
}
