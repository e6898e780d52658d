/* Shares seals among readers; judges blocks by them. */
#include "store/sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

/* A commit may come between the reads of the seal and of the version file: so
 * often both are read, with pauses. */
#define ATTEMPTS 10
#define PAUSE 1000000 /* ns */
/* A commit makes the next revision; one that fails the one after that, too. */
#define UNSEALED_MOST 4

/* What tells one state of the file from another. */
struct stamp {
    dev_t device;
    ino_t inode;
    uint64_t revision; /* of the version file that it was read with */
    uint64_t version;  /* the digest of that */
};

struct sealed_table {
    struct sealed *of;
    unsigned table;
    atomic_uchar *seen; /* blocks that are verified; NULL for a writer */
};

struct sealed {
    struct seal seal;
    struct stamp stamp;
    char *path;
    bool own;
    bool later; /* a writer has left blocks of which it is not known what they
                   are */
    atomic_uint refs;
    struct sealed *next;
    struct sealed_table tables[SEAL_TABLES];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct sealed *shared; /* of all readers */

static atomic_int how; /* enum ir_blocks */

static _Thread_local struct sealed_block wrong;
static _Thread_local bool is_wrong;

bool sealed_damage(struct sealed_block *out)
{
    const bool was = is_wrong;

    is_wrong = false;
    if (was && out)
        *out = wrong;
    return was;
}

void sealed_mode(enum ir_blocks mode)
{
    atomic_store(&how, (int)mode);
}

enum ir_blocks sealed_mode_now(void)
{
    return (enum ir_blocks)atomic_load_explicit(&how, memory_order_relaxed);
}

static void free_one(struct sealed *s)
{
    for (size_t i = 0; i < SEAL_TABLES; i++)
        free(s->tables[i].seen);
    seal_free(&s->seal);
    free(s->path);
    free(s);
}

static void unlist(struct sealed *s)
{
    struct sealed **at = &shared;

    while (*at && *at != s)
        at = &(*at)->next;
    if (*at)
        *at = s->next;
}

void sealed_hold(struct sealed_table *t)
{
    atomic_fetch_add(&t->of->refs, 1);
}

void sealed_drop(struct sealed_table *t)
{
    if (t)
        sealed_unref(t->of);
}

void sealed_unref(struct sealed *s)
{
    bool last;

    if (!s)
        return;
    pthread_mutex_lock(&lock);
    last = atomic_fetch_sub(&s->refs, 1) == 1;
    if (last)
        unlist(s);
    pthread_mutex_unlock(&lock);
    if (last)
        free_one(s);
}

/* ---- opening ---- */

static bool stamp_of(int dir, struct stamp *out)
{
    struct stat st;

    if (fstatat(dir, SEAL_FILE, &st, AT_SYMLINK_NOFOLLOW))
        return false;
    out->device = st.st_dev;
    out->inode = st.st_ino;
    return true;
}

static bool same(const struct stamp *a, const struct stamp *b)
{
    return a->device == b->device && a->inode == b->inode &&
           a->revision == b->revision && a->version == b->version;
}

/* Judge the version file. */
static enum ir_status judge(const struct seal *s, const struct seal_version *v,
                            const char *path, struct ir_error *err)
{
    if (memcmp(s->uuid, v->uuid, SEAL_UUID) != 0)
        return ir_fail(err, IR_CORRUPT,
                       "index %s: iamglass and " SEAL_FILE
                       " are not of one index: " SEALED_ADVICE,
                       path);
    if (v->revision == s->revision && v->digest == s->version)
        return IR_OK;
    if (s->begun && v->revision > s->revision &&
        v->revision <= s->revision + UNSEALED_MOST)
        return IR_OK;
    if (v->revision < s->revision)
        return ir_fail(
            err, IR_CORRUPT,
            "index %s: iamglass is of an older revision than " SEAL_FILE
            ": " SEALED_ADVICE,
            path);
    if (v->foreign)
        return ir_fail(
            err, IR_INCOMPATIBLE,
            "index %s: iamglass is of another format, or damaged: irindex -d %s "
            "--repair NEW saves what can be read",
            path, path);
    return ir_fail(err, IR_CORRUPT,
                   "index %s: iamglass is damaged, or of a program that does "
                   "not seal: " SEALED_ADVICE,
                   path);
}

/* The seal and the version file of one moment. */
static enum ir_status load_once(int dir, const char *path, struct sealed *s,
                                struct ir_error *err)
{
    struct seal_version v;
    enum ir_status status;
    struct ir_error why;

    if (!stamp_of(dir, &s->stamp))
        return errno == ENOENT ? IR_NOT_FOUND : IR_IO;
    status = seal_load(dir, &s->seal, err);
    if (status != IR_OK)
        return status;
    status = seal_read_version(dir, &v, &why);
    if (status != IR_OK)
        return ir_fail(err, status, "index %s: %s", path, why.message);
    s->stamp.revision = v.revision;
    s->stamp.version = v.digest;
    s->later = s->seal.begun;
    return judge(&s->seal, &v, path, err);
}

static enum ir_status load(int dir, const char *path, struct sealed **out,
                           struct ir_error *err)
{
    struct timespec pause = {0, PAUSE};
    struct sealed *s = xcalloc(1, sizeof(*s));
    enum ir_status status = IR_OK;

    for (int i = 0; i < ATTEMPTS; i++) {
        const struct stamp before = s->stamp;
        const bool begun = s->later;

        seal_free(&s->seal);
        s->stamp = (struct stamp){0, 0, 0, 0};
        s->later = false;
        status = load_once(dir, path, s, err);
        if (status != IR_CORRUPT ||
            (i && same(&s->stamp, &before) && s->later == begun))
            break;
        nanosleep(&pause, NULL);
    }
    atomic_init(&s->refs, 1);
    s->path = xstrdup(path);
    for (unsigned i = 0; i < SEAL_TABLES; i++)
        s->tables[i] = (struct sealed_table){s, i, NULL};
    if (status == IR_OK) {
        *out = s;
        return IR_OK;
    }
    free_one(s);
    return status;
}

/* Is the file of the seal itself what could not be used?  The index can. */
static enum ir_status excuse(int dir, enum ir_status status)
{
    struct seal s;
    enum ir_status alone;

    if (status == IR_NOT_FOUND)
        return IR_OK;
    alone = seal_load(dir, &s, NULL);
    if (alone == IR_OK)
        seal_free(&s);
    return alone == IR_CORRUPT || alone == IR_INCOMPATIBLE ? IR_OK : status;
}

static struct sealed *find(int dir)
{
    struct seal_version v;
    struct stamp now;
    struct sealed *s;

    if (!stamp_of(dir, &now) || seal_read_version(dir, &v, NULL) != IR_OK)
        return NULL;
    now.revision = v.revision;
    now.version = v.digest;
    pthread_mutex_lock(&lock);
    for (s = shared; s; s = s->next)
        if (same(&s->stamp, &now))
            break;
    if (s)
        atomic_fetch_add(&s->refs, 1);
    pthread_mutex_unlock(&lock);
    return s;
}

static void share(struct sealed *s)
{
    for (size_t i = 0; i < SEAL_TABLES; i++) {
        const size_t count = s->seal.tables[i].count;

        s->tables[i].seen = xcalloc(count ? count : 1, 1);
    }
    pthread_mutex_lock(&lock);
    s->next = shared;
    shared = s;
    pthread_mutex_unlock(&lock);
}

enum ir_status sealed_open(int dir, const char *path, struct sealed **out,
                           struct ir_error *err)
{
    enum ir_status status;

    *out = NULL;
    if (sealed_mode_now() == IR_BLOCKS_OFF)
        return IR_OK;
    *out = find(dir);
    if (*out)
        return IR_OK;
    status = load(dir, path, out, err);
    if (status != IR_OK)
        return excuse(dir, status);
    share(*out);
    return IR_OK;
}

enum ir_status sealed_open_own(int dir, const char *path, struct sealed **out,
                               struct ir_error *err)
{
    enum ir_status status;

    *out = NULL;
    status = load(dir, path, out, err);
    if (status != IR_OK)
        return excuse(dir, status);
    (*out)->own = true;
    return IR_OK;
}

const struct seal *sealed_seal(const struct sealed *s)
{
    return &s->seal;
}

uint64_t sealed_for(const struct sealed *s)
{
    return s->stamp.revision;
}

bool sealed_is_behind(const struct sealed *s)
{
    return s->stamp.revision != s->seal.revision;
}

bool sealed_is_current(const struct sealed *s, int dir)
{
    struct stamp now;

    return stamp_of(dir, &now) && now.device == s->stamp.device &&
           now.inode == s->stamp.inode;
}

/* ---- judging ---- */

struct sealed_table *sealed_named(struct sealed *s, const char *file)
{
    for (size_t i = 0; i < SEAL_TABLES; i++) {
        const size_t size = strlen(seal_names[i]);

        if (!strncmp(file, seal_names[i], size) &&
            !strcmp(file + size, ".glass"))
            return &s->tables[i];
    }
    return NULL;
}

/* Of a block that is not of the seal: may it be of a later revision? */
static bool may_be_later(const struct sealed *s, const void *bytes)
{
    return (sealed_is_behind(s) || (s->own && s->later)) &&
           seal_revision(bytes) > s->seal.revision;
}

static bool is_right(struct sealed_table *t, size_t block, const void *bytes,
                     size_t size)
{
    const struct sealed *s = t->of;
    const struct seal_table *known = &s->seal.tables[t->table];

    if (size != SEAL_BLOCK) /* the table is cut off */
        return block >= known->count;
    if (block >= known->count)
        return s->own || may_be_later(s, bytes);
    return seal_agrees(known, block, bytes, size) || may_be_later(s, bytes);
}

static void note_wrong(const struct sealed_table *t, size_t block)
{
    wrong.table = t->table;
    wrong.block = block;
    snprintf(wrong.path, sizeof(wrong.path), "%s", t->of->path);
}

bool sealed_judge(struct sealed_table *t, const void *bytes, size_t size,
                  off_t at)
{
    const size_t block = (size_t)at / SEAL_BLOCK;
    const enum ir_blocks now = sealed_mode_now();
    atomic_uchar *seen = t->seen;

    if (now == IR_BLOCKS_OFF || at % SEAL_BLOCK)
        return true;
    if (seen && block < t->of->seal.tables[t->table].count)
        seen += block;
    else
        seen = NULL;
    if (now == IR_BLOCKS_ONCE && seen &&
        atomic_load_explicit(seen, memory_order_relaxed))
        return true;
    if (is_right(t, block, bytes, size)) {
        if (seen)
            atomic_store_explicit(seen, 1, memory_order_relaxed);
        return true;
    }
    if (!is_wrong)
        note_wrong(t, block);
    is_wrong = true;
    return false;
}

/* ---- writing ---- */

void sealed_wrote(struct sealed_table *t, const void *bytes, size_t size,
                  off_t at, ssize_t written)
{
    struct seal_table *known = &t->of->seal.tables[t->table];
    const size_t block = (size_t)at / SEAL_BLOCK;
    const size_t last = (size_t)(at + (off_t)size - 1) / SEAL_BLOCK;

    if (!t->of->own || !size)
        return;
    seal_grow(known, last);
    for (size_t i = block; i <= last; i++)
        known->digests[i] = 0;
    if (size == SEAL_BLOCK && !(at % SEAL_BLOCK) && written == SEAL_BLOCK)
        known->digests[block] = seal_digest(bytes, size);
}

enum ir_status sealed_begin(struct sealed *s, int dir, bool noted, bool sync,
                            struct ir_error *err)
{
    enum ir_status status;

    if (!s->later && !sealed_is_behind(s)) {
        s->later = !noted;
        return seal_begin(dir, sync, err);
    }
    /* What was left by a writer that was interrupted is taken as it is. */
    status = seal_update(dir, &s->seal, true, err);
    if (status != IR_OK)
        return status;
    s->seal.begun = true;
    s->stamp.revision = s->seal.revision;
    s->later = !noted;
    return seal_save(dir, &s->seal, sync, err);
}

enum ir_status sealed_commit(struct sealed *s, int dir, bool noted, bool sync,
                             struct ir_error *err)
{
    enum ir_status status = seal_update(dir, &s->seal, !noted, err);

    if (status == IR_OK)
        status = seal_save(dir, &s->seal, sync, err);
    if (status != IR_OK)
        return status;
    s->stamp.revision = s->seal.revision;
    s->later = false;
    return IR_OK;
}
