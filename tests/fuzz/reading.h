/*
 * reading.h - what the targets of the readers share: any bytes as an input,
 * from its first article to its end.
 */
#ifndef TESTS_FUZZ_READING_H
#define TESTS_FUZZ_READING_H

#include "indexer/articles.h"
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/xml/pick.h"
#include "tests/fuzz/input_file.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void holds(bool yes)
{
    if (!yes)
        abort();
}

/* Every call takes some of the input, so there are no more than this. */
static inline void read_to_the_end(const struct reader *reader,
                                   const char *name, const uint8_t *data,
                                   size_t size, size_t max)
{
    size_t calls = 0;
    enum ir_status status = IR_END;
    struct problem p;
    struct source s;
    struct parsed parsed;

    parsed_start(&parsed);
    source_init(&s, max, NULL);
    s.encoding = size & 1 ? "windows-1252" : NULL;
    if (source_begin(&s, name, file_of(data, size), &p) == IR_OK)
        do {
            parsed_clear(&parsed);
            status = reader->next(&s, &parsed, &p);
            holds(calls++ <= size + 2);
            if (status == IR_OK)
                holds(parsed.fields[PARSED_ID].size &&
                      (parsed.fields[PARSED_TEXT].size ||
                       parsed.fields[PARSED_TITLE].size));
            else if (status != IR_END)
                holds(p.reason && p.err.message[0]);
        } while (status == IR_OK || status == IR_INVALID || status == IR_LIMIT);
    holds(source_end(&s, &p) == IR_OK);
    source_free(&s);
    parsed_free(&parsed);
}

#endif
