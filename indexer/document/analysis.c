/* The analysis options of an index, stored in it. */
#include "indexer/document/analysis.h"
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
        status = ir_fail(err, IR_INVALID, "%s: contains a NUL byte", path);
    if (status == IR_OK) {
        free(*out);
        *out = buf_take(&text, NULL);
    }
    buf_free(&text);
    return status;
}

/* Override the options in o with those of wish. */
static enum ir_status apply(const struct analysis_wish *wish,
                            struct index_options *o, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (wish->stem) {
        free(o->stem);
        o->stem = xstrdup(wish->stem);
    }
    if (wish->stopwords)
        status = read_list(wish->stopwords, "none", &o->stopwords, err);
    if (status == IR_OK && wish->synonyms)
        status = read_list(wish->synonyms, "", &o->synonyms, err);
    return status;
}

/* Load the stored options; fails if they differ from wish. */
static enum ir_status load(const struct analysis_wish *wish, const char *dir,
                           struct store *store, struct index_options *out,
                           struct ir_error *err)
{
    struct index_options want;
    enum ir_status status = index_options_load(out, store, 0, dir, err);

    if (status != IR_OK)
        return status;
    want = (struct index_options){xstrdup(out->stem), xstrdup(out->stopwords),
                                  xstrdup(out->synonyms), out->format};
    status = apply(wish, &want, err);
    if (status == IR_OK)
        status = index_options_same(out, &want, dir, err);
    index_options_free(&want);
    if (status != IR_OK)
        index_options_free(out);
    return status;
}

enum ir_status analysis_settle(const struct analysis_wish *wish,
                               const char *dir, struct store *store,
                               struct store_writer *w,
                               struct index_options *out, struct ir_error *err)
{
    enum ir_status status;

    if (store && !index_options_absent(store))
        return load(wish, dir, store, out, err);
    index_options_init(out);
    status = apply(wish, out, err);
    if (status == IR_OK && w)
        status = index_options_save(out, w, err);
    if (status != IR_OK)
        index_options_free(out);
    return status;
}

enum ir_status analysis_set(const struct analysis_wish *wish,
                            struct index_options *o, struct store_writer *w,
                            struct ir_error *err)
{
    enum ir_status status = apply(wish, o, err);

    return status == IR_OK ? index_options_save(o, w, err) : status;
}

enum ir_status analysis_renew(const struct analysis_wish *wish, const char *dir,
                              struct store *store, struct store_writer *w,
                              struct index_options *out, struct ir_error *err)
{
    enum ir_status status = index_options_load_stored(out, store, 0, dir, err);

    if (status != IR_OK)
        return status;
    status = analysis_set(wish, out, w, err);
    if (status != IR_OK)
        index_options_free(out);
    return status;
}

enum ir_status analysis_copy(const char *dir, struct store_writer *w,
                             struct ir_error *err)
{
    struct index_options options;
    struct store *source;
    enum ir_status status = store_open(&dir, 1, &source, err);

    if (status != IR_OK)
        return status;
    status = index_options_load_stored(&options, source, 0, dir, err);
    store_close(source);
    if (status != IR_OK)
        return status;
    status = index_options_save(&options, w, err);
    index_options_free(&options);
    return status;
}
