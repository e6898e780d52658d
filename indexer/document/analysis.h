/*
 * analysis.h - the analysis options of an index, fixed when it is created.
 */
#ifndef INDEXER_DOCUMENT_ANALYSIS_H
#define INDEXER_DOCUMENT_ANALYSIS_H

#include "article/options.h"

/* What is asked for; NULL: whatever the index has, or the default. */
struct analysis_wish {
    const char *stem;                 /* as for stems_new() */
    const char *stopwords, *synonyms; /* files, or "none" */
};

/*
 * The options to work with: those of the index, or for a new one those that
 * are wished for, which w stores.  dir is the index for messages; store is
 * NULL if there is none; w is NULL to change nothing.  IR_INCOMPATIBLE: the
 * index has others than are wished for.  Free out with index_options_free().
 */
enum ir_status analysis_settle(const struct analysis_wish *wish,
                               const char *dir, struct store *store,
                               struct store_writer *w,
                               struct index_options *out,
                               struct ir_error *err) IR_MUST_CHECK;
/* Store in a new index the options of the one in dir. */
enum ir_status analysis_copy(const char *dir, struct store_writer *w,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
