#include "model/slug.h"

#include "base/out.h"
#include "base/utf8.h"

static bool is_kept(uint32_t code)
{
    return utf8_is_letter(code) || utf8_is_digit(code);
}

struct str slug_of(struct arena *arena, struct str text)
{
    struct str lower = utf8_lower(arena, utf8_nfc(arena, text));
    struct out out = out_new(arena);
    bool gap = false;
    for (size_t i = 0; i < lower.len;) {
        uint32_t code = utf8_next(lower, &i);
        bool kept =
            is_kept(code) && (out.len != 0 || !utf8_is_mark(code)); /* no id begins with a mark */
        if (kept && gap && out.len != 0)
            out_char(&out, '-');
        if (kept && out.len == 0 && utf8_is_digit(code))
            out_c(&out, "s-");
        if (kept)
            out_code(&out, code);
        gap = !kept;
    }
    return out.len != 0 ? out_str(&out) : STR("section");
}

bool slug_is_label(struct str label)
{
    for (size_t i = 0; i < label.len;) {
        uint32_t code = utf8_next(label, &i);
        if (!is_kept(code) && code != '-' && code != '_')
            return false;
    }
    return label.len != 0;
}
