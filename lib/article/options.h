/*
 * options.h - the analysis options of an index, kept in its metadata.
 */
#ifndef ARTICLE_OPTIONS_H
#define ARTICLE_OPTIONS_H

#include "store/store.h"

/* Raised when programs of another one would find wrong words in it; from
 * INDEX_FORMAT_STORED on the articles themselves are stored alike. */
#define INDEX_FORMAT 2
#define INDEX_FORMAT_STORED 1

struct index_options {
    char *stem;      /* Snowball name, or "none" */
    char *stopwords; /* words, one a line; "" for the built-in list; "none" */
    char *synonyms;  /* lines of comma-separated words; "" for none */
};

/* english, built-in stop words, no synonyms. */
void index_options_init(struct index_options *o);
void index_options_free(struct index_options *o);

/*
 * Read those of directory i of s.  IR_INCOMPATIBLE when the index is not one
 * of ours or of another format.
 */
enum ir_status index_options_load(struct index_options *o, struct store *s,
                                  size_t i, const char *dir,
                                  struct ir_error *err) IR_MUST_CHECK;
/* The same to read stored articles only, which older formats hold as well. */
enum ir_status index_options_load_stored(struct index_options *o,
                                         struct store *s, size_t i,
                                         const char *dir,
                                         struct ir_error *err) IR_MUST_CHECK;
/* Is this a new, empty index without options yet? */
bool index_options_absent(struct store *s);
enum ir_status index_options_save(const struct index_options *o,
                                  struct store_writer *w,
                                  struct ir_error *err) IR_MUST_CHECK;
/* IR_INCOMPATIBLE names the first option in which they differ. */
enum ir_status index_options_same(const struct index_options *a,
                                  const struct index_options *b,
                                  const char *dir,
                                  struct ir_error *err) IR_MUST_CHECK;

#endif
