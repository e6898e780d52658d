/* Lists the files below the inputs, and opens them. */
#include "indexer/input/walk.h"
#include "indexer/input/stamp.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_FLAGS (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#define FILE_FLAGS (O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)

enum trouble {
    FINE,
    UNREADABLE, /* error says why */
    LINK,
    NOT_A_FILE,
    TOO_DEEP,
    OWN,
    STDIN,
};

static const struct {
    enum ir_status status;
    const char *reason, *message;
} troubles[] = {
    [FINE] = {IR_OK, NULL, NULL},
    [UNREADABLE] = {IR_IO, "unreadable", NULL},
    [LINK] = {IR_INVALID, "link", "a symbolic link: not followed"},
    [NOT_A_FILE] = {IR_INVALID, "not_a_file", "not a regular file"},
    [TOO_DEEP] = {IR_LIMIT, "too_deep", "folders nested too deep"},
    [OWN] = {IR_INVALID, "own", "irindex itself writes it"},
    [STDIN] = {IR_OK, NULL, NULL},
};

/* The path being walked: grows and shrinks as folders open and close. */
struct place {
    struct walk *walk;
    struct buf path;
    size_t root; /* bytes of the input's own path */
    int depth;
    uint64_t device; /* of the folder */
};

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* st is that of a regular file, or NULL. */
static void add(struct place *at, enum trouble trouble, int error,
                const struct stat *st)
{
    struct walk *w = at->walk;
    struct walk_entry *entry;

    w->items = xgrow(w->items, w->count, &w->room, sizeof(*w->items));
    entry = &w->items[w->count++];
    entry->name = entry->id = w->names.size;
    entry->root = (uint32_t)at->root;
    entry->problem = (uint16_t)trouble;
    entry->error = (uint16_t)error;
    entry->size = st ? (uint64_t)st->st_size : 0;
    entry->attributes = st ? stamp_attributes(st) : 0;
    entry->digest = 0;
    entry->device = st ? at->device : 0;
    w->bytes += entry->size;
    buf_add(&w->names, at->path.data, at->path.size + 1);
}

/* The names in a folder that are not hidden, sorted.  Closes fd. */
static char **list(int fd, size_t *count, int *error)
{
    DIR *dir = fdopendir(fd);
    struct dirent *d;
    char **names = NULL;
    size_t room = 0;

    *count = 0;
    if (!dir) {
        *error = errno;
        close(fd);
        return NULL;
    }
    errno = 0;
    while ((d = readdir(dir))) {
        if (d->d_name[0] == '.')
            continue;
        names = xgrow(names, *count, &room, sizeof(*names));
        names[(*count)++] = xstrdup(d->d_name);
    }
    *error = errno;
    if (*count)
        qsort(names, *count, sizeof(*names), by_bytes);
    closedir(dir);
    return names;
}

static void walk_folder(struct place *at, int fd);

/* Visit one name in the folder open as fd. */
static void walk_inside(struct place *at, int fd, const char *name)
{
    struct stat st;
    int inner;

    if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        add(at, UNREADABLE, errno, NULL);
    else if (own_has(&at->walk->own, &st))
        return;
    else if (S_ISREG(st.st_mode) && !file_types_take(&at->walk->types, name))
        at->walk->skipped++;
    else if (S_ISREG(st.st_mode))
        add(at, FINE, 0, &st);
    else if (S_ISLNK(st.st_mode))
        add(at, LINK, 0, NULL);
    else if (!S_ISDIR(st.st_mode))
        add(at, NOT_A_FILE, 0, NULL);
    else if (at->depth >= WALK_DEPTH_MAX || at->path.size > WALK_NAME_MAX)
        add(at, TOO_DEEP, 0, NULL);
    else if ((inner = openat(fd, name, FOLDER_FLAGS)) < 0)
        add(at, UNREADABLE, errno, NULL);
    else
        walk_folder(at, inner);
}

/* Closes fd. */
static void walk_folder(struct place *at, int fd)
{
    const uint64_t outer = at->device;
    size_t size = at->path.size, count;
    int error, again = dup(fd);
    struct stat st;
    char **names;

    if (again < 0) {
        add(at, UNREADABLE, errno, NULL);
        close(fd);
        return;
    }
    if (at->walk->watch)
        watch_folder(at->walk->watch, at->path.data, fd);
    at->device = fstat(fd, &st) == 0 ? (uint64_t)st.st_dev : 0;
    names = list(again, &count, &error);
    if (error)
        add(at, UNREADABLE, error, NULL);
    at->depth++;
    for (size_t i = 0; i < count; i++) {
        if (size && at->path.data[size - 1] != '/')
            buf_addc(&at->path, '/');
        buf_adds(&at->path, names[i]);
        walk_inside(at, fd, names[i]);
        at->path.data[size] = '\0';
        at->path.size = size;
        free(names[i]);
    }
    at->depth--;
    at->device = outer;
    free(names);
    close(fd);
}

/* The canonical path of an input is found at the time of its walk. */
static struct walk_input *begin_input(struct walk *w, const char *input)
{
    struct walk_input *in;
    struct buf path = BUF_INIT;

    w->inputs =
        xgrow(w->inputs, w->input_count, &w->input_room, sizeof(*w->inputs));
    in = &w->inputs[w->input_count++];
    *in = (struct walk_input){.first = w->count, .path = w->names.size};
    if (strcmp(input, "-") != 0)
        naming_resolve(input, &path);
    else
        buf_adds(&path, input);
    buf_add(&w->names, path.data, path.size + 1);
    buf_free(&path);
    return in;
}

/* The file system of the folder that an input is in; 0 if it is not known. */
static uint64_t device_around(const struct walk *w, const struct walk_input *in)
{
    char *path = xstrdup(w->names.data + in->path);
    char *slash = strrchr(path, '/');
    uint64_t device = 0;
    struct stat st;

    if (slash) {
        slash[1] = '\0';
        if (stat(path, &st) == 0)
            device = (uint64_t)st.st_dev;
    }
    free(path);
    return device;
}

void walk_add(struct walk *w, const char *input)
{
    struct walk_input *in = begin_input(w, input);
    struct place at = {w, BUF_INIT, strlen(input), 0, device_around(w, in)};
    struct stat st;
    int fd;

    buf_adds(&at.path, input);
    if (!strcmp(input, "-"))
        add(&at, STDIN, 0, NULL);
    else if (stat(input, &st) < 0) {
        in->missing = errno == ENOENT || errno == ENOTDIR;
        w->missing += in->missing;
        add(&at, UNREADABLE, errno, NULL);
    } else if (own_has(&w->own, &st))
        add(&at, OWN, 0, NULL);
    else if (S_ISREG(st.st_mode))
        add(&at, FINE, 0, &st);
    else if (!S_ISDIR(st.st_mode))
        add(&at, NOT_A_FILE, 0, NULL);
    else if ((fd = open(input, FOLDER_FLAGS & ~O_NOFOLLOW)) < 0)
        add(&at, UNREADABLE, errno, NULL);
    else {
        in->folder = true;
        walk_folder(&at, fd);
    }
    in->count = w->count - in->first;
    buf_free(&at.path);
}

/* Store the name of the i-th entry, unless it is the path as given. */
static void find_id(struct walk *w, size_t i, const char *input,
                    const struct naming *naming, struct buf *path)
{
    struct walk_entry *entry = &w->items[i];
    const char *below = walk_name(w, i) + entry->root, *id;

    entry->id = entry->name;
    buf_clear(path);
    buf_adds(path, input);
    below += strspn(below, "/");
    if (*below && path->size && path->data[path->size - 1] != '/')
        buf_addc(path, '/');
    buf_adds(path, below);
    id = naming_name(naming, path->data);
    if (!strcmp(id, walk_name(w, i)))
        return;
    entry->id = w->names.size;
    buf_add(&w->names, id, strlen(id) + 1);
}

void walk_find_ids(struct walk *w, const struct naming *naming)
{
    struct buf path = BUF_INIT, input = BUF_INIT;

    for (size_t k = 0; k < w->input_count; k++) {
        const struct walk_input *in = &w->inputs[k];

        buf_clear(&input);
        buf_adds(&input, w->names.data + in->path);
        for (size_t i = in->first; i < in->first + in->count; i++)
            if (!walk_is_stdin(w, i))
                find_id(w, i, input.data, naming, &path);
    }
    buf_free(&input);
    buf_free(&path);
}

void walk_free(struct walk *w)
{
    static const struct walk none = WALK_INIT;

    free(w->items);
    free(w->inputs);
    buf_free(&w->names);
    if (w->root >= 0)
        close(w->root);
    *w = none;
}

const char *walk_name(const struct walk *w, size_t i)
{
    return w->names.data + w->items[i].name;
}

const char *walk_id(const struct walk *w, size_t i)
{
    return w->names.data + w->items[i].id;
}

bool walk_is_stdin(const struct walk *w, size_t i)
{
    return w->items[i].problem == STDIN;
}

bool walk_is_inside(const struct walk *w, size_t i)
{
    return walk_name(w, i)[w->items[i].root] != '\0';
}

/* The folder that was given as an input; the last one stays open. */
static int open_root(struct walk *w, const struct walk_entry *entry)
{
    const char *name = w->names.data + entry->name;
    char *path;

    if (w->root >= 0 && w->root_size == entry->root &&
        !memcmp(w->names.data + w->root_name, name, entry->root))
        return w->root;
    if (w->root >= 0)
        close(w->root);
    path = xstrdup(name);
    path[entry->root] = '\0';
    w->root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    w->root_name = entry->name;
    w->root_size = entry->root;
    free(path);
    return w->root;
}

/* Open path below root, following no symbolic link. */
static int open_below(int root, const char *path)
{
    char part[256]; /* NAME_MAX and a NUL */
    int dir = root, next;
    size_t size;

    for (;;) {
        path += strspn(path, "/");
        size = strcspn(path, "/");
        if (!path[size] || size >= sizeof(part))
            break;
        memcpy(part, path, size);
        part[size] = '\0';
        next = openat(dir, part, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (dir != root)
            close(dir);
        if (next < 0)
            return -1;
        dir = next;
        path += size;
    }
    next = openat(dir, path, FILE_FLAGS | O_NOFOLLOW);
    if (dir != root)
        close(dir);
    return next;
}

static enum ir_status describe(const struct walk_entry *entry,
                               struct problem *p)
{
    p->line = 0;
    return problem_set(p, troubles[entry->problem].status,
                       troubles[entry->problem].reason, "%s",
                       entry->problem == UNREADABLE
                           ? strerror(entry->error)
                           : troubles[entry->problem].message);
}

enum ir_status walk_open(struct walk *w, size_t i, int *fd, struct problem *p)
{
    const struct walk_entry *entry = &w->items[i];
    const char *name = walk_name(w, i), *below = name + entry->root;
    struct walk_entry failed = *entry;

    if (entry->problem == STDIN) {
        *fd = STDIN_FILENO;
        return IR_OK;
    }
    if (entry->problem != FINE)
        return describe(entry, p);
    if (!*below)
        *fd = open(name, FILE_FLAGS);
    else if (open_root(w, entry) < 0)
        *fd = -1;
    else
        *fd = open_below(w->root, below);
    if (*fd >= 0)
        return IR_OK;
    failed.problem = UNREADABLE;
    failed.error = (uint16_t)errno;
    return describe(&failed, p);
}
