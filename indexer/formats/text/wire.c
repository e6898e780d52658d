/* Bylines, datelines and ids. */
#include "indexer/formats/text/wire.h"

#include <ctype.h>
#include <inttypes.h>
#include <strings.h>

#define PLACE_MAX 80 /* bytes of a dateline that are looked for in the text */

struct ir_text byline_name(struct ir_text byline)
{
    byline = text_trim(byline, BYTES_BLANK);
    if (byline.size > 3 && !strncasecmp(byline.data, "by", 2) &&
        (byline.data[2] == ' ' || byline.data[2] == ':')) {
        byline.data += 3;
        byline.size -= 3;
    }
    byline = text_trim(byline, BYTES_BLANK);
    while (byline.size && byline.data[byline.size - 1] == ',')
        byline.size--;
    return byline;
}

/* Where it is: up to the date, the agency or the dash. */
static struct ir_text place(struct ir_text dateline)
{
    size_t i = 0;

    while (i < dateline.size && !strchr(",(-_", dateline.data[i]))
        i++;
    return text_trim((struct ir_text){dateline.data, i}, BYTES_BLANK);
}

static bool tells(struct ir_text text, struct ir_text place)
{
    const char *at = text.data, *end = text.data + text.size;

    for (; (size_t)(end - at) >= place.size; at++)
        if (tolower((unsigned char)*at) ==
                tolower((unsigned char)place.data[0]) &&
            !strncasecmp(at, place.data, place.size))
            return true;
    return false;
}

void dateline_lead(struct ir_text dateline, struct ir_text text,
                   struct buf *out)
{
    struct ir_text where;

    dateline = text_trim(dateline, BYTES_BLANK);
    where = place(dateline);
    if (where.size && where.size <= PLACE_MAX &&
        !isdigit((unsigned char)where.data[0]) && text.size &&
        !tells(text, where)) {
        buf_addt(out, dateline);
        buf_adds(out,
                 strchr("-_", dateline.data[dateline.size - 1]) ? " " : " - ");
    }
    buf_addt(out, text);
}

/* A URI, or another id that names who gave it, as "agency/2026/1" does. */
static bool is_world_wide(struct ir_text id)
{
    return id.size > 8 && (text_find(id, ':') || text_find(id, '/'));
}

void unique_id(const char *file, struct ir_text given_id, uint64_t ordinal,
               struct buf *out)
{
    if (given_id.size && is_world_wide(given_id)) {
        buf_addt(out, given_id);
        return;
    }
    buf_adds(out, file);
    buf_addc(out, '#');
    if (given_id.size)
        buf_addt(out, given_id);
    else
        buf_addf(out, "%" PRIu64, ordinal);
}
