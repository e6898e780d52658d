/* An article on its way through the pipeline: read, then analysed. */
#include "indexer/item.h"
#include "article/record.h"
#include "text/language_tag.h"

void item_start(struct item *item)
{
    static const struct buf none = BUF_INIT;

    parsed_start(&item->parsed);
    item->label = none;
}

void item_end(struct item *item)
{
    doc_free(item->doc);
    parsed_free(&item->parsed);
    buf_free(&item->label);
}

/* Read the next article, from the source indexes or the walk. */
static void fetch(struct item *item, struct articles *articles,
                  const struct item_options *o, const atomic_bool *stop)
{
    const char *name;

    if (o->source) {
        item->status = atomic_load(stop)
                           ? IR_END
                           : stored_indexes_next(o->source, &item->file,
                                                 &item->parsed, &item->problem);
        name = item->file;
        if (item->status == IR_OK)
            articles->bytes += item->parsed.fields[PARSED_TEXT].size;
    } else {
        item->status = articles_next(articles, &item->parsed, &item->problem);
        item->file = articles->file;
        item->given = articles->given;
        name = articles->name;
    }
    buf_clear(&item->label);
    buf_adds(&item->label, name);
    item->name = item->label.data;
    item->bytes = articles->bytes;
    item->event = articles->event;
    item->stamp = articles->stamp;
}

static bool names_language(struct ir_text text)
{
    struct buf tag = BUF_INIT;
    bool names = language_tag_add(text, &tag);

    buf_free(&tag);
    return names;
}

static void apply_given(const struct item_options *o, struct parsed *parsed)
{
    for (int i = 0; o->fixed && i < PARSED_FIELDS; i++)
        if (o->fixed->fields[i].size)
            parsed_set(parsed, (enum parsed_field)i,
                       buf_text(&o->fixed->fields[i]));
    if (o->lang && !names_language(buf_text(&parsed->fields[PARSED_LANG])))
        parsed_set(parsed, PARSED_LANG, text_of(o->lang));
}

void item_read(struct item *item, struct articles *articles,
               const struct item_options *o, const atomic_bool *stop)
{
    fetch(item, articles, o, stop);
    item->size = item->parsed.fields[PARSED_TEXT].size;
    item->doc = NULL;
    memset(&item->notes, 0, sizeof(item->notes));
    if (item->status == IR_OK && item->event == ARTICLES_NEXT)
        apply_given(o, &item->parsed);
}

enum ir_status item_builder(const struct item_options *o,
                            struct document_builder **out, struct ir_error *err)
{
    enum ir_status status = document_builder_new(o->stem, out, err);

    if (status == IR_OK && o->detect)
        document_builder_detect(*out);
    return status;
}

void item_analyse(struct item *item, struct document_builder *builder,
                  const struct item_options *o)
{
    item->status = document_build(builder, &item->parsed, &item->doc,
                                  &item->notes, &item->problem);
    if (item->status == IR_OK && o->writer) {
        item->problem.reason = "refused";
        item->status = store_prepare(o->writer, item->doc, &item->problem.err);
    }
}

void item_forget_caches(void)
{
    record_encode_done();
    store_prepare_done();
}
