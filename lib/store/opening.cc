// Opens indexes for reading, and holds the revisions that are open.
#include "store/dirs.h"
#include "store/handles.h"
#include "store/hold.h"
#include "store/xapian_calls.h"

#include <atomic>
#include <cassert>
#include <ctime>
#include <unistd.h>

// An index is opened again if it changes meanwhile: so often, after pauses of
// 0.1, 0.2 ... ms.
#define ATTEMPTS 12
#define PAUSE 100000 // ns

// What an interrupted call of Xapian has left, and may still refer to.
struct remains {
    std::vector<shard> shards;
    Xapian::Database all;
    remains *before;
};
static std::atomic<remains *> all_remains;

// Its files are closed: that changes nothing else of it, and a server must not
// run out of descriptors.
static void leave(store *s)
{
    for (shard &one : s->shards)
        guard(access::reading, s->name.c_str(), nullptr, [&] {
            one.db.close();
            return IR_OK;
        });
    remains *r = surely([&] {
        return new remains{s->shards, s->all, all_remains.load()};
    });

    while (!all_remains.compare_exchange_weak(r->before, r))
        ;
}

// Hold the shard's revision no more, and forget it.
static void let_go(shard *one)
{
    hold_end(one->held);
    one->held = -1;
    one->rests = false;
    latest_forget(&one->latest);
}

store::~store()
{
    if (lost)
        leave(this);
    for (shard &one : shards) {
        let_go(&one);
        sealed_unref(one.seal);
        if (one.fd >= 0)
            close(one.fd);
    }
}

void store_verify(ir_blocks how)
{
    sealed_mode(how);
}

static const char *unverified(const shard &one)
{
    if (!one.seal)
        return "there is no seal: run irindex --seal";
    return sealed_is_behind(one.seal) ? "the last commit is not sealed yet"
                                      : nullptr;
}

const char *store_unverified(const store *s)
{
    const char *why = nullptr;

    if (sealed_mode_now() == IR_BLOCKS_OFF)
        return "that is off";
    if (!xapian_calls_taken())
        return "Xapian's library cannot be made to do it here";
    for (size_t i = 0; i < s->shards.size() && !why; i++)
        why = unverified(s->shards[i]);
    return why;
}

void store_release(store *s)
{
    for (shard &one : s->shards) {
        if (one.held < 0 || one.rests)
            continue;
        hold_rest(one.held, one.revision);
        one.rests = true;
    }
}

// Hold the revision that is open.  False if it is not the latest, in which case
// a writer may have begun to overwrite it before it was held.
static bool hold(shard *one)
{
    one->revision = one->db.get_revision();
    hold_begin(one->fd, one->revision, &one->held);
    latest_note(&one->latest, one->fd);
    return dir_state_of(one->fd).revision == one->revision &&
           dir_is_at(one->fd, one->dir.c_str());
}

static ir_status keeps_changing(const std::string &dir, ir_error *err)
{
    return ir_fail(err, IR_STALE, "index %s keeps changing", dir.c_str());
}

// Call work, which opens tables of Xapian's, so that they are verified.
template <class Work>
static ir_status sealing(shard *one, ir_error *err, Work &&work)
{
    sealed *fresh;
    ir_status status = sealed_open(one->fd, one->dir.c_str(), &fresh, err);

    if (status != IR_OK)
        return status;
    sealed_unref(one->seal);
    one->seal = fresh;
    xapian_calls_open(fresh, one->fd);
    status = ended(one->dir.c_str(), err, work);
    xapian_calls_open(nullptr, -1);
    return status;
}

// Is the seal that of the revision that Xapian has opened?
static bool seal_fits(const shard &one)
{
    return !one.seal || sealed_for(one.seal) == one.revision;
}

static ir_status open_shard(shard *one, ir_error *err)
{
    ir_status status = dir_open(one->dir.c_str(), &one->fd, err);

    if (status == IR_OK)
        status = sealing(one, err, [&] {
            one->db = Xapian::Database(one->dir, Xapian::DB_BACKEND_GLASS);
            return hold(one) && seal_fits(*one) ? IR_OK
                                                : keeps_changing(one->dir, err);
        });
    if (status == IR_OK)
        return IR_OK;
    sealed_unref(one->seal);
    one->seal = nullptr;
    let_go(one);
    if (one->fd >= 0)
        close(one->fd);
    one->fd = -1;
    return status;
}

// What fails is opened again if it has changed since.
static ir_status open_latest(store *s, const char *dir, ir_error *err)
{
    struct timespec pause = {0, PAUSE};
    ir_status status = IR_OK;
    shard one;

    one.dir = dir;
    for (int i = 0; i < ATTEMPTS; i++, pause.tv_nsec *= 2) {
        const dir_state before = dir_state_at(dir);

        status = open_shard(&one, err);
        if (status == IR_OK) {
            s->shards.push_back(one);
            s->all.add_database(one.db);
            return IR_OK;
        }
        if (status != IR_STALE && dir_state_same(before, dir_state_at(dir)))
            break;
        nanosleep(&pause, nullptr);
    }
    return status;
}

static ir_status open_all(const char *const *dirs, size_t count, store **out,
                          ir_error *err)
{
    store *s = new store;
    ir_status status = IR_OK;

    for (size_t i = 0; i < count && status == IR_OK; i++)
        status = open_latest(s, dirs[i], err);
    s->lost = status == IR_ENDLESS;
    if (status != IR_OK) {
        delete s;
        return status;
    }
    s->name = dirs[0];
    if (count > 1)
        s->name += " and others";
    *out = s;
    return IR_OK;
}

ir_status store_open(const char *const *dirs, size_t count, store **out,
                     ir_error *err)
{
    assert(count);
    xapian_calls_take(code_of_xapian());
    return surely([&] { return open_all(dirs, count, out, err); });
}

void store_close(store *s)
{
    assert(!s || !s->writer);
    delete s;
}

static ir_status open_again(store *s, ir_error *err)
{
    std::vector<const char *> dirs;
    store *fresh;
    ir_status status;

    surely([&] {
        for (const shard &one : s->shards)
            dirs.push_back(one.dir.c_str());
    });
    status = store_open(dirs.data(), dirs.size(), &fresh, err);
    if (status != IR_OK)
        return status;
    std::swap(s->shards, fresh->shards);
    std::swap(s->all, fresh->all);
    std::swap(s->lost, fresh->lost);
    delete fresh;
    return IR_OK;
}

static ir_status open_lost(store *s, ir_error *err)
{
    if (!losses_bearable(&s->losses, clock_seconds()))
        return ir_fail(err, IR_CORRUPT,
                       "index %s: %d searches had to be stopped: run irindex "
                       "--check, and try again in %d seconds",
                       s->name.c_str(), IR_ENDLESS_MAX, IR_ENDLESS_PAUSE);
    return open_again(s, err);
}

// Are the blocks judged, if they are, by the seal of this revision, and is that
// still the one in the directory?
static bool is_sealed_still(const shard &one)
{
    if (!one.seal)
        return sealed_mode_now() == IR_BLOCKS_OFF;
    return !sealed_is_behind(one.seal) && sealed_is_current(one.seal, one.fd);
}

// Hold the revision that is open again, if it is the latest still.
static bool goes_on(shard *one)
{
    if (!one->rests)
        return false;
    one->rests = false;
    if (hold_again(one->held, one->revision) &&
        latest_is(&one->latest, one->fd, one->dir.c_str()) &&
        is_sealed_still(*one))
        return true;
    let_go(one);
    return false;
}

// Move on to the latest revision in the directory that is open.  If that fails,
// the database may be half on the one before.
static ir_status refresh(shard *one, ir_error *err)
{
    if (goes_on(one))
        return IR_OK;
    if (!dir_is_at(one->fd, one->dir.c_str()))
        return IR_STALE;
    // A commit is sealed after it is made.  Xapian opens no tables anew for that.
    if (one->seal && sealed_is_behind(one->seal) &&
        !sealed_is_current(one->seal, one->fd))
        return IR_STALE;
    if (one->held >= 0 && dir_state_of(one->fd).revision == one->revision)
        return IR_OK;
    let_go(one);
    return sealing(one, err, [&] {
        one->db.reopen();
        return hold(one) && seal_fits(*one) ? IR_OK : IR_STALE;
    });
}

ir_status store_refresh(store *s, ir_error *err)
{
    ir_status status = IR_OK;

    if (s->writer)
        return IR_OK;
    if (s->lost)
        return open_lost(s, err);
    for (size_t i = 0; i < s->shards.size() && status == IR_OK; i++)
        status = refresh(&s->shards[i], err);
    if (status == IR_ENDLESS) {
        lose(s);
        return status;
    }
    return status == IR_OK ? IR_OK : open_again(s, err);
}

// Is this the directory's revision still, or with `next' the one before it?
static bool is_overtaken(const shard &one, bool next)
{
    uint64_t latest;

    if (latest_is(&one.latest, one.fd, one.dir.c_str()))
        return false;
    latest = dir_state_of(one.fd).revision;
    return latest != one.revision &&
           !(next && one.held >= 0 && (!latest || latest == one.revision + 1));
}

bool store_is_overtaken(const store *s, bool failed)
{
    bool found = false;

    for (size_t i = 0; !s->writer && !found && i < s->shards.size(); i++)
        found = is_overtaken(s->shards[i], !failed);
    return found;
}

ir_status read_failed(const store *s, ir_status status, ir_error *err)
{
    if (status != IR_CORRUPT && status != IR_IO && status != IR_INTERNAL &&
        status != IR_INVALID)
        return status;
    if (!store_is_overtaken(s, true))
        return status;
    return ir_fail(err, IR_STALE,
                   "index %s changed so often that what was read of it was "
                   "overwritten",
                   s->name.c_str());
}
