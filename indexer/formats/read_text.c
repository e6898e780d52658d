/* Plain text: one article an input. */
#include "indexer/formats/formats.h"
#include "indexer/input/binary.h"
#include "indexer/input/charset.h"

static bool claims(const struct source *s, struct ir_text head)
{
    (void)s;
    (void)head;
    return false; /* it takes what nobody claims */
}

static enum ir_status next(struct source *s, struct raw *out, struct problem *p)
{
    struct ir_text text;
    enum ir_status status;
    const char *kind;

    p->line = 0;
    if (s->line++)
        return IR_END;
    status = source_rest(s, &text, p);
    if (status != IR_OK)
        return status;
    kind = binary_kind(text, true);
    if (kind)
        return binary_refuse(kind, p);
    raw_set(out, RAW_ID, text_of(s->name));
    charset_guess(text, s->encoding, &out->fields[RAW_TEXT], &out->replaced,
                  &out->converted);
    if (s->is_file)
        raw_set(out, RAW_PATH, text_of(s->name));
    out->is_file = true;
    return IR_OK;
}

const struct reader read_text = {"text", ".txt .text", claims, next};
