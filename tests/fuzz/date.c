/* Any bytes as a date: what is read is a day that there is, and stays it. */
#include "indexer/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_text text = {(const char *)data, size};
    struct buf again = BUF_INIT;
    int64_t seconds = 0, same = 1;
    enum date_kind kind = date_read(text, &seconds);

    if (kind < DATE_DAY)
        return 0;
    date_add(&again, seconds, kind == DATE_DAY);
    if (date_read(buf_text(&again), &same) != kind || same != seconds)
        abort();
    buf_free(&again);
    return 0;
}
