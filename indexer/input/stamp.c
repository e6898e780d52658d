/* Stamps and digests of files. */
#include "indexer/input/stamp.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

#define CHUNK ((size_t)1 << 16)

uint64_t stamp_attributes(const struct stat *st)
{
    const uint64_t parts[] = {
        (uint64_t)st->st_size,        (uint64_t)st->st_ino,
        (uint64_t)st->st_mtim.tv_sec, (uint64_t)st->st_mtim.tv_nsec,
        (uint64_t)st->st_ctim.tv_sec, (uint64_t)st->st_ctim.tv_nsec,
    };
    uint64_t hash = XXH3_64bits(parts, sizeof(parts));

    return hash ? hash : 1;
}

static bool settled(const struct stat *st)
{
    time_t now = time(NULL);

    return st->st_mtim.tv_sec + STAMP_SETTLED < now &&
           st->st_ctim.tv_sec + STAMP_SETTLED < now;
}

/* 0 stands for one that is not known. */
static uint64_t known_digest(uint64_t sum)
{
    return sum ? sum : 1;
}

/* Returns 0 if the file cannot be read. */
static uint64_t digest(int fd)
{
    XXH3_state_t *state = XXH3_createState();
    char bytes[CHUNK];
    off_t at = 0;
    ssize_t got;
    uint64_t sum;

    if (!state)
        out_of_memory();
    XXH3_64bits_reset(state);
    while ((got = pread(fd, bytes, sizeof(bytes), at)) > 0) {
        XXH3_64bits_update(state, bytes, (size_t)got);
        at += got;
    }
    sum = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return got < 0 ? 0 : known_digest(sum);
}

void stamp_start(struct file_stamp *s, const struct stat *st)
{
    memset(s, 0, sizeof(*s));
    s->size = (uint64_t)st->st_size;
    s->seen = stamp_attributes(st);
    s->attributes = settled(st) ? s->seen : 0;
}

void stamp_look(struct file_stamp *s, int fd, uint64_t size, uint64_t known)
{
    struct stat st;

    memset(s, 0, sizeof(*s));
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return; /* the source reports it */
    stamp_start(s, &st);
    if (!known || size != s->size)
        return;
    s->digest = digest(fd);
    s->unchanged = s->digest == known;
}

void stamp_bytes(struct file_stamp *s, struct ir_text all)
{
    s->digest = known_digest(XXH3_64bits(all.data, all.size));
    s->whole = true;
}

void stamp_check(struct file_stamp *s, int fd, uint64_t taken)
{
    struct stat st;

    if (!s->seen || s->whole)
        return;
    if (!s->digest && taken >= s->size)
        s->digest = digest(fd);
    s->whole = fstat(fd, &st) == 0 && stamp_attributes(&st) == s->seen;
}
