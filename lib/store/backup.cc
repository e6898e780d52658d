// Copies an index beside its writers.
#include "store/dir_copy.h"
#include "store/dir_rights.h"
#include "store/dirs.h"
#include "store/handles.h"
#include "store/hold.h"
#include "store/seal.h"
#include "store/sweep.h"

#include <cstdlib>
#include <unistd.h>

#define COPIES 5 // attempts, if a writer does not leave the revision alone

static ir_status copy_held(const char *dir, const char *fresh, ir_error *err)
{
    held_dir from;
    ir_status status = hold_open(dir, &from, err);

    if (status != IR_OK)
        return status;
    status = dir_copy(from.fd, dir, fresh, err);
    if (status == IR_OK && hold_is_lost(&from))
        status =
            ir_fail(err, IR_STALE, "index %s changed while it was copied", dir);
    hold_close(&from);
    return status;
}

// Compare the copy with the seal that came with it, and seal it for itself, since
// what a writer was changing is in it, too.  Without one, check and seal it.
static ir_status verify_copy(const char *dir, const char *fresh, ir_error *err)
{
    store_checked checked;
    ir_status status = store_check(fresh, false, &checked, err);

    if (status == IR_OK)
        return seal_make_at(fresh, err);
    if (status != IR_CORRUPT)
        return status;
    // Unless it is the index that is damaged, a block was copied while it was
    // written.
    status = store_check(dir, false, &checked, err);
    return status == IR_OK
               ? ir_fail(err, IR_STALE, "index %s changed while it was copied",
                         dir)
               : status;
}

// A copy that is whole and on the disk, in a directory beside `to'.
static ir_status make_copy(const char *dir, const char *to, char **fresh,
                           ir_error *err)
{
    ir_status status = dir_make_beside(to, fresh, err);

    if (status != IR_OK)
        return status;
    status = copy_held(dir, *fresh, err);
    if (status == IR_OK)
        status = verify_copy(dir, *fresh, err);
    if (status == IR_OK)
        status = dir_keep_rights(*fresh, dir, 0, err);
    if (status == IR_OK)
        status = dir_sync(*fresh, err);
    if (status == IR_OK)
        return IR_OK;
    dir_remove(*fresh);
    free(*fresh);
    return status;
}

static ir_status uuid_of(const char *dir, std::string *out, ir_error *err)
{
    struct store_info info;
    store *s;
    ir_status status = store_open(&dir, 1, &s, err);

    if (status != IR_OK)
        return status;
    status = store_info(s, &info, err);
    store_close(s);
    *out = info.uuid;
    return status;
}

// What is at `to' may only be an older copy, which is locked meanwhile; *old is
// NULL if nothing is there.
static ir_status lock_older(const char *dir, const char *to, store_writer **old,
                            ir_error *err)
{
    store_writer_options options = {};
    std::string uuid, other;
    int fd;
    ir_status status = uuid_of(dir, &uuid, err);

    options.sync = true;
    *old = nullptr;
    if (status != IR_OK)
        return status;
    status = uuid_of(to, &other, err);
    if (status == IR_NOT_FOUND) {
        // Of two backups to one name at the same time, one fails by this.
        sweep_beside(to);
        return IR_OK;
    }
    if (status != IR_OK)
        return status;
    status = dir_open_settled(dir, &fd, err);
    if (status != IR_OK)
        return status;
    const bool same = dir_is_at(fd, to);

    close(fd);
    if (same || uuid != other)
        return ir_fail(err, IR_INVALID, "%s is %s, not a backup of %s", to,
                       same ? "the index itself" : "another index", dir);
    return store_writer_open(to, &options, old, err);
}

ir_status store_backup(const char *dir, const char *to, ir_error *err)
{
    store_writer *old;
    char *fresh = nullptr;
    ir_status status = lock_older(dir, to, &old, err);

    if (status != IR_OK)
        return status;
    status = IR_STALE;
    for (int i = 0; i < COPIES && status == IR_STALE; i++)
        status = make_copy(dir, to, &fresh, err);
    if (status == IR_OK) {
        status = old ? dir_swap(fresh, to, err) : dir_place(fresh, to, err);
        if (old || status != IR_OK)
            sweep_one(fresh); // the older one, or the copy
        free(fresh);
    }
    store_writer_close(old);
    return status;
}
