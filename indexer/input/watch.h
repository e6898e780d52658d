/*
 * watch.h - wait until the inputs change.
 *
 * A folder is watched from just before a walk reads it, so that no change is
 * missed between the two.  The parent folders of the inputs are watched as
 * well, to notice an input that is replaced or created again, and so is the list
 * of mounts, for what is mounted on, in or above an input.  Like the walk,
 * the watch ignores hidden files, files of unknown type, and the index.
 */
#ifndef INDEXER_INPUT_WATCH_H
#define INDEXER_INPUT_WATCH_H

#include "indexer/input/filter.h"

/* Changes are indexed after so many seconds without a further change ... */
#define WATCH_QUIET 0.5
/* ... or this long after the first.  A new file that is still being written
 * has as long to be closed. */
#define WATCH_LONGEST 5.0
/* Seconds between full walks when some folders cannot be watched. */
#define WATCH_BLIND 60.0

struct watch;

struct watch_options {
    const struct text_list *inputs;
    const struct file_types *types; /* which files matter */
    const char *index;              /* its folder, which is never watched */
    bool removals;                  /* deleted files matter too */
    const atomic_bool *stop;        /* set by a signal: stop waiting */
};

/* What options point to must outlive the watch. */
struct watch *watch_new(const struct watch_options *options);
void watch_free(struct watch *w);

/*
 * Call before a walk over the inputs whose `watch` is this one: from then on
 * exactly the folders that the walk reads are watched.  IR_LIMIT: the system has
 * no more watches to give.
 */
enum ir_status watch_begin(struct watch *w, struct ir_error *err) IR_MUST_CHECK;
/* The next message on what became of the folders that are inputs since the
 * round before: one is gone, back, or another; NULL: there are no more. */
const char *watch_news(struct watch *w);
/* Called by the walk before it reads the folder that fd is open on. */
void watch_folder(struct watch *w, const char *path, int fd);
size_t watch_folders(const struct watch *w); /* watched since watch_begin() */
/*
 * A message naming what cannot be watched, the first time this happens, else
 * NULL.  watch_wait() then waits at most WATCH_BLIND seconds.
 */
const char *watch_trouble(struct watch *w);

/*
 * Wait for changes, for at most `most` seconds (0: without limit).  False if
 * stop is set.
 */
bool watch_wait(struct watch *w, double most);

#endif
