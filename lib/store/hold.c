/* Holds revisions by locks; reads the number of the latest. */
#include "store/hold.h"
#include "base/buf.h"
#include "store/dirs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define HELD_FILE "postlist.glass" /* which is never replaced */
#define HELD_AT ((off_t)1 << 62)   /* the byte of revision 0 */
#define HELD_MOST (((uint64_t)1 << 62) - 1)
/* Attempts to hold the latest revision before it is no longer that, with pauses
 * of 0.1, 0.2 ... ms. */
#define ATTEMPTS 10
#define PAUSE 100000 /* ns */

#define HEAD 32 /* bytes of the version file before the revision */

/* The number in the version file. */
static uint64_t read_revision(int fd)
{
    int file =
        openat(fd, "iamglass", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct decoder c;
    char bytes[HEAD + 10];
    uint64_t revision;
    ssize_t size;

    if (file < 0)
        return 0;
    size = read(file, bytes, sizeof(bytes));
    close(file);
    if (size <= HEAD)
        return 0;
    decoder_start(&c, (struct ir_text){bytes + HEAD, (size_t)size - HEAD});
    revision = decoder_varint(&c);
    return c.bad ? 0 : revision;
}

struct dir_state dir_state_of(int fd)
{
    struct stat st;

    if (fstat(fd, &st))
        return (struct dir_state){0, 0, 0};
    return (struct dir_state){st.st_dev, st.st_ino, read_revision(fd)};
}

struct dir_state dir_state_at(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct dir_state state = {0, 0, 0};

    if (fd < 0)
        return state;
    state = dir_state_of(fd);
    close(fd);
    return state;
}

static int open_held(int fd)
{
    return openat(fd, HELD_FILE,
                  O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

static off_t place(uint64_t revision)
{
    return HELD_AT + (off_t)(revision < HELD_MOST ? revision : HELD_MOST - 1);
}

static bool set_lock(int held, uint64_t revision, int type)
{
    struct flock lock = {.l_type = (short)type,
                         .l_whence = SEEK_SET,
                         .l_start = place(revision),
                         .l_len = 1};

    return !fcntl(held, F_OFD_SETLK, &lock);
}

void hold_begin(int fd, uint64_t revision, int *held)
{
    *held = open_held(fd);
    if (*held < 0 || set_lock(*held, revision, F_RDLCK))
        return;
    close(*held);
    *held = -1;
}

void hold_rest(int held, uint64_t revision)
{
    (void)set_lock(held, revision, F_UNLCK);
}

bool hold_again(int held, uint64_t revision)
{
    return set_lock(held, revision, F_RDLCK);
}

void hold_end(int held)
{
    if (held >= 0)
        close(held);
}

bool hold_exists(int fd, uint64_t revision)
{
    struct flock lock = {.l_type = F_WRLCK,
                         .l_whence = SEEK_SET,
                         .l_start = HELD_AT,
                         .l_len = place(revision) - HELD_AT + 1};
    int file = open_held(fd);
    bool found;

    if (file < 0)
        return false;
    found = !fcntl(file, F_OFD_GETLK, &lock) && lock.l_type != F_UNLCK;
    close(file);
    return found;
}

static enum ir_status open_once(const char *path, struct held_dir *d,
                                struct ir_error *err)
{
    enum ir_status status;

    *d = (struct held_dir){-1, -1, 0};
    status = dir_open(path, &d->fd, err);
    if (status != IR_OK)
        return status;
    d->revision = read_revision(d->fd);
    hold_begin(d->fd, d->revision, &d->held);
    if (read_revision(d->fd) == d->revision && dir_is_at(d->fd, path))
        return IR_OK;
    hold_close(d);
    return ir_fail(err, IR_STALE, "index %s keeps changing", path);
}

enum ir_status hold_open(const char *path, struct held_dir *out,
                         struct ir_error *err)
{
    struct timespec pause = {0, PAUSE};
    enum ir_status status = IR_OK;

    for (int i = 0; i < ATTEMPTS; i++, pause.tv_nsec *= 2) {
        const struct dir_state before = dir_state_at(path);

        status = open_once(path, out, err);
        if (status == IR_OK ||
            (status != IR_STALE && dir_state_same(before, dir_state_at(path))))
            break;
        nanosleep(&pause, NULL);
    }
    return status;
}

void hold_close(struct held_dir *d)
{
    hold_end(d->held);
    close(d->fd);
}

enum ir_status dir_open_settled(const char *path, int *fd, struct ir_error *err)
{
    struct held_dir d;
    enum ir_status status = hold_open(path, &d, err);

    if (status != IR_OK)
        return status;
    hold_end(d.held);
    *fd = d.fd;
    return IR_OK;
}

bool hold_is_lost(const struct held_dir *d)
{
    const uint64_t latest = read_revision(d->fd);

    return latest > d->revision + (d->held >= 0);
}
