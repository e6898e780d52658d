/* A radix sort from the first byte down; small parts by insertion. */
#include "base/key_sort.h"

#define SMALL 32     /* items that are sorted by insertion */
#define TOP_SHIFT 56 /* of the first byte of a key */
#define BYTE_COUNT 256

static void insert(struct keyed *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct keyed item = items[i];
        size_t at = i;

        for (; at && items[at - 1].key > item.key; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

/* Move the items to where their byte belongs; ends[byte] is the end of those
 * that have it.  False, moving nothing, if all have the same. */
static bool deal(struct keyed *items, size_t count, struct keyed *spare,
                 int shift, uint32_t ends[BYTE_COUNT])
{
    uint32_t total = 0;

    memset(ends, 0, BYTE_COUNT * sizeof(*ends));
    for (size_t i = 0; i < count; i++)
        ends[items[i].key >> shift & 0xff]++;
    if (ends[items[0].key >> shift & 0xff] == count)
        return false;
    for (size_t byte = 0; byte < BYTE_COUNT; byte++) {
        uint32_t here = ends[byte];

        ends[byte] = total;
        total += here;
    }
    for (size_t i = 0; i < count; i++)
        spare[ends[items[i].key >> shift & 0xff]++] = items[i];
    memcpy(items, spare, count * sizeof(*items));
    return true;
}

/* At most eight deep, one for each byte. */
static void sort_from(struct keyed *items, size_t count, struct keyed *spare,
                      int shift)
{
    uint32_t ends[BYTE_COUNT];
    size_t start = 0;

    if (count <= SMALL) {
        insert(items, count);
        return;
    }
    while (!deal(items, count, spare, shift, ends)) {
        if (!shift)
            return;
        shift -= 8;
    }
    for (size_t byte = 0; shift && start < count; byte++) {
        if (ends[byte] - start > 1)
            sort_from(items + start, ends[byte] - start, spare, shift - 8);
        start = ends[byte];
    }
}

void key_sort(struct keyed *items, size_t count, struct keyed *spare)
{
    sort_from(items, count, spare, TOP_SHIFT);
}
