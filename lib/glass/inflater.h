/*
 * inflater.h - expands the tags that Xapian has deflated.
 */
#ifndef GLASS_INFLATER_H
#define GLASS_INFLATER_H

#include "base/base.h"

struct inflater {
    size_t most; /* bytes of a tag; it may be found to be that and a half */
    struct libdeflate_decompressor *decompressor;
    uint8_t *plain; /* private */
    size_t room;
};

#define INFLATER_INIT(bytes) \
    {                        \
        .most = (bytes)      \
    }
void inflater_free(struct inflater *f);

/* Set *tag to what it expands to, which is valid until the next call; false if
 * it is damaged. */
bool inflater_expand(struct inflater *f, struct ir_text *tag);

#endif
