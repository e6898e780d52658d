/*
 * fit.h - the budget of a result, and texts cut to it.
 *
 * A model reads the text of a result, which is JSON, and its links.  Clients
 * cut what is longer than they like, anywhere; so a result keeps to a budget
 * by itself, and says where it goes on.  Sizes count bytes of JSON.
 */
#ifndef SEARCHER_MCP_FIT_H
#define SEARCHER_MCP_FIT_H

#include "searcher/output/json.h"

#define MCP_BUDGET ((size_t)12 << 10) /* of a result's text and links */
#define MCP_TEXT_MIN 256              /* of a passage, however many there are */
#define MCP_NAME_MAX 512              /* of an id; longer ones are not shown */
#define MCP_NAME_SHORT 48 /* of one that is repeated, if there is a handle */
#define MCP_URL_MAX 1024  /* of an article's own address */
#define MCP_FIELD_MAX 256 /* of a title, a source, a word */
#define MCP_ECHO_MAX 512  /* of the query, each time */
#define MCP_WARNINGS_MAX 4
#define MCP_MISSING_MAX 8 /* words that an article lacks */

/*
 * The longest start of text that takes at most room bytes, of whole characters
 * with the marks that combine with them; if it is not all, and there is a space
 * in its last quarter, up to there.
 */
struct ir_text fit_text(struct ir_text text, size_t room);

/* Add a text of at most room bytes, with an ellipsis where it is cut. */
void fit_put(struct json *j, struct ir_text text, size_t room);
/* The same with a key, and null for an empty one. */
void fit_key(struct json *j, const char *key, struct ir_text text);

/* How many bytes each text may have at most so that all take at most room
 * together; sizes are what they would take. */
size_t fit_share(const size_t *sizes, size_t count, size_t room);

/* Move at back, or forward, to where a character begins in text. */
size_t fit_back(struct ir_text text, size_t at);
size_t fit_forward(struct ir_text text, size_t at);

#endif
