/*
 * same.h - what the command line says of every article.
 */
#ifndef INDEXER_SAME_H
#define INDEXER_SAME_H

#include "indexer/document/parsed.h"
#include "indexer/settings.h"

/*
 * FIELD=VALUE of --set as an article's fields.  IR_INVALID if there is no such
 * field, or if no article could have such a value: then nothing is to be read,
 * since every article would lose it.  The same for the language of --lang.
 */
enum ir_status same_read(const struct settings *s, struct parsed *same,
                         struct ir_error *err) IR_MUST_CHECK;

#endif
