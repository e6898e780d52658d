/* Resolves addresses. */
#include "indexer/formats/text/web_address.h"

#include <libxml/uri.h>

static bool is_absolute(struct ir_text t)
{
    const char *colon = text_find(t, ':');

    for (const char *at = t.data; colon && at < colon; at++)
        if (!ascii_letter(*at) &&
            !(at > t.data && strchr("0123456789+-.", *at)))
            return false;
    return colon && colon > t.data;
}

bool address_resolve(struct ir_text address, struct ir_text base,
                     struct buf *out)
{
    struct buf from = BUF_INIT, to = BUF_INIT;
    xmlChar *whole;

    if (!address.size || is_absolute(address) || !is_absolute(base)) {
        if (is_absolute(address))
            buf_addt(out, address);
        return is_absolute(address);
    }
    buf_addt(&from, base);
    buf_addt(&to, address);
    whole = xmlBuildURI((const xmlChar *)to.data, (const xmlChar *)from.data);
    if (whole)
        buf_adds(out, (const char *)whole);
    xmlFree(whole);
    buf_free(&from);
    buf_free(&to);
    return whole != NULL;
}
