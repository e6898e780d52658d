/* Any bytes as a date: what is read is a day that there is, and stays it. */
#include "text/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_text text = {(const char *)data, size};
    struct buf again = BUF_INIT;
    struct date date, same;
    enum date_kind kind = date_read(text, &date);

    if (kind < DATE_YEAR)
        return 0;
    date_add(&again, date.seconds, date.offset, kind != DATE_TIME);
    if (date_read(buf_text(&again), &same) !=
            (kind == DATE_TIME ? DATE_TIME : DATE_DAY) ||
        same.seconds != date.seconds || same.day != date.day ||
        same.offset != date.offset)
        abort();
    buf_free(&again);
    return 0;
}
