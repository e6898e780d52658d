/*
 * analysis.h - the analysis options of the index and of the command line.
 */
#ifndef INDEXER_ANALYSIS_H
#define INDEXER_ANALYSIS_H

#include "article/options.h"
#include "indexer/settings.h"

/*
 * The options to work with: those of the index in w, or for a new one those
 * of the settings, which are then stored.  IR_INCOMPATIBLE if the settings
 * ask for others than the index has.  Free with index_options_free().
 */
enum ir_status analysis_settle(const struct settings *s, struct store_writer *w,
                               struct index_options *out,
                               struct ir_error *err) IR_MUST_CHECK;
/* The same for a dry run: the index is only read, and need not exist. */
enum ir_status analysis_look(const struct settings *s,
                             struct index_options *out,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
