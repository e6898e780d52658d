/*
 * index_options.h - the text analysis options of an index, stored in its
 * metadata, and what else of that both programs read.
 */
#ifndef ARTICLE_INDEX_OPTIONS_H
#define ARTICLE_INDEX_OPTIONS_H

#include "store/store.h"

/*
 * Raised when the terms in the index change.  An index keeps the format that it
 * was made in; from INDEX_FORMAT_SEARCHED on it can be searched and changed,
 * from INDEX_FORMAT_FIELDS on all articles have the terms of bylines and
 * datelines, from INDEX_FORMAT_COPIES on they have sketches (those of format 4
 * are not read).  The stored form of articles has not changed since
 * INDEX_FORMAT_STORED.
 */
#define INDEX_FORMAT 5
#define INDEX_FORMAT_COPIES 5
#define INDEX_FORMAT_FIELDS 3
#define INDEX_FORMAT_SEARCHED 2
#define INDEX_FORMAT_STORED 1

/* The key of a file in which inputs were rejected when it was last read begins
 * with this; its value is their number, in decimal. */
#define INDEX_REJECTED "rejected:"

struct index_options {
    char *stem;      /* Snowball name, or "none" */
    char *stopwords; /* words, one per line; "": the built-in list; or "none" */
    char *synonyms;  /* a group per line, separated by commas; "" for none */
    int format;      /* of the index that they were loaded from */
};

/* Set the defaults: english, built-in stop words, no synonyms. */
void index_options_init(struct index_options *o);
void index_options_free(struct index_options *o);
/* Is the stemmer the English one? */
static inline bool index_options_english(const struct index_options *o)
{
    return !strcmp(o->stem, "english") || !strcmp(o->stem, "en");
}

/*
 * Load the options of directory i of s; dir names it in messages.
 * IR_INCOMPATIBLE if irindex did not make the index, or in another format.
 * Fails as the store does.
 */
enum ir_status index_options_load(struct index_options *o, struct store *s,
                                  size_t i, const char *dir,
                                  struct ir_error *err) IR_MUST_CHECK;
/* The same for reading stored articles only: also accepts formats from
 * INDEX_FORMAT_STORED on. */
enum ir_status index_options_load_stored(struct index_options *o,
                                         struct store *s, size_t i,
                                         const char *dir,
                                         struct ir_error *err) IR_MUST_CHECK;
/* Set out to the options in the metadata that meta() answers, NULL for what there
 * is none; what is not there has its default, the format 0. */
void index_options_gather(struct index_options *o,
                          const char *(*meta)(const void *of, const char *key),
                          const void *of);
/* Says of an index that its format is that of a newer program: IR_INCOMPATIBLE. */
enum ir_status index_options_newer(const char *dir, const char *format,
                                   struct ir_error *err);
/* Is the index new: empty, and without options? */
bool index_options_absent(struct store *s);
/* Set the options and the format, with the next commit.  Fails as
 * store_set_meta() does. */
enum ir_status index_options_save(const struct index_options *o,
                                  struct store_writer *w,
                                  struct ir_error *err) IR_MUST_CHECK;
/* IR_OK if a and b are equal, else IR_INCOMPATIBLE: the message names the
 * first difference. */
enum ir_status index_options_same(const struct index_options *a,
                                  const struct index_options *b,
                                  const char *dir,
                                  struct ir_error *err) IR_MUST_CHECK;

#endif
