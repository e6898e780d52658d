/* Names of files relative to a base folder, and canonical paths. */
#include "indexer/input/naming.h"

#include <stdlib.h>

void naming_set(struct naming *n, const char *folder)
{
    buf_clear(&n->base);
    if (strcmp(folder, "/") != 0) {
        buf_adds(&n->base, folder);
        buf_addc(&n->base, '/');
    }
}

void naming_free(struct naming *n)
{
    buf_free(&n->base);
}

const char *naming_name(const struct naming *n, const char *path)
{
    const size_t size = n->base.size;

    if (!size || strncmp(path, n->base.data, size) != 0)
        return path;
    /* Standard input is called "-". */
    return path[size] && strcmp(path + size, "-") != 0 ? path + size : path;
}

void naming_path(const struct naming *n, const char *name, struct buf *out)
{
    if (*name != '/')
        buf_addt(out, buf_text(&n->base));
    buf_adds(out, name);
}

bool naming_is_below(const char *path, const char *folder)
{
    size_t size = strlen(folder);

    if (size && folder[size - 1] == '/') /* the root folder */
        return !strncmp(path, folder, size) && path[size];
    return !strncmp(path, folder, size) && path[size] == '/';
}

/* Take off the last part, of which there must be one. */
static void go_up(struct buf *path)
{
    while (path->size > 1 && path->data[path->size - 1] != '/')
        path->size--;
    path->size -= path->size > 1;
    path->data[path->size] = '\0';
}

/* Append the parts of a path that does not exist to a folder that does. */
static void add_parts(const char *parts, struct buf *folder)
{
    while (*parts) {
        const size_t size = strcspn(parts, "/");

        if (size == 2 && !strncmp(parts, "..", size))
            go_up(folder);
        else if (size && !(size == 1 && *parts == '.')) {
            if (folder->data[folder->size - 1] != '/')
                buf_addc(folder, '/');
            buf_add(folder, parts, size);
        }
        parts += size + (parts[size] == '/');
    }
}

void naming_resolve(const char *path, struct buf *out)
{
    struct buf whole = BUF_INIT;
    char *head = xstrdup(path), *real;
    size_t size = strlen(head);

    /* Of a relative path nothing may be left: that is the current folder. */
    while (!(real = realpath(size ? head : ".", NULL)) && size) {
        while (size && head[size - 1] == '/')
            size--;
        while (size && head[size - 1] != '/')
            size--;
        head[size] = '\0';
    }
    if (real) {
        buf_adds(&whole, real);
        add_parts(path + size, &whole);
    } else
        buf_adds(&whole, path);
    buf_addt(out, buf_text(&whole));
    buf_free(&whole);
    free(real);
    free(head);
}
