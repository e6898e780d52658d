/* Stamps and digests of files. */
#include "indexer/input/stamp.h"
#include "indexer/input/walk.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

#define CHUNK ((size_t)1 << 16)

uint64_t mark_stamp(const struct stat *st)
{
    const uint64_t parts[] = {
        (uint64_t)st->st_size,        (uint64_t)st->st_ino,
        (uint64_t)st->st_mtim.tv_sec, (uint64_t)st->st_mtim.tv_nsec,
        (uint64_t)st->st_ctim.tv_sec, (uint64_t)st->st_ctim.tv_nsec,
    };
    uint64_t stamp = XXH3_64bits(parts, sizeof(parts));

    return stamp ? stamp : 1;
}

static bool settled(const struct stat *st)
{
    time_t now = time(NULL);

    return st->st_mtim.tv_sec + MARK_SETTLED < now &&
           st->st_ctim.tv_sec + MARK_SETTLED < now;
}

/* 0 if it cannot be read. */
static uint64_t digest(int fd)
{
    XXH3_state_t *state = XXH3_createState();
    char bytes[CHUNK];
    off_t at = 0;
    ssize_t got;
    uint64_t sum;

    if (!state)
        abort();
    XXH3_64bits_reset(state);
    while ((got = pread(fd, bytes, sizeof(bytes), at)) > 0) {
        XXH3_64bits_update(state, bytes, (size_t)got);
        at += got;
    }
    sum = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    if (got < 0)
        return 0;
    return sum ? sum : 1;
}

void mark_look(struct mark *m, int fd, const struct walk_entry *known)
{
    struct stat st;

    memset(m, 0, sizeof(*m));
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return; /* for the reader to complain of */
    m->size = (uint64_t)st.st_size;
    m->seen = mark_stamp(&st);
    m->stamp = settled(&st) ? m->seen : 0;
    if (m->size > MARK_SMALL && (!known->digest || known->size != m->size))
        return;
    m->digest = digest(fd);
    m->same = m->digest && m->digest == known->digest;
}

void mark_check(struct mark *m, int fd, uint64_t taken)
{
    struct stat st;

    if (!m->seen)
        return;
    if (!m->digest && taken >= m->size)
        m->digest = digest(fd);
    m->whole = fstat(fd, &st) == 0 && mark_stamp(&st) == m->seen;
}
