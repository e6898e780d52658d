/*
 * target.h - take apart what a request asks for: "/v1/search?q=rain&limit=5".
 */
#ifndef SEARCHER_SERVE_TARGET_H
#define SEARCHER_SERVE_TARGET_H

#include "base/arena.h"
#include "searcher/serve/fault.h"

#define TARGET_MAX 8192      /* bytes */
#define TARGET_PAIRS_MAX 200 /* parameters */

/* A parameter as given; value is NULL in "name" without "=". */
struct pair {
    struct ir_text name;
    const char *value;
};

enum endpoint {
    ENDPOINT_NONE,
    ENDPOINT_SEARCH,
    ENDPOINT_ARTICLE,
    ENDPOINT_SIMILAR,
    ENDPOINT_WHY,
    ENDPOINT_SUGGEST,
    ENDPOINT_TERMS,
    ENDPOINT_VERIFY,
    ENDPOINT_INFO,
    ENDPOINT_RUN,
    ENDPOINT_LIVE,
    ENDPOINT_READY,
    ENDPOINT_METRICS,
    ENDPOINT_OPENAPI,
    ENDPOINT_PAGE,
    ENDPOINTS_COUNT,
};

struct target {
    enum endpoint endpoint; /* NONE: there is no such path */
    struct ir_text index;   /* the name in "/NAME/v1/...", or empty */
    struct ir_text id;      /* of ARTICLE, SIMILAR and WHY, decoded */
    struct pair *pairs;
    size_t count;
    struct arena arena; /* owns the texts */
};

/*
 * Read a target.  An id is all between "/v1/articles/" and the end, or
 * "/similar" or "/why"; it may have slashes.  False with a fault if it is not a path of
 * printable ASCII, has a "%" that two hex digits do not follow, a NUL, or more
 * than TARGET_MAX bytes or TARGET_PAIRS_MAX parameters.  Free it in any case.
 */
bool target_read(struct target *t, struct ir_text raw, struct fault *f);
void target_free(struct target *t);

#endif
