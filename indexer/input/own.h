/*
 * own.h - the files and folders that the run itself writes: they are no input,
 * as each reading would change what the next one reads.
 */
#ifndef INDEXER_INPUT_OWN_H
#define INDEXER_INPUT_OWN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#define OWN_MAX 4 /* the index, the report, standard output and error */

struct own {
    size_t count;
    struct {
        dev_t device;
        ino_t inode;
    } items[OWN_MAX];
};

/* What is at this path, or open as fd; but a terminal, a pipe or /dev/null is
 * nobody's own, and what is not there is not found either. */
void own_add(struct own *own, const char *path);
void own_add_open(struct own *own, int fd);
bool own_has(const struct own *own, const struct stat *st);

#endif
