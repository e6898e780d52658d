/*
 * analysis.h - the analysis options of an index, fixed when it is created.
 */
#ifndef INDEXER_DOCUMENT_ANALYSIS_H
#define INDEXER_DOCUMENT_ANALYSIS_H

#include "article/index_options.h"

/* The options given by the user.  NULL: not given; the index's value, or for
 * a new index the default, is used. */
struct analysis_wish {
    const char *stem;                 /* as for stems_new() */
    const char *stopwords, *synonyms; /* files, or "none" */
};

/*
 * Set out to the options of the index or, if the index is new, to those of
 * wish, which are then stored through w.  dir is the path of the index, for
 * messages; store is NULL if there is no index; w is NULL to store nothing.
 * IR_INCOMPATIBLE: wish differs from the options of the index.  Free out with
 * index_options_free().
 */
enum ir_status analysis_settle(const struct analysis_wish *wish,
                               const char *dir, struct store *store,
                               struct store_writer *w,
                               struct index_options *out,
                               struct ir_error *err) IR_MUST_CHECK;
/* Change o by wish, and store it through w.  IR_IO, IR_INVALID: of a file of
 * wish. */
enum ir_status analysis_set(const struct analysis_wish *wish,
                            struct index_options *o, struct store_writer *w,
                            struct ir_error *err) IR_MUST_CHECK;
/* Set out to the options of the index, whatever its format, but for those of
 * wish, and store them through w, with the format of this program. */
enum ir_status analysis_renew(const struct analysis_wish *wish, const char *dir,
                              struct store *store, struct store_writer *w,
                              struct index_options *out,
                              struct ir_error *err) IR_MUST_CHECK;
/* Store through w, in a new index, the options of the index in dir.  Has the
 * statuses of store_open(), index_options_load() and index_options_save(). */
enum ir_status analysis_copy(const char *dir, struct store_writer *w,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
