/* Removes directories that are not in use any more. */
#include "store/sweep.h"
#include "base/buf.h"
#include "store/dirs.h"
#include "store/hold.h"

#include <dirent.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <unistd.h>

void sweep_one(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool held = fd >= 0 && hold_exists(fd, HOLD_ANY);

    if (fd >= 0)
        close(fd);
    if (!held)
        dir_remove(path);
}

/* Beside the index, or beside what is beside it. */
static bool is_beside(const char *entry, const char *name)
{
    const size_t size = strlen(name), part = strlen(DIR_BESIDE) + DIR_CHOSEN;
    const char *rest = entry + size;

    if (strncmp(entry, name, size) || !*rest)
        return false;
    while (!strncmp(rest, DIR_BESIDE, strlen(DIR_BESIDE)) &&
           strlen(rest) >= part)
        rest += part;
    return !*rest;
}

void sweep_beside(const char *path)
{
    char *real = dir_real_name(path), *copy = xstrdup(real);
    const char *parent = dirname(copy), *name = strrchr(real, '/');
    struct buf beside = BUF_INIT;
    DIR *list = opendir(parent);
    struct dirent *entry;

    name = name ? name + 1 : real;
    while (list && (entry = readdir(list))) {
        if (!is_beside(entry->d_name, name))
            continue;
        buf_clear(&beside);
        buf_addf(&beside, "%s/%s", parent, entry->d_name);
        sweep_one(beside.data);
    }
    if (list)
        closedir(list);
    buf_free(&beside);
    free(copy);
    free(real);
}
