/* Reads lists of styles as GREP_COLORS has them. */
#include "searcher/output/palette.h"

#include <string.h>

const struct palette palette_default = {
    {[STYLE_TITLE] = "1", [STYLE_MATCH] = "1;31", [STYLE_FAINT] = "2"}};

/* STYLES: a name that is not ours. */
static enum style style_of(const char *name, size_t size)
{
    static const struct {
        const char *name;
        enum style style;
    } names[] = {{"mt", STYLE_MATCH},
                 {"ms", STYLE_MATCH},
                 {"ti", STYLE_TITLE},
                 {"fa", STYLE_FAINT}};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (size == 2 && !memcmp(name, names[i].name, 2))
            return names[i].style;
    return STYLES;
}

const char *palette_read(const char *list, struct palette *palette)
{
    while (*list) {
        size_t size = strcspn(list, ":"), equals = strcspn(list, "=:");
        enum style style = style_of(list, equals);
        const char *value = list + equals + (equals < size);
        size_t length = size - (size_t)(value - list);

        if (style != STYLES) {
            if (equals == size || length > PALETTE_SGR_MAX ||
                strspn(value, "0123456789;") < length)
                return list;
            memcpy(palette->sgr[style], value, length);
            palette->sgr[style][length] = '\0';
        }
        list += size + (list[size] == ':');
    }
    return NULL;
}
