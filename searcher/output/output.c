/* The table of output formats, and what they share. */
#include "searcher/output/output.h"

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
