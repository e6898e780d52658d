/* read_bytes.h - any bytes, as one reader sees them. */
#ifndef TESTS_FUZZ_READ_BYTES_H
#define TESTS_FUZZ_READ_BYTES_H

#include "indexer/articles.h"
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/xml/pick.h"
#include "tests/fuzz/input_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* All that the reader makes of it; it has to come to an end. */
static inline void read_bytes(const struct reader *reader, const uint8_t *data,
                              size_t size, size_t max)
{
    size_t most = 2 * size + 16;
    struct source s;
    struct problem p;
    struct parsed parsed;
    enum ir_status status = IR_END;

    parsed_start(&parsed);
    source_init(&s, max, NULL);
    s.encoding = "windows-1252";
    if (source_begin(&s, "fuzz", file_of(data, size), &p) == IR_OK)
        do {
            parsed_clear(&parsed);
            status = reader->next(&s, &parsed, &p);
            if (!most--)
                abort();
        } while (status == IR_OK || status == IR_INVALID || status == IR_LIMIT);
    if (source_end(&s, &p) != IR_OK)
        abort();
    source_free(&s);
    parsed_free(&parsed);
}

#define FUZZ_READER(reader)                                            \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)       \
    {                                                                  \
        struct source s = {.name = "fuzz"};                            \
                                                                       \
        reader.claims(&s, (struct ir_text){(const char *)data, size}); \
        read_bytes(&reader, data, size, size + 1);                     \
        read_bytes(&reader, data, size, 64);                           \
        return 0;                                                      \
    }

#endif
