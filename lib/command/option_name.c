/* Options: look up names, and suggest the nearest. */
#include "command/options.h"

#define NAME_MAX_BYTES 32 /* longer names get no suggestion */

bool option_takes_value(const struct option *row)
{
    return row->kind != OPTION_FLAG && row->kind != OPTION_CONSTANT &&
           row->kind != OPTION_OPTIONAL;
}

const struct option *option_find(const struct options *o, const char *name,
                                 size_t size)
{
    for (size_t i = 0; i < o->count; i++)
        if (o->rows[i].name && strlen(o->rows[i].name) == size &&
            !memcmp(o->rows[i].name, name, size))
            return &o->rows[i];
    return NULL;
}

const struct option *option_letter(const struct options *o, char letter)
{
    for (size_t i = 0; i < o->count; i++)
        if (letter && o->rows[i].name && o->rows[i].letter == letter)
            return &o->rows[i];
    return NULL;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t smaller = a < b ? a : b;

    return smaller < c ? smaller : c;
}

/* Edit distance: bytes to insert, delete or replace to turn a into b. */
static size_t distance(const char *a, size_t a_size, const char *b,
                       size_t b_size)
{
    size_t row[NAME_MAX_BYTES + 1];

    for (size_t j = 0; j <= b_size; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        size_t corner = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t above = row[j];
            size_t same = corner + (a[i - 1] != b[j - 1]);

            row[j] = least(above + 1, row[j - 1] + 1, same);
            corner = above;
        }
    }
    return row[b_size];
}

const char *option_nearest(const struct options *o, const char *name,
                           size_t size)
{
    const char *best = NULL;
    size_t allowed = size < 4 ? 1 : 2;

    if (size < 2 || size > NAME_MAX_BYTES)
        return NULL;
    for (size_t i = 0; i < o->count; i++) {
        const char *known = o->rows[i].name;
        size_t known_size = known ? strlen(known) : 0;
        size_t far;

        if (!known || known_size > NAME_MAX_BYTES)
            continue;
        far = known_size > size && !memcmp(known, name, size)
                  ? 0
                  : distance(name, size, known, known_size);
        if (far > allowed || (best && far == allowed))
            continue;
        best = known;
        allowed = far;
    }
    return best;
}

enum ir_status option_unknown(const struct options *o, const char *name,
                              size_t size, struct ir_error *err)
{
    const char *near = option_nearest(o, name, size);
    int shown = size < 60 ? (int)size : 60;

    if (near)
        return ir_fail(err, IR_INVALID,
                       "unknown option --%.*s, did you mean --%s?", shown, name,
                       near);
    return ir_fail(err, IR_INVALID, "unknown option --%.*s", shown, name);
}
