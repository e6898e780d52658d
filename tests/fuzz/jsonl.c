/* Any bytes as JSON lines, from a pipe-like stream and from a whole file. */
#include "indexer/articles.h"
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/xml/pick.h"
#include "tests/fuzz/input_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_lines(const uint8_t *data, size_t size, size_t max)
{
    struct source s;
    struct problem p;
    struct parsed parsed;
    enum ir_status status = IR_END;
    size_t most = 2 * size + 16; /* a line may have several articles */

    parsed_start(&parsed);
    source_init(&s, max, NULL);
    if (source_begin(&s, "fuzz.jsonl", file_of(data, size), &p) == IR_OK)
        do {
            parsed_clear(&parsed);
            status = read_jsonl.next(&s, &parsed, &p);
            if (!most--)
                abort(); /* it must go on */
        } while (status != IR_END);
    if (source_end(&s, &p) != IR_OK)
        abort();
    source_free(&s);
    parsed_free(&parsed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_lines(data, size, size + 1);
    read_lines(data, size, 64);
    return 0;
}
