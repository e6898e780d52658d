/*
 * watch.h - waiting until something changes in the inputs.
 *
 * The folders are those that a walk reads, each watched from just before
 * that: what changes later is seen by the watch, what changed earlier by the
 * walk.  The folders that inputs are in are watched as well, so that an input
 * which is replaced, or comes back, is seen.  Like the walk, the watch ignores
 * hidden files, files of unknown type, and the index.
 */
#ifndef INDEXER_INPUT_WATCH_H
#define INDEXER_INPUT_WATCH_H

#include "indexer/input/filter.h"

/* Seconds without a change before changes are taken in ... */
#define WATCH_QUIET 0.5
/* ... or since the first of them.  A new file may still be written: it has so
 * long to be closed. */
#define WATCH_LONGEST 5.0
/* Seconds between two looks at everything when not all can be watched. */
#define WATCH_BLIND 60.0

struct watch;

struct watch_options {
    const struct text_list *inputs;
    const struct file_types *types; /* which files matter */
    const char *index;              /* its folder, which is never watched */
    bool removals;                  /* files that go matter too */
    const atomic_bool *stop;        /* set by a signal: wait no longer */
};

/* What options point to must outlive the watch. */
struct watch *watch_new(const struct watch_options *options);
void watch_free(struct watch *w);

/*
 * Before a walk over the inputs, which is to have the watch: watch the folders
 * it reads, and no others any more.
 */
enum ir_status watch_begin(struct watch *w, struct ir_error *err) IR_MUST_CHECK;
/* The walk is about to read the folder that fd is open on. */
void watch_folder(struct watch *w, const char *path, int fd);
size_t watch_folders(const struct watch *w); /* watched since watch_begin() */
/*
 * What cannot be watched, as a message, the first time that this happens; else
 * NULL.  watch_wait() makes up for it.
 */
const char *watch_trouble(struct watch *w);

/*
 * Wait for changes, at most so many seconds (0: as long as it takes); false if
 * stop is set.
 */
bool watch_wait(struct watch *w, double most);

#endif
