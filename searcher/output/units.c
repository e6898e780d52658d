/* Offsets in code points and in code units of UTF-16. */
#include "searcher/output/units.h"

const char *unit_name(enum unit unit)
{
    static const char *const names[] = {
        [UNIT_BYTE] = "byte", [UNIT_CHAR] = "char", [UNIT_UTF16] = "utf16"};

    return names[unit];
}

size_t units_before(struct units *u, size_t byte)
{
    if (u->unit == UNIT_BYTE)
        return byte;
    if (byte > u->text.size)
        byte = u->text.size;
    if (byte < u->at)
        u->at = u->count = 0;
    for (; u->at < byte; u->at++) {
        unsigned char c = (unsigned char)u->text.data[u->at];

        /* The first byte of a character counts; those of four bytes are two
         * units of UTF-16. */
        u->count += (c & 0xc0) != 0x80;
        u->count += u->unit == UNIT_UTF16 && c >= 0xf0;
    }
    return u->count;
}
