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
    static struct parsed parsed;
    struct document_notes notes;
    struct problem p;
    struct doc *d;
    size_t cut = size ? *data % size : 0;
    struct ir_text all = {(const char *)data, size};

    if (!builder) {
        need(document_builder_new("english", &builder, NULL) == IR_OK);
        parsed_start(&parsed);
    }
    parsed_clear(&parsed);
    parsed_set(&parsed, PARSED_ID, (struct ir_text){all.data, cut});
    parsed_set(&parsed, PARSED_PATH, (struct ir_text){all.data, cut});
    parsed_set(&parsed, PARSED_DATE, (struct ir_text){all.data, cut});
    parsed_set(&parsed, PARSED_BYLINE, (struct ir_text){all.data, cut});
    parsed_set(&parsed, PARSED_TEXT, all);
    parsed.is_file = size % 2;
    if (!parsed.is_file)
        parsed_set(&parsed, PARSED_TITLE, (struct ir_text){all.data, cut});
    if (document_build(builder, &parsed, &d, &notes, &p) == IR_OK) {
        check(d);
        doc_free(d);
    }
    return 0;
}
