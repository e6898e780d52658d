/* What a page says of its authors and its date. */
#include "indexer/formats/html/page_candidates.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_dates.h"

struct candidate *candidates_add(struct candidates *c, enum parsed_field field,
                                 unsigned source, struct ir_text text,
                                 bool plain)
{
    struct candidate *to;

    text = text_trim(text, BYTES_BLANK);
    if (!text.size || text.size > MARKUP_FIELD_MAX ||
        c->count == CANDIDATES_MAX)
        return NULL;
    to = &c->items[c->count++];
    memset(to, 0, sizeof(*to));
    to->text = (struct buf)BUF_INIT;
    to->field = field;
    to->source = source;
    if (!plain && (text_find(text, '&') || text_find(text, '<')))
        markup_text(text, &to->text);
    else if (field == PARSED_DATE)
        page_date_read(text, c->day_first, &to->text);
    else
        buf_addt(&to->text, text);
    return to;
}

void candidates_free(struct candidates *c)
{
    for (size_t i = 0; i < c->count; i++)
        buf_free(&c->items[i].text);
    c->count = 0;
}
