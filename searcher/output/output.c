/* The table of output formats, and what they share. */
#include "searcher/output/output.h"

#include <time.h>

static const struct output *const outputs[] = {
    [OUTPUT_TEXT] = &output_text,
    [OUTPUT_JSON] = &output_json,
    [OUTPUT_JSONL] = &output_jsonl,
    [OUTPUT_TREC] = &output_trec,
};

const struct output *output_of(enum output_format format)
{
    return outputs[format];
}

struct ir_text output_part(struct ir_text text, size_t start, size_t end)
{
    struct ir_text part = {"", 0};

    if (end > text.size)
        end = text.size;
    if (start > end)
        start = end;
    if (start == end)
        return part;
    part.data = text.data + start;
    part.size = end - start;
    return part;
}

void output_date(struct buf *out, int64_t date, bool day)
{
    static const int64_t first = INT64_C(-62167219200); /* 0000-01-01 */
    static const int64_t last = INT64_C(253402300799);  /* 9999-12-31 */
    time_t seconds = (time_t)date;
    struct tm t;

    if (date < first || date > last || !gmtime_r(&seconds, &t))
        return;
    buf_addf(out, "%04d-%02d-%02d", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
    if (!day)
        buf_addf(out, "T%02d:%02d:%02dZ", t.tm_hour, t.tm_min, t.tm_sec);
}
