// Opens an index for writing: creates and locks it; closes it.
#include "store/writer.h"
#include "store/dir_rights.h"
#include "store/dirs.h"
#include "store/hold.h"
#include "store/sweep.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <sys/stat.h>
#include <unistd.h>

// The number of changes after which Xapian writes them to its tables; within a
// transaction that does not commit them.  With more, the pending postings
// outgrow the processor's caches and adding gets slower.
#define FLUSH_AFTER "150"
#define LOCK_PAUSE 0.02 // seconds between two attempts
// Bytes of text that are there for each that is much beside them, and the least
// bytes that are.
#define MUCH_SHARE 160
#define MUCH_LEAST (1u << 20)

store_writer::~store_writer()
{
    bulk_free(bulk);
    reader.writer = nullptr;
    sealed_unref(seal);
    if (fd >= 0)
        close(fd);
}

noting::noting(const store_writer *w) : writes(w)
{
    if (w)
        xapian_calls_open(w->seal, w->fd);
}

noting::~noting()
{
    if (writes)
        xapian_calls_open(nullptr, -1);
}

void writer_begin(store_writer *w)
{
    if (w->in_transaction) {
        w->in_transaction = false;
        w->db.cancel_transaction();
    }
    w->db.begin_transaction();
    w->in_transaction = true;
}

static ir_status create(const char *dir, ir_error *err)
{
    char *fresh;
    ir_status status = dir_make_beside(dir, &fresh, err);
    mode_t mask;

    if (status != IR_OK)
        return status;
    // Only a directory that existed before may be writable for others.
    mask = umask(0);
    umask(mask | 022);
    status = guard(access::writing, dir, err, [&] {
        Xapian::WritableDatabase(fresh,
                                 Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS)
            .close();
        return IR_OK;
    });
    umask(mask);
    if (status == IR_OK)
        status = seal_make_at(fresh, err);
    if (status == IR_OK)
        status = dir_keep_rights(fresh, dir, mask, err);
    if (status == IR_OK)
        status = dir_sync(fresh, err);
    if (status == IR_OK)
        status = dir_place(fresh, dir, err);
    if (status != IR_OK)
        dir_remove(fresh);
    free(fresh);
    return status;
}

static ir_status open_dir(store_writer *w, bool make, ir_error *err)
{
    ir_status status = dir_open_settled(w->dir.c_str(), &w->fd, err);

    if (status != IR_NOT_FOUND || !make)
        return status;
    status = create(w->dir.c_str(), err);
    // Another process may have created it in the meantime: use that.
    if (dir_open_settled(w->dir.c_str(), &w->fd, nullptr) == IR_OK)
        return IR_OK;
    return status == IR_OK ? dir_open_settled(w->dir.c_str(), &w->fd, err)
                           : status;
}

static ir_status lock(store_writer *w, ir_error *err)
{
    int flags = Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS;
    ir_status status = dir_writable(w->fd, w->dir.c_str(), err);
    sealed *fresh;

    if (status != IR_OK)
        return status;
    dir_follow_mode(w->fd);
    if (!w->sync)
        flags |= Xapian::DB_NO_SYNC;
    status = sealed_open_own(w->fd, w->dir.c_str(), &fresh, err);
    if (status != IR_OK)
        return status;
    sealed_unref(w->seal);
    w->seal = fresh;
    return guard(access::writing, w->dir.c_str(), err, [&] {
        const noting scope(w);

        w->db = Xapian::WritableDatabase(w->dir, flags);
        w->noted = xapian_calls_taken();
        return IR_OK;
    });
}

// Is the directory that is locked still there, with the seal that was read
// before?
static bool is_in_place(const store_writer *w)
{
    return dir_is_at(w->fd, w->dir.c_str()) &&
           (!w->seal || (sealed_for(w->seal) == w->db.get_revision() &&
                         sealed_is_current(w->seal, w->fd)));
}

// If a compaction ended between opening the directory and locking it, the
// lock is on a directory that is no longer there.
static ir_status lock_in_place(store_writer *w, ir_error *err)
{
    ir_status status = lock(w, err);

    while (status == IR_OK && !is_in_place(w)) {
        w->db.close();
        close(w->fd);
        w->fd = -1;
        status = dir_open_settled(w->dir.c_str(), &w->fd, err);
        if (status == IR_OK)
            status = lock(w, err);
    }
    return status;
}

static ir_status wait_for_lock(store_writer *w, double timeout, ir_error *err)
{
    const struct timespec pause = {0, (long)(LOCK_PAUSE * 1e9)};
    double deadline = clock_seconds() + timeout;
    ir_status status;
    long pid;

    while ((status = lock_in_place(w, err)) == IR_LOCKED) {
        if (clock_seconds() >= deadline)
            break;
        nanosleep(&pause, nullptr);
    }
    if (status != IR_LOCKED)
        return status;
    pid = dir_holder(w->fd);
    if (!pid)
        return ir_fail(err, IR_LOCKED,
                       "index %s is being written by another process",
                       w->dir.c_str());
    return ir_fail(err, IR_LOCKED, "index %s is being written by process %ld",
                   w->dir.c_str(), pid);
}

uint64_t writer_text(const store_writer *w, uint64_t count)
{
    return (uint64_t)(w->db.get_avlength() * TEXT_OF_POSITION * (double)count);
}

// Xapian takes some 400 ns for a byte of text.  A join takes 3 ns for each byte
// of the text that is there, and the time to make some files durable; but it
// leaves no free blocks, while a thousand articles that Xapian adds change
// nearly every block of the positions, so that the table doubles.
static uint64_t much_of(const store_writer *w)
{
    return std::max<uint64_t>(writer_text(w, w->db.get_doccount()) / MUCH_SHARE,
                              MUCH_LEAST);
}

static ir_status start(store_writer *w)
{
    shard one;

    w->reader.shards.clear();
    one.dir = w->dir;
    one.db = w->db;
    w->reader.shards.push_back(one);
    w->reader.all = w->db;
    w->reader.name = w->dir;
    w->reader.writer = w;
    w->reader.sums = &w->sums;
    w->reader.fatal = &w->fatal;
    w->sums = tally::parse(w->db.get_metadata(TALLY_KEY));
    w->blank = !w->db.get_doccount();
    w->text = 0;
    w->in_one_go = w->bulk_memory && bulk_fits(w);
    w->joins = w->bulk_memory && bulk_can_join(w);
    w->much = much_of(w);
    writer_begin(w);
    return IR_OK;
}

ir_status store_writer_open(const char *dir,
                            const struct store_writer_options *options,
                            store_writer **out, ir_error *err)
{
    store_writer *w = new store_writer;
    ir_status status;

    xapian_calls_take(code_of_xapian());
    setenv("XAPIAN_FLUSH_THRESHOLD", FLUSH_AFTER, 1);
    w->dir = dir;
    w->sync = options->sync;
    w->bulk_memory = options->bulk_memory;
    w->lock_timeout = options->lock_timeout;
    w->revision_slot = options->revision_slot;
    w->revision_value = options->revision_value;
    status = open_dir(w, options->create, err);
    if (status == IR_OK)
        status = wait_for_lock(w, options->lock_timeout, err);
    if (status == IR_OK)
        status = guard(access::writing, dir, err, [&] { return start(w); });
    if (status == IR_OK)
        sweep_beside(dir);
    if (status != IR_OK) {
        delete w;
        return status;
    }
    *out = w;
    return IR_OK;
}

static ir_status name_dir(const store_writer *w, ir_status status,
                          ir_error *err)
{
    if (status == IR_OK || !err)
        return status;

    const std::string message = err->message;

    return ir_fail(err, status, "%s/%s", w->dir.c_str(), message.c_str());
}

ir_status writer_unseal(store_writer *w, ir_error *err)
{
    if (!w->seal)
        return IR_OK;
    return name_dir(w, sealed_begin(w->seal, w->fd, w->noted, w->sync, err),
                    err);
}

ir_status writer_seal(store_writer *w, ir_error *err)
{
    if (!w->seal)
        return IR_OK;
    return name_dir(w, sealed_commit(w->seal, w->fd, w->noted, w->sync, err),
                    err);
}

ir_status writer_reopen(store_writer *w, ir_error *err)
{
    ir_status status;

    w->in_transaction = false;
    w->db.close();
    close(w->fd);
    w->fd = -1;
    status = dir_open_settled(w->dir.c_str(), &w->fd, err);
    if (status == IR_OK)
        status = wait_for_lock(w, w->lock_timeout, err);
    return status == IR_OK ? start(w) : status;
}

void store_writer_close(store_writer *w)
{
    if (!w)
        return;
    (void)guard(access::writing, w->dir.c_str(), nullptr, [&] {
        const noting scope(w);

        if (w->in_transaction)
            w->db.cancel_transaction();
        w->db.close();
        return IR_OK;
    });
    delete w;
}

bool store_writer_is_bulk(const store_writer *w)
{
    return w->in_one_go;
}

void store_writer_alone(store_writer *w)
{
    w->alone = true;
}

bool store_writer_is_foreign(const store_writer *w)
{
    return w->bulk_memory && !w->joins && !w->in_one_go;
}

void store_expect(store_writer *w, uint64_t bytes)
{
    if (w->joins && w->batch.empty() && bytes >= w->much)
        w->in_one_go = true;
}

bool store_wants_commit(const store_writer *w)
{
    return w->joins && !w->bulk && w->text >= w->much;
}

store *store_writer_store(store_writer *w)
{
    return &w->reader;
}
