/* What the first bytes of a container tell. */
#include "indexer/input/container_kind.h"
#include "indexer/input/container.h"

#define BLOCK 512 /* of a tar */

static const struct {
    const char *magic;
    size_t size;
    enum container_kind kind;
} magics[] = {
    {GZIP_MAGIC, 3, GZIP},         {"BZh", 3, BZIP2},  {"\xfd\x37zXZ\0", 6, XZ},
    {"\x28\xb5\x2f\xfd", 4, ZSTD}, {"PK\3\4", 4, ZIP}, {"PK\5\6", 4, ZIP},
};

/* A header of tar is known by its sum, older ones by nothing else. */
static bool is_tar(struct ir_text head)
{
    const unsigned char *data = (const unsigned char *)head.data;
    unsigned long sum = 0, said = 0;
    size_t i = 148;

    if (head.size < BLOCK || !*head.data)
        return false;
    for (size_t at = 0; at < BLOCK; at++)
        sum += at >= 148 && at < 156 ? ' ' : data[at];
    while (i < 156 && data[i] == ' ')
        i++;
    for (; i < 156 && data[i] >= '0' && data[i] <= '7'; i++)
        said = said * 8 + (data[i] - '0');
    return said == sum;
}

enum container_kind container_kind_of(struct ir_text head)
{
    for (size_t i = 0; i < COUNT(magics); i++)
        if (head.size >= magics[i].size &&
            !memcmp(head.data, magics[i].magic, magics[i].size))
            return magics[i].kind;
    return is_tar(head) ? TAR : NONE;
}

bool container_is(struct ir_text head)
{
    return container_kind_of(head) != NONE;
}

/* What the header of a frame of zstd (RFC 8878, 3.1.1.1) asks for. */
static uint64_t zstd_window(struct ir_text head)
{
    const unsigned char *data = (const unsigned char *)head.data;
    uint64_t base;

    if (head.size < 6 || data[4] & 0x20) /* as large as its content */
        return 0;
    base = (uint64_t)1 << (10 + (data[5] >> 3));
    return base + base / 8 * (data[5] & 7);
}

/* The dictionary of the first filter of the first block of xz. */
static uint64_t xz_window(struct ir_text head)
{
    const unsigned char *data = (const unsigned char *)head.data;
    size_t at = 14;

    if (head.size < 24 || !data[12])
        return 0;
    for (int skip = 0; skip < 2; skip++) /* the two optional sizes */
        if (data[13] & (0x40 << skip))
            while (at < 22 && data[at++] & 0x80)
                ;
    if (data[at] != 0x21 || at + 2 >= head.size || data[at + 2] > 40)
        return 0;
    return (uint64_t)(2 | (data[at + 2] & 1)) << (data[at + 2] / 2 + 11);
}

enum ir_status container_limit(struct problem *p, const char *reason,
                               const char *what, uint64_t most,
                               const char *unit)
{
    char count[32];

    return problem_set(p, IR_LIMIT, reason, "%s: at most %s %s", what,
                       count_words(count, most), unit);
}

enum ir_status container_too_deep(struct problem *p)
{
    return container_limit(p, "nested", "containers nested too deep",
                           CONTAINER_DEPTH_MAX, "inside each other");
}

enum ir_status container_kind_check(enum container_kind kind,
                                    struct ir_text head, struct problem *p)
{
    if (kind == ZSTD && zstd_window(head) > CONTAINER_WINDOW_MAX)
        return container_limit(p, "window", "zstd asks for too much memory",
                               CONTAINER_WINDOW_MAX, "bytes");
    if (kind == XZ && xz_window(head) > CONTAINER_DICTIONARY_MAX)
        return container_limit(p, "window", "xz asks for too much memory",
                               CONTAINER_DICTIONARY_MAX, "bytes");
    return IR_OK;
}
