/* Options: look up names, suggest the nearest, check and store values. */
#include "command/options.h"

#include <stdlib.h>

#define NAME_MAX_BYTES 32 /* longer names get no suggestion */

/* Read the digits at *s and move past them; false if there are none, or the
 * number is too large. */
static bool parse_digits(const char **s, uint64_t *out)
{
    uint64_t value = 0;

    if (!ascii_digit(**s))
        return false;
    for (; ascii_digit(**s); (*s)++) {
        unsigned next = (unsigned)(**s - '0');

        if (value > (UINT64_MAX - next) / 10)
            return false;
        value = value * 10 + next;
    }
    *out = value;
    return true;
}

static bool parse_size(const char *s, uint64_t *out)
{
    static const char letters[] = "KMGkmg";
    const char *letter;
    unsigned shift;

    if (!parse_digits(&s, out))
        return false;
    if (!*s)
        return true;
    letter = strchr(letters, *s);
    if (!letter || s[1])
        return false;
    shift = 10 * (unsigned)((letter - letters) % 3 + 1);
    if (*out > UINT64_MAX >> shift)
        return false;
    *out <<= shift;
    return true;
}

/* Not with strtod(), which also takes signs, exponents, hex, "inf" and the
 * decimal comma of a locale. */
static bool parse_seconds(const char *s, double *out)
{
    uint64_t whole;
    double unit = 1;

    if (!parse_digits(&s, &whole))
        return false;
    *out = (double)whole;
    if (*s == '.' && ascii_digit(s[1]))
        for (s++; ascii_digit(*s); s++) {
            unit /= 10;
            *out += unit * (*s - '0');
        }
    return !*s;
}

static bool in_range(const struct option *row, double value)
{
    return value >= (double)row->min &&
           (!row->max || value <= (double)row->max);
}

static enum ir_status bad_value(const struct option *row, const char *value,
                                struct ir_error *err)
{
    static const char *const kinds[] = {
        [OPTION_NUMBER] = "a whole number",
        [OPTION_SIZE] = "a size such as 500K, 16M or 2G",
        [OPTION_SECONDS] = "a number of seconds",
    };
    struct buf range = BUF_INIT;
    enum ir_status status;

    if (row->kind == OPTION_CHOICE)
        buf_addf(&range, "one of %s", row->choices);
    else
        buf_adds(&range, kinds[row->kind]);
    if (row->kind != OPTION_CHOICE && row->max)
        buf_addf(&range, " from %llu to %llu", (unsigned long long)row->min,
                 (unsigned long long)row->max);
    else if (row->kind != OPTION_CHOICE && row->min)
        buf_addf(&range, " of at least %llu", (unsigned long long)row->min);
    status = ir_fail(err, IR_INVALID, "option --%s: \"%.60s\" is not %s",
                     row->name, value, range.data);
    buf_free(&range);
    return status;
}

static bool apply_number(const struct setting *s, void *member)
{
    const char *p = s->value;
    uint64_t value;
    bool good = s->row->kind == OPTION_SIZE ? parse_size(p, &value)
                                            : parse_digits(&p, &value) && !*p;
    size_t kept;

    if (!good || value > SIZE_MAX || value < s->row->min ||
        (s->row->max && value > s->row->max))
        return false;
    kept = (size_t)value;
    memcpy(member, &kept, sizeof(kept));
    return true;
}

static bool apply_seconds(const struct setting *s, void *member)
{
    double value;

    if (!parse_seconds(s->value, &value) || !in_range(s->row, value))
        return false;
    memcpy(member, &value, sizeof(value));
    return true;
}

static bool apply_choice(const struct setting *s, void *member)
{
    const char *p = s->row->choices;

    for (int i = 0; *p; i++) {
        size_t size = strcspn(p, "|");

        if (size == strlen(s->value) && !memcmp(p, s->value, size)) {
            memcpy(member, &i, sizeof(i));
            return true;
        }
        p += size + (p[size] == '|');
    }
    return false;
}

static bool apply_list(const struct setting *s, void *member,
                       enum option_layer layer)
{
    struct text_list *list = member;

    if (list->layer != (int)layer)
        list->count = 0;
    list->layer = (int)layer;
    text_list_add(list, s->value);
    return true;
}

enum ir_status option_apply(const struct setting *s, void *target,
                            enum option_layer layer, struct ir_error *err)
{
    void *member = (char *)target + s->row->member;
    const bool yes = true;
    const char *value = s->value ? s->value : "";
    int constant = (int)s->row->min;
    bool good = true;

    switch (s->row->kind) {
    case OPTION_HEADING: break;
    case OPTION_FLAG: memcpy(member, &yes, sizeof(yes)); break;
    case OPTION_CONSTANT: memcpy(member, &constant, sizeof(constant)); break;
    case OPTION_TEXT: memcpy(member, &s->value, sizeof(s->value)); break;
    case OPTION_OPTIONAL: memcpy(member, &value, sizeof(value)); break;
    case OPTION_LIST: good = apply_list(s, member, layer); break;
    case OPTION_NUMBER:
    case OPTION_SIZE: good = apply_number(s, member); break;
    case OPTION_SECONDS: good = apply_seconds(s, member); break;
    case OPTION_CHOICE: good = apply_choice(s, member); break;
    }
    return good ? IR_OK : bad_value(s->row, s->value, err);
}

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
