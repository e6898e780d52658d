/* Tells articles with one id apart. */
#include "indexer/formats/text/same_id.h"

#include <inttypes.h>
#include <xxhash.h>

/* Of what tells an article from others with its id; not 0. */
static uint64_t fingerprint(const struct parsed *article, uint64_t key)
{
    static const enum parsed_field fields[] = {PARSED_URL, PARSED_TITLE,
                                               PARSED_TEXT};
    uint64_t hash = key;

    for (size_t i = 0; i < COUNT(fields); i++)
        hash = XXH3_64bits_withSeed(article->fields[fields[i]].data,
                                    article->fields[fields[i]].size, hash);
    return hash | 1;
}

void same_id(struct seen *seen, const struct parsed *article, struct buf *id)
{
    const struct buf *url = &article->fields[PARSED_URL];
    const uint64_t key = seen_key(id->data, id->size);
    const uint64_t hash = fingerprint(article, key),
                   first = seen_get(seen, key);
    uint64_t address, before;

    if (!first) {
        seen_put(seen, key, hash, &before);
        return;
    }
    if (first == hash)
        return;
    address = seen_key(url->data, url->size);
    if (text_find(buf_text(url), ':') && !seen_get(seen, address)) {
        buf_clear(id);
        buf_addt(id, buf_text(url));
        seen_put(seen, address, hash, &before);
    } else
        buf_addf(id, "#%016" PRIx64, hash);
}
