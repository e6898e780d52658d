/* Options: the values that a target holds, as arguments would give them. */
#include "command/options.h"

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
