/* The list of mounts that the kernel keeps. */
#include "indexer/input/mounts.h"
#include "base/file.h"
#include "indexer/input/naming.h"

#include <fcntl.h>
#include <xxhash.h>

#define LIST "/proc/self/mountinfo"
#define LIST_MAX ((size_t)64 << 20) /* bytes of that */
#define POINT_FIELD 5               /* of a line: where it is mounted */

int mounts_open(void)
{
    return open(LIST, O_RDONLY | O_CLOEXEC);
}

/* A mount point of the list, whose blanks and the like are octal. */
static void unescape(struct ir_text point, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < point.size; i++) {
        const char *c = point.data + i;

        if (*c == '\\' && i + 3 < point.size) {
            buf_addc(out, (char)((c[1] - '0') << 6 | (c[2] - '0') << 3 |
                                 (c[3] - '0')));
            i += 3;
        } else
            buf_addc(out, *c);
    }
}

/* Is what is mounted there above one of the paths, in it or on it? */
static bool concerns(const struct text_list *paths, const char *point)
{
    for (size_t i = 0; i < paths->count; i++) {
        const char *path = paths->items[i];

        if (!strcmp(point, path) || naming_is_below(point, path) ||
            naming_is_below(path, point))
            return true;
    }
    return false;
}

/* The fifth field of a line; empty if there is none. */
static struct ir_text point_of(struct ir_text line)
{
    const char *end;

    for (int field = 1; field < POINT_FIELD; field++) {
        end = text_find(line, ' ');
        if (!end)
            return TEXT("");
        line = text_slice(line, (size_t)(end + 1 - line.data), line.size);
    }
    end = text_find(line, ' ');
    return text_slice(line, 0, end ? (size_t)(end - line.data) : line.size);
}

uint64_t mounts_hash(const struct text_list *paths)
{
    struct buf list = BUF_INIT, point = BUF_INIT;
    struct ir_text rest, line;
    uint64_t hash = 0;
    const char *end;

    if (file_read(LIST, LIST_MAX, &list, NULL) != IR_OK)
        buf_clear(&list);
    rest = buf_text(&list);
    while (rest.size && (end = text_find(rest, '\n'))) {
        line = text_slice(rest, 0, (size_t)(end - rest.data));
        rest = text_slice(rest, line.size + 1, rest.size);
        unescape(point_of(line), &point);
        if (concerns(paths, point.data))
            hash = XXH3_64bits_withSeed(line.data, line.size, hash);
    }
    buf_free(&list);
    buf_free(&point);
    return hash;
}
