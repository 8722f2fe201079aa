/* pandoc.image: what pictures in memory say of themselves. Nothing is drawn. */
#include <stdlib.h>
#include <string.h>

#include "filter/modules.h"

enum { DPI = 72, SCREEN_DPI = 96 };

struct size {
    double width, height; /* pixels */
    double dpi_horz, dpi_vert;
};

/* ---- formats ---- */

static bool begins(struct str image, const char *bytes, size_t count)
{
    return image.len >= count && memcmp(image.at, bytes, count) == 0;
}

static bool is_svg(struct str image)
{
    struct str head = str_slice(image, 0, 4096);
    return str_has(head, STR("<svg")) && str_starts(str_trim(head), STR("<"));
}

/* NULL for what is none of these. */
static const char *format_of(struct str image)
{
    static const struct {
        const char *bytes;
        size_t count;
        const char *name;
    } marks[] = {{"\x89PNG\r\n\x1a\n", 8, "png"},
                 {"GIF8", 4, "gif"},
                 {"\xff\xd8\xff", 3, "jpeg"},
                 {"II*\0", 4, "tiff"},
                 {"MM\0*", 4, "tiff"},
                 {"%PDF", 4, "pdf"},
                 {"%!PS", 4, "eps"},
                 {"\x01\0\0\0", 4, "emf"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins(image, marks[i].bytes, marks[i].count))
            return marks[i].name;
    if (begins(image, "RIFF", 4) && image.len > 12 && memcmp(image.at + 8, "WEBP", 4) == 0)
        return "webp";
    return is_svg(image) ? "svg" : NULL;
}

/* ---- sizes; each false where the bytes do not say it ---- */

/* A number of `count` bytes at `at`, 0 behind the end; the first byte counts most where `big`. */
static unsigned number_at(struct str image, size_t at, size_t count, bool big)
{
    unsigned number = 0;
    for (size_t i = 0; i < count; i++) {
        size_t place = at + (big ? i : count - 1 - i);
        number = number << 8 | (place < image.len ? (unsigned char)image.at[place] : 0);
    }
    return number;
}

static bool find_png_size(struct str image, struct size *size)
{
    size->width = number_at(image, 16, 4, true);
    size->height = number_at(image, 20, 4, true);
    for (size_t at = 33; at + 8 < image.len;) {
        if (memcmp(image.at + at + 4, "pHYs", 4) == 0 && number_at(image, at + 16, 1, true) == 1) {
            size->dpi_horz = (int)(number_at(image, at + 8, 4, true) * 0.0254 + 0.5);
            size->dpi_vert = (int)(number_at(image, at + 12, 4, true) * 0.0254 + 0.5);
        }
        at += 12 + (size_t)number_at(image, at, 4, true);
    }
    return image.len >= 24;
}

static bool find_gif_size(struct str image, struct size *size)
{
    size->width = number_at(image, 6, 2, false);
    size->height = number_at(image, 8, 2, false);
    return image.len >= 10;
}

/* The density of a JFIF header: dots an inch, or a centimetre. */
static void take_density(struct str image, size_t at, struct size *size)
{
    unsigned unit = number_at(image, at + 11, 1, true);
    double factor = unit == 1 ? 1 : 2.54;
    if (unit != 1 && unit != 2)
        return;
    size->dpi_horz = (int)(number_at(image, at + 12, 2, true) * factor + 0.5);
    size->dpi_vert = (int)(number_at(image, at + 14, 2, true) * factor + 0.5);
}

/* From marker to marker up to a frame's. */
static bool find_jpeg_size(struct str image, struct size *size)
{
    for (size_t at = 2; at + 9 < image.len && (unsigned char)image.at[at] == 0xFF;) {
        unsigned marker = number_at(image, at + 1, 1, true);
        bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) {
            size->height = number_at(image, at + 5, 2, true);
            size->width = number_at(image, at + 7, 2, true);
            return true;
        }
        if (marker == 0xE0 && at + 16 <= image.len && memcmp(image.at + at + 4, "JFIF", 4) == 0)
            take_density(image, at, size);
        at += marker == 0xFF ? 1 : 2 + (size_t)number_at(image, at + 2, 2, true);
    }
    return false;
}

/* ---- svg ---- */

/* The value of an attribute in the tag, empty where there is none. */
static struct str attribute_of(struct str tag, struct str name)
{
    for (size_t at = 0; (at = str_find(tag, name, at)) < tag.len; at++) {
        size_t quote = at + name.len;
        bool whole = at > 0 && strchr(" \t\r\n", tag.at[at - 1]) != NULL;
        if (!whole || quote >= tag.len || (tag.at[quote] != '"' && tag.at[quote] != '\''))
            continue;
        size_t end = quote + 1;
        while (end < tag.len && tag.at[end] != tag.at[quote])
            end++;
        return str_slice(tag, quote + 1, end);
    }
    return STR_NONE;
}

/* A decimal number at the head of the text, which is taken away. */
static double take_number(struct str *text)
{
    double number = 0, place = 0;
    size_t i = 0;
    for (; i < text->len && ((text->at[i] >= '0' && text->at[i] <= '9') || text->at[i] == '.');
         i++) {
        if (text->at[i] == '.') {
            place = 1;
            continue;
        }
        number = number * 10 + (text->at[i] - '0');
        place *= 10;
    }
    *text = str_slice(*text, i, text->len);
    return place > 1 ? number / place : number;
}

/* A length in pixels; 0 for one that depends on what is around, and for none. */
static double pixels_of(struct str text, double dpi)
{
    static const struct {
        const char *name;
        double of_inch;
    } units[] = {{"in", 1}, {"cm", 1 / 2.54}, {"mm", 1 / 25.4}, {"pt", 1.0 / 72}, {"pc", 1.0 / 6}};
    double number = take_number(&text);
    text = str_trim(text);
    if (text.len == 0 || str_is(text, "px"))
        return number;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (str_is(text, units[i].name))
            return number * units[i].of_inch * dpi;
    return 0;
}

/* The last two of the four numbers of a viewBox. */
static void take_view_box(struct str text, struct size *size)
{
    double numbers[4] = {0};
    for (size_t i = 0; i < 4; i++) {
        while (text.len != 0 && strchr(" ,\t\r\n-", text.at[0]) != NULL)
            text = str_slice(text, 1, text.len);
        numbers[i] = take_number(&text);
    }
    size->width = size->width > 0 ? size->width : numbers[2];
    size->height = size->height > 0 ? size->height : numbers[3];
}

static bool find_svg_size(struct str image, struct size *size)
{
    size_t start = str_find(image, STR("<svg"), 0);
    struct str tag = str_slice(image, start, str_find(image, STR(">"), start));
    size->width = pixels_of(attribute_of(tag, STR("width=")), size->dpi_horz);
    size->height = pixels_of(attribute_of(tag, STR("height=")), size->dpi_vert);
    take_view_box(attribute_of(tag, STR("viewBox=")), size);
    return size->width > 0 && size->height > 0;
}

/* ---- the module ---- */

static struct str check_image(lua_State *L)
{
    struct str image;
    image.at = luaL_checklstring(L, 1, &image.len);
    charge(L, 100 + image.len / 16);
    return image;
}

static int image_format(lua_State *L)
{
    lua_pushstring(L, format_of(check_image(L))); /* nil for NULL */
    return 1;
}

static bool find_size(struct str image, const char *format, struct size *size)
{
    return (strcmp(format, "png") == 0 && find_png_size(image, size))
        || (strcmp(format, "gif") == 0 && find_gif_size(image, size))
        || (strcmp(format, "jpeg") == 0 && find_jpeg_size(image, size))
        || (strcmp(format, "svg") == 0 && find_svg_size(image, size));
}

static double dpi_of(lua_State *L, const char *format)
{
    double dpi = strcmp(format, "svg") == 0 ? SCREEN_DPI : DPI;
    if (!lua_istable(L, 2) || strcmp(format, "svg") != 0)
        return dpi;
    lua_getfield(L, 2, "dpi");
    dpi = luaL_optnumber(L, -1, dpi);
    lua_pop(L, 1);
    return dpi;
}

static void set_number(lua_State *L, const char *name, double number)
{
    lua_pushinteger(L, number > 0 && number < 1e9 ? (lua_Integer)(number + 0.5) : 0);
    lua_setfield(L, -2, name);
}

/* pandoc.image.size(image, {dpi =}) */
static int image_size(lua_State *L)
{
    struct str image = check_image(L);
    lua_settop(L, 2);
    const char *format = format_of(image);
    if (format == NULL)
        raise_error(L, DIAG_FILTER_ERROR, "pandoc.image.size: this is no picture");
    double dpi = dpi_of(L, format);
    struct size size = {0, 0, dpi, dpi};
    if (!find_size(image, format, &size))
        raise_error(L, DIAG_FILTER_ERROR, "pandoc.image.size: the size of this %s cannot be told",
                    format);
    lua_createtable(L, 0, 4);
    set_number(L, "width", size.width);
    set_number(L, "height", size.height);
    set_number(L, "dpi_horz", size.dpi_horz);
    set_number(L, "dpi_vert", size.dpi_vert);
    return 1;
}

void push_image_module(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"format", image_format}, {"size", image_size}, {NULL, NULL}};
    luaL_newlib(L, functions);
}
