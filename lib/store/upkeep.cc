// Maintenance: measures, checks and compacts an index.
#include "store/child.h"
#include "store/dir_rights.h"
#include "store/dirs.h"
#include "store/hold.h"
#include "store/seal_check.h"
#include "store/sweep.h"
#include "store/writer.h"

#include <cstdlib>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

// ---- measuring ----

static const char *const table_names[] = {"postlist", "docdata",  "termlist",
                                          "position", "spelling", "synonym"};

static_assert(COUNT(table_names) <= STORE_TABLES, "room for every table");

static void measure(int fd, store_table out[STORE_TABLES + 1])
{
    size_t n = 0;

    for (const char *name : table_names) {
        std::string file = std::string(name) + ".glass";
        struct stat st;

        if (fstatat(fd, file.c_str(), &st, AT_SYMLINK_NOFOLLOW))
            continue;
        out[n].name = name;
        out[n++].bytes = (uint64_t)st.st_size;
    }
    out[n].name = nullptr;
    out[n].bytes = 0;
}

ir_status store_tables(const char *dir, store_table out[STORE_TABLES + 1],
                       ir_error *err)
{
    int fd;
    ir_status status = dir_open_settled(dir, &fd, err);

    if (status != IR_OK)
        return status;
    status = guard(access::reading, dir, err, [&] {
        measure(fd, out);
        return IR_OK;
    });
    close(fd);
    return status;
}

uint64_t store_size(const char *dir)
{
    store_table tables[STORE_TABLES + 1];
    uint64_t size = 0;

    if (store_tables(dir, tables, nullptr) == IR_OK)
        for (const store_table *t = tables; t->name; t++)
            size += t->bytes;
    return size;
}

// ---- checking ----

// Message with the name of the directory for the path that it was opened by.
static std::string name_it(std::string message, const std::string &path,
                           const char *dir)
{
    for (size_t at; (at = message.find(path)) != std::string::npos;)
        message.replace(at, path.size(), dir);
    return message;
}

struct checking {
    const char *dir;
    int fd;
};

static ir_status check(void *of, ir_error *err)
{
    const checking *c = static_cast<checking *>(of);
    // Also if the directory is replaced, and has no name any more.
    const std::string path = "/proc/self/fd/" + std::to_string(c->fd);
    std::ostringstream log;
    size_t wrong = 0;
    ir_status status;

    xapian_calls_take(code_of_xapian());
    xapian_calls_read_only();
    status = guard(access::reading, c->dir, err, [&] {
        wrong = Xapian::Database::check(path, 0, &log);
        return IR_OK;
    });
    if (status == IR_OK && wrong)
        return ir_fail(err, IR_CORRUPT, "index %s has %zu error%s: %.*s",
                       c->dir, wrong, wrong == 1 ? "" : "s", 400,
                       log.str().c_str());
    if (status == IR_OK)
        return IR_OK;
    return ir_fail(err, status == IR_IO ? IR_IO : IR_CORRUPT, "%s",
                   name_it(err->message, path, c->dir).c_str());
}

#define CHECKS 3 // attempts, if a writer that does not hold back disturbs them

enum class depth {
    quick, // by the seal, and by Xapian only where that is not enough
    full,  // by both
    anew,  // by both; but a seal that cannot be used is none
};

static ir_status check_held(const char *dir, const held_dir &d, depth how,
                            store_checked *out, ir_error *err)
{
    seal_checked by_seal;
    ir_status status = seal_check(d.fd, dir, &by_seal, err);

    *out = {by_seal.sealed, by_seal.whole && how == depth::quick,
            by_seal.blocks * SEAL_BLOCK, by_seal.newer};
    if (how == depth::anew && !by_seal.sealed && status != IR_IO)
        status = IR_OK;
    if (status != IR_OK || out->whole)
        return status;
    checking c = {dir, d.fd};

    return child_run(dir, store_size(dir), check, &c, err);
}

static ir_status check_latest(const char *dir, depth how, store_checked *out,
                              ir_error *err)
{
    ir_status status = IR_STALE;

    for (int i = 0; i < CHECKS && status == IR_STALE; i++) {
        held_dir d;

        status = hold_open(dir, &d, err);
        if (status != IR_OK)
            break;
        status = check_held(dir, d, how, out, err);
        if (status == IR_CORRUPT && hold_is_lost(&d))
            status = ir_fail(err, IR_STALE,
                             "index %s changed while it was checked", dir);
        hold_close(&d);
    }
    return status;
}

ir_status store_check(const char *dir, bool full, store_checked *out,
                      ir_error *err)
{
    store_checked own;

    return check_latest(dir, full ? depth::full : depth::quick,
                        out ? out : &own, err);
}

// ---- sealing ----

// With the lock: if what was checked is what is there.
static ir_status seal_checked_one(const char *dir, double lock_timeout,
                                  const dir_state &checked, ir_error *err)
{
    store_writer_options options = {};
    store_writer *w;
    ir_status status;

    options.lock_timeout = lock_timeout;
    options.sync = true;
    status = store_writer_open(dir, &options, &w, err);
    if (status != IR_OK)
        return status;
    if (dir_state_same(checked, dir_state_at(dir)))
        status = seal_make_at(dir, err);
    else
        status = ir_fail(err, IR_STALE, "index %s changed while it was checked",
                         dir);
    store_writer_close(w);
    return status;
}

ir_status store_seal(const char *dir, double lock_timeout, ir_error *err)
{
    ir_status status = IR_STALE;

    for (int i = 0; i < CHECKS && status == IR_STALE; i++) {
        const dir_state now = dir_state_at(dir);
        store_checked checked;

        status = check_latest(dir, depth::anew, &checked, err);
        if (status == IR_OK)
            status = seal_checked_one(dir, lock_timeout, now, err);
    }
    return status;
}

const char *store_exposed(const char *dir)
{
    return dir_exposed(dir);
}

// ---- compacting ----

static ir_status rewrite(const char *dir, const char *fresh, bool seals,
                         ir_error *err)
{
    static const glass_change none = {nullptr, 0, nullptr, 0, true, false};
    Xapian::Database from(dir, Xapian::DB_BACKEND_GLASS);
    Xapian::doccount count = from.get_doccount();
    ir_status status = seals ? seal_check_at(dir, err) : IR_OK;

    if (status != IR_OK)
        return status;
    if (glass_can_join(dir)) // several times faster than Xapian
        status = glass_join(fresh, dir, nullptr, &none, err);
    else
        from.compact(fresh, Xapian::DBCOMPACT_NO_RENUMBER |
                                (unsigned)Xapian::Compactor::FULL);
    if (status != IR_OK)
        return status;
    if (Xapian::Database(fresh, Xapian::DB_BACKEND_GLASS).get_doccount() !=
        count)
        return ir_fail(err, IR_CORRUPT, "index %s lost documents", dir);
    if (seals)
        status = seal_make_at(fresh, err);
    return status == IR_OK ? dir_sync(fresh, err) : status;
}

static ir_status compact(const char *dir, bool seals, ir_error *err)
{
    char *fresh;
    ir_status status = dir_make_beside(dir, &fresh, err);

    if (status != IR_OK)
        return status;
    status = guard(access::writing, dir, err,
                   [&] { return rewrite(dir, fresh, seals, err); });
    if (status == IR_OK)
        status = dir_keep_rights(fresh, dir, 0, err);
    if (status == IR_OK)
        status = dir_swap(fresh, dir, err);
    sweep_one(fresh); // on success the old index
    free(fresh);
    return status;
}

ir_status store_compact(const char *dir, double lock_timeout, ir_error *err)
{
    store_writer_options options = {};
    store_writer *w; // for its lock alone
    ir_status status;

    options.lock_timeout = lock_timeout;
    options.sync = true;
    status = store_writer_open(dir, &options, &w, err);

    if (status != IR_OK)
        return status;
    status = compact(dir, w->seal, err);
    store_writer_close(w);
    return status;
}
