// Waits for readers, or leaves the directory to them.
#include "store/give_way.h"
#include "store/dir_copy.h"
#include "store/dir_rights.h"
#include "store/dirs.h"
#include "store/hold.h"
#include "store/sweep.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

// Seconds to wait for readers at least, which is longer than most searches.
#define WAIT_LEAST 0.2
// Bytes of an index that are copied in a second, about: a wait that is as long
// as the copy takes at most twice the time of the better of the two.
#define COPIED_IN_SECOND 2e8
#define PAUSE_LEAST 500000 // ns between two looks
#define PAUSE_MOST 20000000

static bool wait_for_readers(const store_writer *w, uint64_t revision)
{
    const double wait =
        WAIT_LEAST + store_size(w->dir.c_str()) / COPIED_IN_SECOND;
    const double end = clock_seconds() + wait;
    struct timespec pause = {0, PAUSE_LEAST};

    while (hold_exists(w->fd, revision)) {
        if (clock_seconds() >= end)
            return false;
        nanosleep(&pause, nullptr);
        pause.tv_nsec = std::min<long>(pause.tv_nsec * 2, PAUSE_MOST);
    }
    return true;
}

// Put a copy in the place of the directory, which readers still have open.
static ir_status replace(store_writer *w)
{
    const char *dir = w->dir.c_str();
    char *fresh;
    ir_status status = dir_make_beside(dir, &fresh, nullptr);

    if (status != IR_OK)
        return status;
    status = dir_copy(w->fd, dir, fresh, nullptr);
    if (status == IR_OK)
        status = dir_keep_rights(fresh, dir, 0, nullptr);
    if (status == IR_OK && w->sync)
        status = dir_sync(fresh, nullptr);
    if (status == IR_OK)
        status = dir_swap(fresh, dir, nullptr);
    sweep_one(fresh); // or the directory as it was
    free(fresh);
    return status;
}

ir_status writer_give_way(store_writer *w, ir_error *err)
{
    if (w->gave_way)
        return IR_OK;
    w->gave_way = true;

    const uint64_t latest = w->db.get_revision();

    if (latest && !wait_for_readers(w, latest - 1) && replace(w) == IR_OK) {
        const ir_status status = writer_reopen(w, err);

        if (status != IR_OK)
            return status;
    }
    return writer_unseal(w, err);
}
