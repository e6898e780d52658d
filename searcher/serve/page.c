/* Answer with the web page.  Its parameters are for its script. */
#include "searcher/serve/page.h"

#include <stdio.h>
#include <xxhash.h>

void page_answer(struct request *r)
{
    struct reply *reply = &r->reply;

    snprintf(reply->etag, sizeof(reply->etag), "W/\"%016llx\"",
             (unsigned long long)XXH3_64bits(page_shipped, page_shipped_size));
    reply->policy = page_policy;
    reply->type = "text/html; charset=utf-8";
    if (reply_unchanged(r))
        return;
    buf_add(&reply->body, page_shipped, page_shipped_size);
    reply->status = 200;
}
