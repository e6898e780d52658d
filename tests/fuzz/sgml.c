/* Any bytes as an SGML archive, read whole and in pieces. */
#include "tests/fuzz/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_to_the_end(&read_sgml, "fuzz.sgml", data, size, size + 1);
    read_to_the_end(&read_sgml, "fuzz.sgml", data, size, 64);
    return 0;
}
