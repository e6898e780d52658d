/* Checks index directories before Xapian opens them; creates, replaces and
 * removes them. */
#include "store/dirs.h"
#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const tables[] = {
    /* in the order of their roots in the version file */
    "postlist.glass", "docdata.glass",  "termlist.glass",
    "position.glass", "spelling.glass", "synonym.glass",
};

static const char *const foreign[] = {"iamhoney", "iamchert", "iambrass",
                                      "iamflint"};

#define ELSEWHERE "; to make one elsewhere: irindex -d OTHER INPUT..."

static const char magic[] = "\x0f\x0dXapian Glass\x04\x6e";

static enum ir_status no_index(struct ir_error *err, const char *path)
{
    return ir_fail(err, IR_NOT_FOUND,
                   "there is no index %s; to make it: irindex -d %s INPUT...",
                   path, path);
}

static enum ir_status fail_path(struct ir_error *err, const char *path)
{
    if (errno == ENOENT)
        return no_index(err, path);
    if (errno == ENOTDIR)
        return ir_fail(err, IR_INVALID,
                       "%s is not an index: not a folder" ELSEWHERE, path);
    return ir_fail(err, errno == ELOOP ? IR_INVALID : IR_IO, "%s: %s", path,
                   strerror(errno));
}

static bool is_foreign(const char *name)
{
    for (size_t i = 0; i < COUNT(foreign); i++)
        if (!strcmp(name, foreign[i]))
            return true;
    return false;
}

/* Is it a file name that only a database has? */
static bool is_telling(const char *name)
{
    return !strcmp(name, "iamglass") || !strcmp(name, "XAPIANDB") ||
           is_foreign(name);
}

/* An entry may vanish between two calls: a writer renames its version file. */
static enum ir_status check_entry(int fd, const char *path, const char *name,
                                  struct ir_error *err)
{
    struct stat st;

    if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW))
        return errno == ENOENT ? IR_OK : fail_path(err, path);
    if (!S_ISREG(st.st_mode))
        return ir_fail(err, IR_INVALID, "%s/%s is not a regular file", path,
                       name);
    if (!strcmp(name, "XAPIANDB"))
        return ir_fail(err, IR_INVALID, "%s/%s would lead to another database",
                       path, name);
    if (is_foreign(name))
        return ir_fail(err, IR_INCOMPATIBLE,
                       "index %s is of another backend (%s)" ELSEWHERE, path,
                       name);
    return IR_OK;
}

/* Is it one of the files, all empty, of an index that was being created? */
static bool is_left_over(int fd, const char *name)
{
    struct stat st;
    bool ours = !strcmp(name, "flintlock");

    for (size_t i = 0; i < COUNT(tables); i++)
        ours = ours || !strcmp(name, tables[i]);
    return ours && !fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) &&
           S_ISREG(st.st_mode) && !st.st_size;
}

/*
 * An unsafe entry is reported only for an index; any other directory is
 * reported as not an index, with the name of something in it.
 */
static enum ir_status judge(enum ir_status found, const char *path,
                            const char *some, bool telling,
                            struct ir_error *err)
{
    if (!*some)
        return no_index(err, path);
    if (!telling)
        return ir_fail(
            err, IR_INVALID,
            "%s is not an index: it has %s but no iamglass" ELSEWHERE, path,
            some);
    return found;
}

static enum ir_status check_entries(int fd, const char *path,
                                    struct ir_error *err)
{
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum ir_status status = IR_OK;
    char some[NAME_MAX + 1] = "";
    struct dirent *entry;
    bool telling = false;
    DIR *list;

    if (again < 0)
        return fail_path(err, path);
    list = fdopendir(again);
    if (!list) {
        close(again);
        return fail_path(err, path);
    }
    while ((entry = readdir(list))) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        telling = telling || is_telling(entry->d_name);
        if (is_left_over(fd, entry->d_name))
            continue;
        if (!*some || strcmp(entry->d_name, some) < 0)
            snprintf(some, sizeof(some), "%s", entry->d_name);
        if (status == IR_OK)
            status = check_entry(fd, path, entry->d_name, err);
    }
    closedir(list);
    return judge(status, path, some, telling, err);
}

/* Check one root record of the version file against the table's file: Xapian
 * treats a table that is missing or unreadable as an empty one. */
static enum ir_status check_table(int fd, const char *path, const char *name,
                                  struct decoder *c, struct ir_error *err)
{
    uint64_t root = decoder_varint(c);
    bool fake = decoder_varint(c) & 1;
    uint64_t keys = decoder_varint(c);
    uint64_t block = decoder_varint(c) * 2048;
    struct stat st;

    decoder_varint(c);
    decoder_bytes(c, decoder_varint(c));
    if (c->bad || fake || !keys)
        return IR_OK;
    if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW))
        return ir_fail(err, IR_CORRUPT,
                       "%s/%s is missing (or iamglass is damaged)", path, name);
    if ((uint64_t)st.st_size / (block ? block : 1) <= root)
        return ir_fail(err, IR_CORRUPT,
                       "%s/%s is cut short (or iamglass is damaged)", path,
                       name);
    if (faccessat(fd, name, R_OK, AT_EACCESS))
        return ir_fail(err, IR_IO, "%s/%s: %s", path, name, strerror(errno));
    return IR_OK;
}

/* An unknown or damaged version file is left for Xapian to report. */
static enum ir_status check_tables(int fd, const char *path,
                                   struct ir_error *err)
{
    int file =
        openat(fd, "iamglass", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    enum ir_status status = IR_OK;
    struct decoder c;
    char bytes[256];
    ssize_t size;

    if (file < 0)
        return ir_fail(err, errno == ENOENT ? IR_INVALID : IR_IO,
                       "%s is not an index: iamglass: %s", path,
                       strerror(errno));
    size = read(file, bytes, sizeof(bytes));
    close(file);
    if (size < 32 || memcmp(bytes, magic, sizeof(magic) - 1) != 0)
        return IR_OK;
    decoder_start(&c, (struct ir_text){bytes, (size_t)size});
    decoder_bytes(&c, sizeof(magic) - 1 + 16); /* and the uuid */
    decoder_varint(&c);                        /* the revision */
    for (size_t i = 0; i < COUNT(tables) && status == IR_OK; i++)
        status = check_table(fd, path, tables[i], &c, err);
    return status;
}

enum ir_status dir_open(const char *path, int *fd, struct ir_error *err)
{
    int got = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum ir_status status;

    if (got < 0)
        return fail_path(err, path);
    status = check_entries(got, path, err);
    if (status == IR_OK)
        status = check_tables(got, path, err);
    if (status != IR_OK) {
        close(got);
        return status;
    }
    *fd = got;
    return IR_OK;
}

char *dir_real_name(const char *path)
{
    char *name = realpath(path, NULL);
    size_t size;

    if (name)
        return name;
    name = xstrdup(path);
    size = strlen(name);
    while (size > 1 && name[size - 1] == '/')
        name[--size] = '\0';
    return name;
}

enum ir_status dir_make_beside(const char *path, char **out,
                               struct ir_error *err)
{
    char *real = dir_real_name(path);
    struct buf name = BUF_INIT;

    buf_addf(&name, "%s" DIR_BESIDE "XXXXXX", real);
    free(real);
    if (!mkdtemp(name.data)) {
        ir_fail(err, IR_IO, "cannot make a folder beside %s: %s", path,
                strerror(errno));
        buf_free(&name);
        return IR_IO;
    }
    *out = buf_take(&name, NULL);
    return IR_OK;
}

static int sync_path(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    int bad;

    if (fd < 0)
        return -1;
    bad = fsync(fd);
    close(fd);
    return bad;
}

static int sync_parent(const char *path)
{
    char *copy = xstrdup(path);
    int bad = sync_path(AT_FDCWD, dirname(copy));

    free(copy);
    return bad;
}

enum ir_status dir_sync(const char *path, struct ir_error *err)
{
    DIR *list = opendir(path);
    struct dirent *entry;
    int bad = 0;

    if (!list)
        return fail_path(err, path);
    while (!bad && (entry = readdir(list)))
        if (entry->d_name[0] != '.')
            bad = sync_path(dirfd(list), entry->d_name);
    if (!bad)
        bad = fsync(dirfd(list));
    if (!bad)
        bad = sync_parent(path);
    if (bad)
        ir_fail(err, IR_IO, "cannot sync %s: %s", path, strerror(errno));
    closedir(list);
    return bad ? IR_IO : IR_OK;
}

/* Why a folder cannot be moved. */
static const char *reason(void)
{
    return errno == EXDEV || errno == EBUSY
               ? "it is the root of a file system; name a folder in it"
               : strerror(errno);
}

/* Move all files but the last one into the directory open as `to`. */
static int move_files(int from, int to, const char *last)
{
    int again = openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), bad = 0;
    DIR *list = again < 0 ? NULL : fdopendir(again);
    struct dirent *entry;

    if (!list) {
        if (again >= 0)
            close(again);
        return -1;
    }
    while (!bad && (entry = readdir(list)))
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, last) != 0)
            bad = renameat(from, entry->d_name, to, entry->d_name);
    closedir(list);
    return bad ? bad : renameat(from, last, to, last);
}

static int fill(const char *from, const char *path)
{
    int source = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int target = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int bad = source < 0 || target < 0;

    if (!bad)
        bad = move_files(source, target, "iamglass") || fsync(target);
    if (source >= 0)
        close(source);
    if (target >= 0)
        close(target);
    return bad ? -1 : rmdir(from);
}

enum ir_status dir_place(const char *from, const char *path,
                         struct ir_error *err)
{
    char *real = dir_real_name(path);
    enum ir_status status = IR_OK;
    struct stat st;
    int bad;

    if (stat(real, &st) == 0 && S_ISDIR(st.st_mode))
        bad = fill(from, real);
    else
        bad = rename(from, real) || sync_parent(real);
    if (bad)
        status = ir_fail(err, IR_IO, "cannot make %s: %s", path, reason());
    free(real);
    return status;
}

static bool same_folder(const char *a, const char *b)
{
    struct stat first, second;

    return !stat(a, &first) && !stat(b, &second) &&
           first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

enum ir_status dir_swap(const char *from, const char *path,
                        struct ir_error *err)
{
    const bool here = same_folder(".", path);
    char *real = dir_real_name(path);
    enum ir_status status = IR_OK;

    if (renameat2(AT_FDCWD, from, AT_FDCWD, real, RENAME_EXCHANGE) ||
        sync_parent(real))
        status = ir_fail(err, IR_IO, "cannot replace %s: %s", path, reason());
    else if (here && chdir(real))
        status = ir_fail(err, IR_IO, "%s: %s", real, strerror(errno));
    free(real);
    return status;
}

void dir_remove(const char *path)
{
    DIR *list = opendir(path);
    struct dirent *entry;

    while (list && (entry = readdir(list)))
        unlinkat(dirfd(list), entry->d_name, 0);
    if (list)
        closedir(list);
    rmdir(path);
}

bool dir_is_at(int fd, const char *path)
{
    struct stat open_one, named;

    return !fstat(fd, &open_one) && !stat(path, &named) &&
           open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

static bool has_open(const char *pid, const struct stat *file)
{
    struct buf path = BUF_INIT;
    struct dirent *entry;
    bool found = false;
    struct stat st;
    DIR *list;

    buf_addf(&path, "/proc/%s/fd", pid);
    list = opendir(path.data);
    buf_free(&path);
    if (!list)
        return false;
    while (!found && (entry = readdir(list)))
        found = !fstatat(dirfd(list), entry->d_name, &st, 0) &&
                st.st_dev == file->st_dev && st.st_ino == file->st_ino;
    closedir(list);
    return found;
}

long dir_holder(int fd)
{
    DIR *list = opendir("/proc");
    struct dirent *entry;
    long found = 0;
    struct stat st;

    if (!list)
        return 0;
    if (!fstatat(fd, "flintlock", &st, AT_SYMLINK_NOFOLLOW))
        while (!found && (entry = readdir(list))) {
            long pid = strtol(entry->d_name, NULL, 10);

            if (pid > 0 && has_open(entry->d_name, &st))
                found = pid;
        }
    closedir(list);
    return found;
}
