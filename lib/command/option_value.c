/* Options: check and store values, and give them as arguments would. */
#include "command/options.h"

#include <stdlib.h>

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

static size_t member_size(enum option_kind kind)
{
    static const size_t sizes[] = {
        [OPTION_HEADING] = 0,
        [OPTION_FLAG] = sizeof(bool),
        [OPTION_CONSTANT] = sizeof(int),
        [OPTION_TEXT] = sizeof(const char *),
        [OPTION_OPTIONAL] = sizeof(const char *),
        [OPTION_LIST] = 0,
        [OPTION_NUMBER] = sizeof(size_t),
        [OPTION_SIZE] = sizeof(size_t),
        [OPTION_SECONDS] = sizeof(double),
        [OPTION_CHOICE] = sizeof(int),
    };

    return sizes[kind];
}

static const char *choice_of(const char *choices, int index, size_t *size)
{
    for (; index > 0; index--) {
        choices += strcspn(choices, "|");
        choices += *choices == '|';
    }
    *size = strcspn(choices, "|");
    return choices;
}

/* The value of a member that is not a list. */
static bool add_member(const struct option *row, const void *member,
                       struct buf *out)
{
    const char *text = NULL;
    size_t number, size;
    double seconds;
    int index;

    switch (row->kind) {
    case OPTION_HEADING:
    case OPTION_LIST: return false;
    case OPTION_FLAG: return true;
    case OPTION_CONSTANT:
        memcpy(&index, member, sizeof(index));
        return index == (int)row->min;
    case OPTION_TEXT:
    case OPTION_OPTIONAL:
        memcpy(&text, member, sizeof(text));
        if (text)
            buf_adds(out, text);
        return text != NULL;
    case OPTION_NUMBER:
    case OPTION_SIZE:
        memcpy(&number, member, sizeof(number));
        buf_addf(out, "%zu", number);
        return true;
    case OPTION_SECONDS:
        memcpy(&seconds, member, sizeof(seconds));
        buf_addf(out, "%.9f", seconds);
        return true;
    case OPTION_CHOICE:
        memcpy(&index, member, sizeof(index));
        text = choice_of(row->choices, index, &size);
        buf_add(out, text, size);
        return true;
    }
    return false;
}

bool options_value(const struct options *o, const char *name,
                   const void *target, const void *defaults, size_t at,
                   struct buf *out)
{
    const struct option *row = option_find(o, name, strlen(name));
    const char *member = (const char *)target + row->member;
    const struct text_list *list =
        (const struct text_list *)(const void *)member;

    if (row->kind == OPTION_LIST) {
        if (at < list->count)
            buf_adds(out, list->items[at]);
        return at < list->count;
    }
    return !at &&
           memcmp(member, (const char *)defaults + row->member,
                  member_size(row->kind)) != 0 &&
           add_member(row, member, out);
}
