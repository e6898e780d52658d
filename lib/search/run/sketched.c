/* Compares the sketches and dates of two articles. */
#include "search/run/sketched.h"
#include "article/terms.h"
#include "text/calendar.h"

#include <stdlib.h>

/* Replace value by that of a document in a slot; false if it has none. */
static bool read_value(struct store *s, uint32_t document, unsigned slot,
                       struct buf *value, enum ir_status *status,
                       struct ir_error *err)
{
    if (*status == IR_OK)
        *status = store_value(s, document, slot, value, err);
    return *status == IR_OK && value->size;
}

bool sketched_read(struct sketched *out, struct store *s, uint32_t document,
                   enum ir_status *status, struct ir_error *err)
{
    struct buf value = BUF_INIT;
    bool found;

    *status = IR_OK;
    memset(out, 0, sizeof(*out));
    out->document = document;
    found = read_value(s, document, SLOT_SKETCH, &value, status, err) &&
            value.size == SKETCH_SIZE;
    if (found)
        memcpy(out->sketch, value.data, SKETCH_SIZE);
    buf_free(&value);
    return found;
}

/* Read when it was published. */
static void read_date(struct sketched *x, struct store *s,
                      enum ir_status *status, struct ir_error *err)
{
    struct buf value = BUF_INIT;

    if (x->dated)
        return;
    x->dated = true;
    x->has_date = read_value(s, x->document, SLOT_DATE, &value, status, err);
    x->date = x->has_date ? value_number_get(buf_text(&value)) : 0;
    buf_free(&value);
}

static bool within(const struct sketched *a, const struct sketched *b,
                   int64_t seconds)
{
    return a->has_date && b->has_date && llabs(a->date - b->date) <= seconds;
}

/* Are they alike enough for when they were published? */
static bool enough(const struct sketched *a, const struct sketched *b,
                   double likeness)
{
    if (likeness >= STORY_SAME_LIKENESS)
        return true;
    if (sketch_is_brief(a->sketch) || sketch_is_brief(b->sketch))
        return likeness >= STORY_BRIEF_LIKENESS &&
               within(a, b, STORY_BRIEF_HOURS * HOUR_SECONDS);
    if (within(a, b, STORY_DAYS * DAY_SECONDS))
        return likeness >= STORY_LIKENESS;
    return likeness >= STORY_APART_LIKENESS &&
           sketch_lead_likeness(a->sketch, b->sketch) >= STORY_APART_LEAD;
}

bool sketched_alike(struct sketched *a, struct sketched *b, struct store *s,
                    enum ir_status *status, struct ir_error *err)
{
    double likeness = sketch_likeness(a->sketch, b->sketch);

    if (likeness < STORY_LIKENESS)
        return false;
    read_date(a, s, status, err);
    read_date(b, s, status, err);
    return *status == IR_OK && enough(a, b, likeness);
}
