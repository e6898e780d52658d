/* Knows what the run itself writes by device and inode, whatever its name. */
#include "indexer/input/own.h"

static void add(struct own *own, const struct stat *st)
{
    if (own->count == OWN_MAX ||
        !(S_ISREG(st->st_mode) || S_ISDIR(st->st_mode)))
        return;
    own->items[own->count].device = st->st_dev;
    own->items[own->count++].inode = st->st_ino;
}

void own_add(struct own *own, const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0)
        add(own, &st);
}

void own_add_open(struct own *own, int fd)
{
    struct stat st;

    if (fstat(fd, &st) == 0)
        add(own, &st);
}

bool own_has(const struct own *own, const struct stat *st)
{
    for (size_t i = 0; i < own->count; i++)
        if (own->items[i].inode == st->st_ino &&
            own->items[i].device == st->st_dev)
            return true;
    return false;
}
