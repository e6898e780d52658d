/* Any bytes as NITF. */
#include "tests/fuzz/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_to_the_end(&read_nitf, "fuzz.nitf", data, size, size + 1);
    return 0;
}
