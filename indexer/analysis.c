/* Which analysis an index was made with, and whether that is what is wanted. */
#include "indexer/analysis.h"
#include "base/file.h"

#include <stdlib.h>

#define LIST_MAX ((size_t)1 << 20) /* bytes of stop words or synonyms */

static enum ir_status read_list(const char *path, const char *none, char **out,
                                struct ir_error *err)
{
    struct buf text = BUF_INIT;
    enum ir_status status = IR_OK;

    if (!strcmp(path, "none"))
        buf_adds(&text, none);
    else
        status = file_read(path, LIST_MAX, &text, err);
    if (status == IR_OK && memchr(text.data, '\0', text.size))
        status = ir_fail(err, IR_INVALID, "%s: has a NUL byte in it", path);
    if (status == IR_OK) {
        free(*out);
        *out = buf_take(&text, NULL);
    }
    buf_free(&text);
    return status;
}

/* Put what the command line gave into o. */
static enum ir_status apply(const struct settings *s, struct index_options *o,
                            struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (s->stem) {
        free(o->stem);
        o->stem = xstrdup(s->stem);
    }
    if (s->stopwords)
        status = read_list(s->stopwords, "none", &o->stopwords, err);
    if (status == IR_OK && s->synonyms)
        status = read_list(s->synonyms, "", &o->synonyms, err);
    return status;
}

static enum ir_status check_same(const struct settings *s,
                                 const struct index_options *have,
                                 struct ir_error *err)
{
    struct index_options want = {xstrdup(have->stem), xstrdup(have->stopwords),
                                 xstrdup(have->synonyms)};
    enum ir_status status = apply(s, &want, err);

    if (status == IR_OK)
        status = index_options_same(have, &want, s->db, err);
    index_options_free(&want);
    return status;
}

static enum ir_status load(const struct settings *s, struct store *store,
                           struct index_options *out, struct ir_error *err)
{
    enum ir_status status = index_options_load(out, store, 0, s->db, err);

    if (status != IR_OK)
        return status;
    status = check_same(s, out, err);
    if (status != IR_OK)
        index_options_free(out);
    return status;
}

enum ir_status analysis_settle(const struct settings *s, struct store_writer *w,
                               struct index_options *out, struct ir_error *err)
{
    struct store *store = store_writer_store(w);
    enum ir_status status;

    if (!index_options_absent(store))
        return load(s, store, out, err);
    index_options_init(out);
    status = apply(s, out, err);
    if (status == IR_OK)
        status = index_options_save(out, w, err);
    if (status != IR_OK)
        index_options_free(out);
    return status;
}

enum ir_status analysis_look(const struct settings *s,
                             struct index_options *out, struct ir_error *err)
{
    struct store *store;
    enum ir_status status = store_open(&s->db, 1, &store, err);

    if (status == IR_OK && !index_options_absent(store)) {
        status = load(s, store, out, err);
        store_close(store);
        return status;
    }
    if (status == IR_OK)
        store_close(store);
    if (status != IR_OK && status != IR_NOT_FOUND)
        return status;
    index_options_init(out);
    status = apply(s, out, err);
    if (status != IR_OK)
        index_options_free(out);
    return status;
}
