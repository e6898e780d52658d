/*
 * watch.h - waiting until something changes in the inputs.
 *
 * The folders are those that a walk looks into, each watched from just before
 * that: what changes later is seen by the watch, what changed earlier by the
 * walk.  Inputs are watched from the folders they are in as well, so that one
 * which is replaced, or comes back, is seen.  Like the walk, the watch takes
 * no notice of hidden files and of those that are not wanted, nor of the index.
 */
#ifndef INDEXER_WATCH_H
#define INDEXER_WATCH_H

#include "indexer/input/walk.h"
#include "indexer/settings.h"

/* Seconds that nothing has changed before changes are taken in ... */
#define WATCH_QUIET 0.5
/* ... unless the first of them was so long ago.  A file that was made may be
 * one that is still being written: it has so long to be closed. */
#define WATCH_LONGEST 5.0
/* Seconds until all is looked at again when not all can be watched. */
#define WATCH_BLIND 60.0

struct watch;

/* The settings must live as long. */
struct watch *watch_new(const struct settings *s);
void watch_free(struct watch *w);

/*
 * Before the inputs are added to the walk: watch the folders it looks into,
 * and no others any more.  Where that cannot be done it is said, once, and
 * watch_wait() makes up for it.
 */
enum ir_status watch_begin(struct watch *w, struct walk *walk,
                           struct ir_error *err) IR_MUST_CHECK;
size_t watch_folders(const struct watch *w); /* watched since then */

/*
 * Wait for changes, at most so many seconds (0: as long as it takes); false if
 * a signal has set settings_stop.
 */
bool watch_wait(struct watch *w, double most);

#endif
