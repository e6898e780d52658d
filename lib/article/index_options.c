/* The analysis options of an index, kept in its metadata. */
#include "article/index_options.h"

#include <stdio.h>
#include <stdlib.h>

#define KEY_FORMAT "irsearch.format"

/* The options and their names in the metadata and in messages. */
static const struct row {
    const char *key, *name;
    size_t member;
    const char *standard;
} rows[] = {
    {"irsearch.stem", "stem", offsetof(struct index_options, stem), "english"},
    {"irsearch.stopwords", "stopwords",
     offsetof(struct index_options, stopwords), ""},
    {"irsearch.synonyms", "synonyms", offsetof(struct index_options, synonyms),
     ""},
};

static char **member(struct index_options *o, const struct row *row)
{
    return (char **)(void *)((char *)o + row->member);
}

static const char *value(const struct index_options *o, const struct row *row)
{
    return *(char *const *)(const void *)((const char *)o + row->member);
}

void index_options_init(struct index_options *o)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        *member(o, &rows[i]) = xstrdup(rows[i].standard);
    o->format = INDEX_FORMAT;
}

void index_options_free(struct index_options *o)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        free(*member(o, &rows[i]));
        *member(o, &rows[i]) = NULL;
    }
}

void index_options_gather(struct index_options *o,
                          const char *(*meta)(const void *of, const char *key),
                          const void *of)
{
    const char *format = meta(of, KEY_FORMAT);

    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *found = meta(of, rows[i].key);

        *member(o, &rows[i]) = xstrdup(found ? found : rows[i].standard);
    }
    o->format = format ? atoi(format) : 0;
}

bool index_options_absent(struct store *s)
{
    struct store_info info;
    char *format;
    bool absent;

    if (store_info(s, &info, NULL) != IR_OK || info.documents)
        return false;
    if (store_meta(s, 0, KEY_FORMAT, &format, NULL) != IR_OK)
        return false;
    absent = !*format;
    free(format);
    return absent;
}

/* An index is also empty if the run that created it failed. */
static enum ir_status unknown(struct store *s, const char *dir,
                              struct ir_error *err)
{
    struct store_info info;
    enum ir_status status = store_info(s, &info, err);

    if (status != IR_OK)
        return status;
    if (!info.documents)
        return ir_fail(err, IR_NOT_FOUND,
                       "index %s is empty; to fill it: irindex -d %s INPUT...",
                       dir, dir);
    return ir_fail(err, IR_INCOMPATIBLE,
                   "%s: a Xapian index, but not made by irindex; to make one "
                   "elsewhere: irindex -d OTHER INPUT...",
                   dir);
}

enum ir_status index_options_newer(const char *dir, const char *format,
                                   struct ir_error *err)
{
    return ir_fail(err, IR_INCOMPATIBLE,
                   "%s: index of format %.10s, this program reads %d: it was "
                   "made by a newer irindex; to take it over, there: irindex "
                   "-d %s --export",
                   dir, format, INDEX_FORMAT, dir);
}

/* oldest: the first format that is accepted. */
static enum ir_status check_format(struct store *s, size_t i, const char *dir,
                                   int oldest, int *out, struct ir_error *err)
{
    char *format;
    enum ir_status status = store_meta(s, i, KEY_FORMAT, &format, err);
    int version;

    if (status != IR_OK)
        return status;
    *out = version = atoi(format);
    if (!*format)
        status = unknown(s, dir, err);
    else if (version > INDEX_FORMAT || version < INDEX_FORMAT_STORED)
        status = index_options_newer(dir, format, err);
    else if (version < oldest)
        status = ir_fail(err, IR_INCOMPATIBLE,
                         "%s: index of format %.10s, this program reads %d; "
                         "make it anew with: irindex -d %s --rebuild",
                         dir, format, INDEX_FORMAT, dir);
    free(format);
    return status;
}

static enum ir_status load(struct index_options *o, struct store *s, size_t i,
                           const char *dir, int oldest, struct ir_error *err)
{
    int format = 0;
    enum ir_status status = check_format(s, i, dir, oldest, &format, err);

    *o = (struct index_options){.format = format};
    for (size_t row = 0; status == IR_OK && row < COUNT(rows); row++)
        status = store_meta(s, i, rows[row].key, member(o, &rows[row]), err);
    if (status != IR_OK)
        index_options_free(o);
    return status;
}

enum ir_status index_options_load(struct index_options *o, struct store *s,
                                  size_t i, const char *dir,
                                  struct ir_error *err)
{
    return load(o, s, i, dir, INDEX_FORMAT_SEARCHED, err);
}

enum ir_status index_options_load_stored(struct index_options *o,
                                         struct store *s, size_t i,
                                         const char *dir, struct ir_error *err)
{
    return load(o, s, i, dir, INDEX_FORMAT_STORED, err);
}

enum ir_status index_options_save(const struct index_options *o,
                                  struct store_writer *w, struct ir_error *err)
{
    char format[16];
    enum ir_status status;

    snprintf(format, sizeof(format), "%d", INDEX_FORMAT);
    status = store_set_meta(w, KEY_FORMAT, format, err);
    for (size_t row = 0; status == IR_OK && row < COUNT(rows); row++)
        status = store_set_meta(w, rows[row].key, value(o, &rows[row]), err);
    return status;
}

enum ir_status index_options_same(const struct index_options *a,
                                  const struct index_options *b,
                                  const char *dir, struct ir_error *err)
{
    for (size_t row = 0; row < COUNT(rows); row++) {
        const char *left = value(a, &rows[row]), *right = value(b, &rows[row]);

        if (strcmp(left, right))
            return ir_fail(err, IR_INCOMPATIBLE,
                           "%s: index made with other %s (%.40s, not %.40s)",
                           dir, rows[row].name, *left ? left : "default",
                           *right ? right : "default");
    }
    return IR_OK;
}
