/* The values that were found for an article, and what becomes of them. */
#include "indexer/formats/html/markup.h"
#include "indexer/formats/text/paragraphs.h"
#include "indexer/formats/text/wire.h"
#include "indexer/formats/xml/pick.h"

#define JOINED_MAX 1000 /* bytes of values that are joined in one field */

struct ir_text pick_value(const struct pick *p, unsigned slot)
{
    return buf_text(&p->slots[slot].text);
}

bool pick_has(const struct pick *p, unsigned slot, unsigned rank)
{
    return p->slots[slot].rank && p->slots[slot].rank <= rank;
}

/* Is value one of those that are joined in list? */
static bool is_among(struct ir_text list, struct ir_text value)
{
    const char *at = list.data, *end = list.data + list.size;

    while (at < end) {
        const char *next = memmem(at, (size_t)(end - at), "; ", 2);

        if (!next)
            next = end;
        if (text_equal((struct ir_text){at, (size_t)(next - at)}, value))
            return true;
        at = next + 2;
    }
    return false;
}

static void keep(struct pick_value *v, unsigned rank, unsigned how,
                 struct ir_text value)
{
    if (!value.size || (v->rank && v->rank < rank))
        return;
    if (v->rank == rank) {
        if (!(how & PICK_JOIN) || v->text.size + value.size > JOINED_MAX ||
            is_among(buf_text(&v->text), value))
            return;
        buf_adds(&v->text, "; ");
    } else
        buf_clear(&v->text);
    buf_addt(&v->text, value);
    v->rank = rank;
}

static bool is_marked_up(struct ir_text t)
{
    return memchr(t.data, '<', t.size) || memchr(t.data, '&', t.size);
}

void pick_put(struct pick *p, unsigned slot, unsigned rank, unsigned how,
              struct ir_text value)
{
    struct buf plain = BUF_INIT, line = BUF_INIT;

    if (how & PICK_HTML && value.size && is_marked_up(value)) {
        markup_text(value, &plain);
        value = buf_text(&plain);
    }
    if (how & PICK_TEXT) {
        squeeze(value, &line);
        value = buf_text(&line);
    }
    keep(&p->slots[slot], rank, how, text_trim(value, BYTES_BLANK));
    buf_free(&plain);
    buf_free(&line);
}

enum ir_status pick_finish(struct pick *p, struct parsed *out,
                           struct problem *problem)
{
    struct ir_text text = pick_value(p, PARSED_TEXT);

    for (int i = 0; i < PARSED_FIELDS; i++)
        if (i != PARSED_TEXT && i != PARSED_ID && i != PARSED_BYLINE)
            parsed_set(out, (enum parsed_field)i, pick_value(p, (unsigned)i));
    parsed_set(out, PARSED_BYLINE, byline_name(pick_value(p, PARSED_BYLINE)));
    if (!text.size)
        text = pick_value(p, PICK_ABSTRACT);
    if (!text.size)
        text = pick_value(p, PICK_CAPTION);
    if (!text.size && !out->fields[PARSED_TITLE].size)
        return problem_set(problem, IR_INVALID, "empty",
                           "an article without headline and text");
    if (text.data == p->slots[PARSED_TEXT].text.data &&
        !p->slots[PICK_DATELINE].rank) {
        struct buf swapped = out->fields[PARSED_TEXT];

        out->fields[PARSED_TEXT] = p->slots[PARSED_TEXT].text;
        p->slots[PARSED_TEXT].text = swapped;
    } else
        dateline_lead(pick_value(p, PICK_DATELINE), text,
                      &out->fields[PARSED_TEXT]);
    if (pick_value(p, PARSED_ID).size)
        parsed_set(out, PARSED_ID, pick_value(p, PARSED_ID));
    else if (!p->format->many || p->ordinal == 0)
        parsed_set(out, PARSED_ID, text_of(p->source->name));
    else
        unique_id(p->source->name, pick_value(p, PARSED_ID), p->ordinal,
                  &out->fields[PARSED_ID]);
    return IR_OK;
}
