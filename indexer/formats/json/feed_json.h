/*
 * feed_json.h - JSON Feed 1.0 and 1.1.
 */
#ifndef INDEXER_FORMATS_JSON_FEED_JSON_H
#define INDEXER_FORMATS_JSON_FEED_JSON_H

#include "indexer/input/reader.h"

#define FEED_JSON_MAX ((size_t)4 << 20) /* bytes of a document */

/* Are these the first bytes of a JSON Feed? */
bool feed_json_claims(struct ir_text head);
/* As next() of struct reader. */
enum ir_status feed_json_next(struct source *s, struct parsed *out,
                              struct problem *p);
void feed_json_free(void *state); /* free_state of its source */

#endif
