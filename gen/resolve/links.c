/*
 * Where each link and image leads. What leads nowhere is
 * an error with its place; nothing dangles in any format.
 */
#include <errno.h>

#include "base/file.h"
#include "base/utf8.h"
#include "resolve/room.h"

static struct ref *new_ref(struct resolver *r, struct node *link, enum ref_kind kind)
{
    struct ref *ref = ARENA_NEW(r->arena, struct ref);
    ref->kind = kind;
    link->ref = ref;
    return ref;
}

static void set_text(struct resolver *r, struct node *link, struct str text)
{
    if (link->first == NULL && text.len != 0)
        node_append(link, node_text_new(r->arena, NODE_STR, text, link->span));
}

static struct str plain(struct resolver *r, const struct node *node)
{
    return node_plain_str(r->arena, node);
}

static void suggest(struct diag *diag, struct str prefix, struct str near)
{
    if (near.len != 0)
        diag_help(diag, "did you mean \"%.*s%.*s\"?", STR_ARG(prefix), STR_ARG(near));
}

/* ---- within the document ---- */

/* "Figure 2" with a space that does not break. */
static struct str float_text(struct resolver *r, const struct node *node)
{
    struct str language = r->doc->language;
    struct str word = node->kind == NODE_FIGURE ? figure_word(language) : table_word(language);
    return str_fmt(r->arena, "%.*s\u00A0%.*s", STR_ARG(word), STR_ARG(node->number));
}

static struct str note_text(struct resolver *r, struct str id)
{
    struct note *note = doc_note(r->doc, str_slice(id, 5, id.len));
    if (note == NULL || note->number.len != 0)
        return note != NULL ? note->number : STR_NONE;
    return note->title != NULL ? plain(r, note->title) : note->id;
}

/* What an empty reference to `node` says. */
static struct str text_of(struct resolver *r, const struct node *node, struct str id)
{
    if (node->kind == NODE_FIGURE || node->kind == NODE_TABLE)
        return float_text(r, node);
    if (node->kind == NODE_HEADER)
        return plain(r, node);
    if (str_starts(id, STR("note-")))
        return note_text(r, id);
    return node->kind == NODE_NOTE ? node->number : STR_NONE;
}

static void link_here(struct resolver *r, struct node *link, struct str id, struct str prefix)
{
    const struct node *to = map_get(&r->ids, id);
    if (to == NULL) {
        struct diag *diag =
            RESOLVE_ERROR(r, DIAG_LINK_NO_HEADING, link->span, "there is no \"%.*s\" on this page",
                          STR_ARG(link->target));
        suggest(diag, prefix, str_starts(prefix, STR("note:")) ? STR_NONE : closest_id(r, id));
        new_ref(r, link, REF_TEXT);
        return;
    }
    new_ref(r, link, REF_HERE)->id = id;
    set_text(r, link, text_of(r, to, id));
    if (link->first == NULL)
        set_text(r, link, id);
}

static struct str closest_note(struct resolver *r, struct str id)
{
    struct map notes = map_new(r->arena);
    for (size_t i = 0; i < r->doc->notes.count; i++)
        map_add(&notes, r->doc->notes.at[i].id, &r->doc->notes.at[i]);
    return map_closest(&notes, id);
}

static void link_note(struct resolver *r, struct node *link, struct str id)
{
    if (doc_note(r->doc, id) != NULL) {
        link_here(r, link, str_fmt(r->arena, "note-%.*s", STR_ARG(id)), STR("note:"));
        return;
    }
    struct diag *diag = RESOLVE_ERROR(r, DIAG_LINK_NO_HEADING, link->span,
                                      "this essay has no note \"%.*s\"", STR_ARG(id));
    suggest(diag, STR("note:"), closest_note(r, id));
    new_ref(r, link, REF_TEXT);
}

static void link_term(struct resolver *r, struct node *link, struct str id)
{
    const struct entry *entry = site_entry(r->doc->site, id);
    if (entry == NULL) {
        struct diag *diag = RESOLVE_ERROR(r, DIAG_TERM_UNKNOWN, link->span,
                                          "the glossary has no term \"%.*s\"", STR_ARG(id));
        suggest(diag, STR("term:"), map_closest(&r->doc->site->entries_by_id, id));
        new_ref(r, link, REF_TEXT);
        return;
    }
    new_ref(r, link, REF_TERM)->entry = entry;
    node_add_class(r->arena, link, STR("term"));
    set_text(r, link, entry->term);
}

/* ---- to other pages ---- */

/*
 * The message is made now, while the line is known, and
 * said in the third leg if the page has no such id.
 */
static void promise(struct resolver *r, struct node *link, const struct page *page, struct str id)
{
    struct diags *broken = diags_new();
    diag_add(broken, DIAG_LINK_NO_HEADING, link->span, "\"%.*s\" has nothing with the id \"%.*s\"",
             STR_ARG(page->meta.title), STR_ARG(id));
    *LIST_ADD(&r->doc->page->promises, r->doc->keep) =
        (struct promise){page, str_keep(r->doc->keep, id), broken};
}

static void link_page(struct resolver *r, struct node *link, const struct page *page, struct str id)
{
    if (page == r->doc->page && id.len != 0) {
        link_here(r, link, id, STR("#"));
        return;
    }
    const struct entry *entry = page->kind == PAGE_GLOSSARY ? entry_of_id(r->doc->site, id) : NULL;
    if (entry != NULL) {
        link_term(r, link, entry->id);
        return;
    }
    struct ref *ref = new_ref(r, link, REF_PAGE);
    ref->page = page;
    ref->id = id;
    if (id.len != 0)
        promise(r, link, page, id);
    set_text(r, link, page->meta.title);
}

static struct page *awaited_page(struct resolver *r, struct str path)
{
    struct page *page = ARENA_NEW(r->doc->keep, struct page);
    page->kind = PAGE_PAGE;
    page->path = str_keep(r->doc->keep, path);
    page->slug = path_name(page->path);
    page->awaited = true;
    return page;
}

/*
 * What leads to a page that a filter may make when all essays have been read is kept as a promise;
 * the message is for when none makes it, with the essay that is `near`. Such a link has a text of
 * its own, since nobody knows the page's title yet.
 */
static void await_page(struct resolver *r, struct node *link, struct str path, struct str id,
                       struct str near)
{
    struct ref *ref = new_ref(r, link, REF_PAGE);
    struct diags *broken = diags_new();
    struct diag *diag =
        diag_add(broken, DIAG_LINK_NO_PAGE, link->span,
                 "\"%.*s\" leads to no page or file of this site, and no filter made one there",
                 STR_ARG(link->target));
    suggest(diag, STR("essay:"), near);
    ref->page = awaited_page(r, path);
    ref->id = id;
    *LIST_ADD(&r->doc->page->promises, r->doc->keep) =
        (struct promise){ref->page, str_keep(r->doc->keep, id), broken};
}

static void no_page(struct resolver *r, struct node *link, struct str prefix, struct str near)
{
    struct diag *diag =
        RESOLVE_ERROR(r, DIAG_LINK_NO_PAGE, link->span,
                      "\"%.*s\" leads to no page or file of this site", STR_ARG(link->target));
    suggest(diag, prefix, near);
    new_ref(r, link, REF_TEXT);
}

static struct str closest_slug(struct resolver *r, struct str slug)
{
    struct map slugs = map_new(r->arena);
    for (size_t i = 0; i < r->doc->site->pages.count; i++)
        map_add(&slugs, r->doc->site->pages.at[i]->slug, r->doc->site->pages.at[i]);
    return map_closest(&slugs, slug);
}

static void link_essay(struct resolver *r, struct node *link, struct str name)
{
    struct str slug = STR_NONE, id = name;
    str_split(&id, '#', &slug);
    bool twice = false;
    const struct page *page = site_page_by_slug(r->doc->site, slug, &twice);
    if (page != NULL) {
        link_page(r, link, page, id);
        return;
    }
    if (!twice && r->doc->site->awaits_pages && link->first != NULL && slug.len != 0) {
        await_page(r, link, slug, id, closest_slug(r, slug));
        return;
    }
    if (!twice) {
        no_page(r, link, STR("essay:"), closest_slug(r, slug));
        return;
    }
    struct diag *diag = RESOLVE_ERROR(r, DIAG_LINK_NO_PAGE, link->span,
                                      "two sections have an essay \"%.*s\"", STR_ARG(slug));
    diag_help(diag, "write the section too: essay:SECTION/%.*s", STR_ARG(slug));
    new_ref(r, link, REF_TEXT);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A path in a link may be written with %20 and the like. */
static struct str percent_decode(struct resolver *r, struct str s)
{
    struct out out = out_new(r->arena);
    for (size_t i = 0; i < s.len; i++) {
        int high = s.at[i] == '%' && i + 2 < s.len ? hex_digit(s.at[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(s.at[i + 2]) : -1;
        bool coded = low >= 0 && (high | low) != 0;
        out_char(&out, coded ? (char)(high * 16 + low) : s.at[i]);
        i += coded ? 2 : 0;
    }
    return out_str(&out);
}

static struct str absolute(struct resolver *r, struct str path)
{
    return path_join(r->arena, r->doc->site->root, path);
}

static bool is_file(struct resolver *r, struct str path)
{
    struct str full = absolute(r, path);
    return path_exists(full) && !path_is_folder(full);
}

/* A path relative to the source, as one relative to the project; empty where it leads out of it. */
static struct str project_path(struct resolver *r, struct str path)
{
    struct str joined = path_join(r->arena, r->doc->page->folder, path);
    struct str clean = path_clean(r->arena, joined);
    return str_starts(clean, STR("..")) ? STR_NONE : clean;
}

static void refuse_outside(struct resolver *r, struct node *node)
{
    struct diag *diag = RESOLVE_ERROR(r, DIAG_OUTSIDE_PROJECT, node->span,
                                      "\"%.*s\" leads out of the project", STR_ARG(node->target));
    diag_help(diag, "put the file into the project and link it from there");
    new_ref(r, node, REF_TEXT);
}

static bool is_taken(const struct doc *doc, struct str to)
{
    for (size_t i = 0; i < doc->files.count; i++)
        if (str_eq(doc->files.at[i].to, to))
            return true;
    return false;
}

/* A place beside the page: files of one name may come from several folders. */
static struct str free_place(struct resolver *r, struct str file)
{
    struct str folder = r->doc->page->path, stem = path_stem(file), ending = path_ending(file);
    struct str to = path_join(r->arena, folder, path_name(file));
    for (int n = 2; is_taken(r->doc, to); n++)
        to = path_join(r->arena, folder,
                       str_fmt(r->arena, "%.*s-%d%.*s", STR_ARG(stem), n, STR_ARG(ending)));
    return to;
}

/* A file beside the source is copied beside the page. */
static void refer_to_file(struct resolver *r, struct node *node, struct str file)
{
    struct doc *doc = r->doc;
    size_t i = 0;
    while (i < doc->files.count && !str_eq(doc->files.at[i].from, file))
        i++;
    if (i == doc->files.count) {
        struct str to = free_place(r, file);
        *LIST_ADD(&doc->files, r->arena) = (struct doc_file){file, to};
    }
    new_ref(r, node, REF_FILE)->url = doc->files.at[i].to;
}

static void link_relative(struct resolver *r, struct node *link, struct str path, struct str id)
{
    struct str file = project_path(r, percent_decode(r, path));
    if (file.len == 0) {
        refuse_outside(r, link);
        return;
    }
    const struct page *page = map_get(&r->doc->site->pages_by_file, file);
    if (page != NULL)
        link_page(r, link, page, id);
    else if (is_file(r, file) && !str_ends(file, STR(".md")))
        refer_to_file(r, link, file);
    else
        no_page(r, link, STR_NONE, path_name(map_closest(&r->doc->site->pages_by_file, file)));
}

static const struct page *page_at(struct resolver *r, struct str path)
{
    struct str clean = path_clean(r->arena, path);
    if (str_ends(clean, STR("index.html")))
        clean = path_folder(clean);
    for (size_t i = 0; i < r->doc->site->pages.count; i++) {
        const struct page *page = r->doc->site->pages.at[i];
        if (str_eq(page->path, clean) && page->kind != PAGE_404)
            return page;
    }
    return NULL;
}

/* `/about/` is a page of the site, `/paper.pdf` a file under static/. */
static void link_absolute(struct resolver *r, struct node *link, struct str path, struct str id)
{
    struct str inside = percent_decode(r, str_slice(path, 1, path.len));
    const struct page *page = page_at(r, inside);
    struct str clean = path_clean(r->arena, inside);
    if (page != NULL)
        link_page(r, link, page, id);
    else if (!str_starts(clean, STR("..")) && is_file(r, path_join(r->arena, STR("static"), clean)))
        new_ref(r, link, REF_FILE)->url = clean;
    else if (r->doc->site->awaits_pages && link->first != NULL && clean.len != 0
             && !str_starts(clean, STR("..")))
        await_page(r, link, clean, id, STR_NONE);
    else
        no_page(r, link, STR_NONE, STR_NONE);
}

/* ---- out of the site ---- */

/* The scheme before the colon; empty where the target has none. */
static struct str scheme_of(struct str target)
{
    for (size_t i = 0; i < target.len; i++) {
        char c = target.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == ':')
            return str_slice(target, 0, i);
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
            break;
    }
    return STR_NONE;
}

static bool is_outside_scheme(struct arena *arena, struct str scheme)
{
    static const char *const known[] = {"http", "https", "mailto", "tel", "doi", "ftp"};
    struct str lower = utf8_lower(arena, scheme);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_is(lower, known[i]))
            return true;
    return false;
}

static void link_outside(struct resolver *r, struct node *link, struct str url)
{
    if (str_starts(utf8_lower(r->arena, str_slice(url, 0, 4)), STR("doi:")))
        url = str_fmt(r->arena, "https://doi.org/%.*s", STR_ARG(str_slice(url, 4, url.len)));
    new_ref(r, link, REF_URL)->url = url;
    set_text(r, link, link->target);
}

static void refuse_scheme(struct resolver *r, struct node *node, struct str scheme)
{
    struct diag *diag =
        RESOLVE_ERROR(r, DIAG_LINK_SCHEME, node->span,
                      "a link with the scheme \"%.*s:\" is not written", STR_ARG(scheme));
    diag_help(
        diag,
        "http, https, mailto, tel, doi and ftp are; term:, note: and essay: lead inside the site");
    new_ref(r, node, REF_TEXT);
}

static void report_empty(struct resolver *r, struct node *link)
{
    struct diag *diag = diag_add(r->diags, DIAG_LINK_EMPTY, link->span,
                                 "this link leads nowhere; its text is written without it");
    diag_help(diag, "fill in where it leads, or take the brackets away");
    new_ref(r, link, REF_TEXT);
}

static bool take_prefix(struct str *target, struct str prefix)
{
    if (!str_starts(*target, prefix))
        return false;
    *target = str_slice(*target, prefix.len, target->len);
    return true;
}

/* What a browser would run is refused wherever it stands. */
static bool is_script(struct arena *arena, struct str scheme)
{
    struct str lower = utf8_lower(arena, scheme);
    return str_is(lower, "javascript") || str_is(lower, "vbscript") || str_is(lower, "data");
}

/* A document that stands alone: only what leads into itself is known. */
static void resolve_alone(struct resolver *r, struct node *link)
{
    struct str target = str_trim(link->target), scheme = scheme_of(target);
    bool here =
        str_starts(target, STR("#")) && map_get(&r->ids, str_slice(target, 1, target.len)) != NULL;
    if (link->kind == NODE_LINK && here)
        link_here(r, link, str_slice(target, 1, target.len), STR("#"));
    else if (is_script(r->arena, scheme))
        refuse_scheme(r, link, scheme);
    else
        new_ref(r, link, REF_URL)->url = target;
}

static void resolve_path(struct resolver *r, struct node *link, struct str target)
{
    struct str path = STR_NONE, id = target;
    str_split(&id, '#', &path);
    if (path.len == 0)
        link_here(r, link, id, STR("#"));
    else if (str_starts(path, STR("/")))
        link_absolute(r, link, path, id);
    else
        link_relative(r, link, path, id);
}

static void resolve_link(struct resolver *r, struct node *link)
{
    struct str target = str_trim(link->target), scheme = scheme_of(target);
    if (target.len == 0 || str_is(target, "#"))
        report_empty(r, link);
    else if (take_prefix(&target, STR("term:")))
        link_term(r, link, target);
    else if (take_prefix(&target, STR("note:")))
        link_note(r, link, target);
    else if (take_prefix(&target, STR("essay:")))
        link_essay(r, link, target);
    else if (str_starts(target, STR("//")) || is_outside_scheme(r->arena, scheme))
        link_outside(r, link, target);
    else if (scheme.len != 0)
        refuse_scheme(r, link, scheme);
    else
        resolve_path(r, link, target);
}

/* ---- images ---- */

static void report_missing(struct resolver *r, struct node *image, struct str where)
{
    struct diag *diag = RESOLVE_ERROR(r, DIAG_IMAGE_MISSING, image->span,
                                      "there is no image \"%.*s\"", STR_ARG(image->target));
    diag_help(diag, "it was looked for as %.*s", STR_ARG(where));
    new_ref(r, image, REF_TEXT);
}

static void resolve_image_path(struct resolver *r, struct node *image, struct str target)
{
    bool rooted = str_starts(target, STR("/"));
    struct str decoded = percent_decode(r, target);
    struct str file = rooted ? path_clean(r->arena, str_join(r->arena, STR("static"), decoded))
                             : project_path(r, decoded);
    if (file.len == 0 || (rooted && !str_starts(file, STR("static/"))))
        refuse_outside(r, image);
    else if (!is_file(r, file))
        report_missing(r, image, file);
    else if (rooted)
        new_ref(r, image, REF_FILE)->url = str_slice(file, sizeof "static", file.len);
    else
        refer_to_file(r, image, file);
}

static void check_alt(struct resolver *r, const struct node *image)
{
    if (plain(r, image).len != 0)
        return;
    struct diag *diag = RESOLVE_ERROR(r, DIAG_IMAGE_NO_ALT, image->span,
                                      "the image \"%.*s\" has no text that says what it shows",
                                      STR_ARG(image->target));
    diag_help(diag, "write it between the brackets: ![a map of the strait](%.*s)",
              STR_ARG(image->target));
}

static void resolve_image(struct resolver *r, struct node *image)
{
    struct str target = str_trim(image->target), scheme = scheme_of(target);
    check_alt(r, image);
    if (target.len == 0)
        report_missing(r, image, STR("nothing: the target is empty"));
    else if (str_is(scheme, "http") || str_is(scheme, "https"))
        new_ref(r, image, REF_URL)->url = target;
    else if (scheme.len != 0)
        refuse_scheme(r, image, scheme);
    else
        resolve_image_path(r, image, target);
}

void resolve_links(struct resolver *r, struct node *root)
{
    for (struct node *at = root; at != NULL; at = node_next(root, at)) {
        if (r->doc->site->alone && (at->kind == NODE_LINK || at->kind == NODE_IMAGE))
            resolve_alone(r, at);
        else if (at->kind == NODE_LINK)
            resolve_link(r, at);
        else if (at->kind == NODE_IMAGE)
            resolve_image(r, at);
    }
}
