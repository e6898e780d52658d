/*
 * quoted.h - a quotation beside the text of one article.
 */
#ifndef SEARCH_RUN_QUOTED_H
#define SEARCH_RUN_QUOTED_H

#include "base/arena.h"
#include "text/wording.h"

struct quoting {
    struct ir_text text; /* the quotation, trimmed, valid UTF-8 */
    struct wording words;
    struct words *walk;
    struct arena *arena;   /* has what places point to */
    struct wording source; /* scratch: the words of an article */
};

/*
 * Find the best place of the quotation in an article, which is not copied.  False
 * if half of the words, or fewer, stand there in order.
 */
bool quoted_find(struct quoting *q, const struct ir_article *a,
                 struct ir_quoted *out);

#endif
