/*
 * indexes.h - the indexes that a server offers.
 */
#ifndef SEARCHER_SERVE_INDEXES_H
#define SEARCHER_SERVE_INDEXES_H

#include "searcher/serve/server.h"

#define INDEXES_MAX 64
#define INDEX_NAME_MAX 64 /* bytes */

/*
 * Read the values of --db: "NAME=DIR", or "DIR" for the one without a name.
 * Several folders of one name are searched together; without --db there is the
 * default index.  IR_INVALID or IR_LIMIT if a name is wrong or there are too
 * many.  Free with indexes_free() in any case.
 */
enum ir_status indexes_read(struct server *s,
                            struct ir_error *err) IR_MUST_CHECK;
void indexes_free(struct server *s);
/* The number of the index of this name (empty: the default), or SIZE_MAX. */
size_t indexes_find(const struct server *s, struct ir_text name);

#endif
