/* Any bytes as an article: what comes out is sound and reads back. */
#include "article/record.h"
#include "indexer/document/document.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool holds)
{
    if (!holds)
        abort();
}

static void check(const struct doc *d)
{
    static struct record_decoder *decoder;
    static struct record record = RECORD_INIT;

    if (!decoder)
        decoder = record_decoder_new();
    need(record_decode(decoder, d->data, &record, NULL) == IR_OK);
    need(utf8_valid(record.article.text) && utf8_valid(record.article.title));
    for (size_t i = 0; i < record.sentences.count; i++) {
        const struct sentence *s = &record.sentences.items[i];

        need(s->start < s->end && s->end <= record.article.text.size);
    }
    for (size_t i = 0; i < d->term_count; i++) {
        const struct doc_term *t = &d->terms[i];

        need(t->name.size && t->name.size <= DOC_TERM_MAX);
        need(!memchr(t->name.data, '\0', t->name.size));
        for (uint32_t j = 1; j < t->count; j++)
            need(d->positions[t->first + j - 1] < d->positions[t->first + j]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct document_builder *builder;
    static struct raw raw;
    struct document_notes notes;
    struct problem p;
    struct doc *d;
    size_t cut = size ? *data % size : 0;
    struct ir_text all = {(const char *)data, size};

    if (!builder) {
        need(document_builder_new("english", &builder, NULL) == IR_OK);
        raw_start(&raw);
    }
    raw_clear(&raw);
    raw_set(&raw, RAW_ID, (struct ir_text){all.data, cut});
    raw_set(&raw, RAW_PATH, (struct ir_text){all.data, cut});
    raw_set(&raw, RAW_DATE, (struct ir_text){all.data, cut});
    raw_set(&raw, RAW_BYLINE, (struct ir_text){all.data, cut});
    raw_set(&raw, RAW_TEXT, all);
    raw.is_file = size % 2;
    if (!raw.is_file)
        raw_set(&raw, RAW_TITLE, (struct ir_text){all.data, cut});
    if (document_build(builder, &raw, &d, &notes, &p) == IR_OK) {
        check(d);
        doc_free(d);
    }
    return 0;
}
