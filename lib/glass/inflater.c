/* Expands the tags that Xapian has deflated. */
#include "glass/inflater.h"

#include <libdeflate.h>
#include <stdlib.h>

#define ROOM_LEAST ((size_t)64 << 10)

void inflater_free(struct inflater *f)
{
    libdeflate_free_decompressor(f->decompressor);
    free(f->plain);
    f->decompressor = NULL;
    f->plain = NULL;
    f->room = 0;
}

bool inflater_expand(struct inflater *f, struct ir_text *tag)
{
    size_t size;

    if (!f->decompressor)
        f->decompressor = libdeflate_alloc_decompressor();
    if (!f->decompressor)
        out_of_memory();
    if (!f->room)
        f->plain = xmalloc(f->room = ROOM_LEAST);
    for (;;) {
        enum libdeflate_result got = libdeflate_deflate_decompress(
            f->decompressor, tag->data, tag->size, f->plain, f->room, &size);

        if (got == LIBDEFLATE_SUCCESS) {
            *tag = (struct ir_text){(const char *)f->plain, size};
            return true;
        }
        if (got != LIBDEFLATE_INSUFFICIENT_SPACE || f->room >= f->most)
            return false;
        free(f->plain);
        f->plain = xmalloc(f->room *= 2);
    }
}
