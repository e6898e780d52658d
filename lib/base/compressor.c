#include "base/compressor.h"
#include "base/base.h"

#include <libdeflate.h>

#define LEVEL 1

static _Thread_local struct libdeflate_compressor *compressor;

struct libdeflate_compressor *compressor_get(void)
{
    if (!compressor)
        compressor = libdeflate_alloc_compressor(LEVEL);
    if (!compressor)
        out_of_memory();
    return compressor;
}

void compressor_done(void)
{
    libdeflate_free_compressor(compressor);
    compressor = NULL;
}
