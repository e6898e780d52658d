/* Reads the term list of a document. */
#include "glass/term_list.h"

bool term_list_start(struct term_list *l, struct ir_text tag)
{
    *l = (struct term_list){.at = (const uint8_t *)tag.data};
    l->end = l->at + tag.size;
    return !tag.size || (take_uint(&l->at, l->end, &l->length) &&
                         take_uint(&l->at, l->end, &l->count));
}

/* Is the next term, of so many bytes of the last one and more of its own,
 * greater than that? */
static bool follows(const struct term_list *l, size_t same, size_t more)
{
    const struct ir_text own = {(const char *)l->at, more};
    const struct ir_text last = {(const char *)l->name + same, l->size - same};

    return text_compare(own, last) > 0;
}

bool term_list_next(struct term_list *l)
{
    const bool is_first = !l->next++;
    size_t same = 0, more;
    bool packed = false;

    if (l->end - l->at < 2 - is_first)
        return false;
    if (!is_first) { /* it has nothing in common with one before */
        same = *l->at++;
        packed = same > l->size;
        if (packed) {
            l->wdf = same / (l->size + 1) - 1;
            same %= l->size + 1;
        }
    }
    more = *l->at++;
    if (more > (size_t)(l->end - l->at) || same > l->size ||
        same + more > DOC_TERM_MAX || !follows(l, same, more))
        return false;
    memcpy(l->name + same, l->at, more);
    l->at += more;
    l->size = same + more;
    return packed ||
           (take_uint(&l->at, l->end, &l->wdf) && l->wdf <= UINT32_MAX);
}
