// Maps exceptions of Xapian and the standard library to statuses.
#include "store/guard.h"
#include "store/sealed.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <xapian.h>

static ir_status fail(ir_error *err, ir_status status, const char *what,
                      const Xapian::Error &e)
{
    const char *reason = e.get_error_string();

    return ir_fail(err, status, "index %s: %s%s%s", what, e.get_msg().c_str(),
                   reason ? ": " : "", reason ? reason : "");
}

// It is whole, but for another Xapian.
static ir_status fail_version(ir_error *err, const char *what,
                              const Xapian::Error &e)
{
    return ir_fail(err, IR_INCOMPATIBLE,
                   "index %s is of another version of Xapian; to take it over, "
                   "there: irindex -d %s --export (%s)",
                   what, what, e.get_msg().c_str());
}

// The version file of a new index could not be renamed: Xapian does not say
// why, but leaves the error number as it is.
static ir_status fail_to_create(ir_error *err, int number, const char *what,
                                const Xapian::DatabaseCreateError &e)
{
    if (e.get_error_string() || !number)
        return fail(err, IR_IO, what, e);
    return ir_fail(err, IR_IO, "index %s: %s: %s", what, e.get_msg().c_str(),
                   strerror(number));
}

// With an error number it is a failure of the operating system; without one
// the data is damaged.
static ir_status of_database(const Xapian::DatabaseError &e)
{
    return e.get_error_string() ? IR_IO : IR_CORRUPT;
}

// Retrying helps only if another process has the lock; other lock errors are
// permanent.
static ir_status of_lock(const Xapian::DatabaseLockError &e)
{
    return e.get_msg().find("already locked") != std::string::npos ? IR_LOCKED
                                                                   : IR_IO;
}

ir_status translate(access how, const char *what, ir_error *err) noexcept
{
    const int number = errno; // before anything changes it

    try {
        throw;
    } catch (const Xapian::DatabaseModifiedError &e) {
        return fail(err, IR_STALE, what, e);
    } catch (const Xapian::DatabaseLockError &e) {
        return fail(err, of_lock(e), what, e);
    } catch (const Xapian::DatabaseVersionError &e) {
        return fail_version(err, what, e);
    } catch (const Xapian::DatabaseCorruptError &e) {
        return fail(err, IR_CORRUPT, what, e);
    } catch (const Xapian::DatabaseNotFoundError &e) {
        return fail(err, IR_NOT_FOUND, what, e);
    } catch (const Xapian::DatabaseOpeningError &e) {
        return fail(err, IR_IO, what, e);
    } catch (const Xapian::DatabaseCreateError &e) {
        return fail_to_create(err, number, what, e);
    } catch (const Xapian::DatabaseError &e) {
        return fail(err, of_database(e), what, e);
    } catch (const Xapian::DocNotFoundError &e) {
        return fail(err, IR_CORRUPT, what, e);
    } catch (const Xapian::LogicError &e) {
        return fail(err, IR_INVALID, what, e);
    } catch (const Xapian::Error &e) {
        return fail(err, IR_INTERNAL, what, e);
    } catch (const std::bad_alloc &) {
        if (how == access::reading)
            return ir_fail(err, IR_INTERNAL, "index %s: out of memory", what);
        out_of_memory();
    } catch (const std::exception &e) {
        // From a length or offset read from a damaged file.
        return ir_fail(err, IR_CORRUPT, "index %s: %s", what, e.what());
    } catch (...) {
        return ir_fail(err, IR_INTERNAL, "index %s: unknown exception", what);
    }
}

ir_status guard_end(ir_status status, ir_error *err) noexcept
{
    sealed_block wrong;

    if (!sealed_damage(&wrong))
        return status;
    return ir_fail(err, IR_CORRUPT,
                   "index %s: block %zu of %s.glass is damaged: " SEALED_ADVICE,
                   wrong.path, wrong.block, seal_names[wrong.table]);
}

static thread_local const char *written; // null: nothing
static std::terminate_handler other_end;

[[noreturn]] static void end_of_write()
{
    const int number = errno;
    char why[sizeof(ir_error::message)];

    if (!written) {
        other_end();
        abort();
    }
    snprintf(why, sizeof(why), "index %s: %s", written, strerror(number));
    cannot_go_on(why);
}

at_work::at_work(access how, const char *what) noexcept : before(written)
{
    static const bool first = [] {
        other_end = std::set_terminate(end_of_write);
        return true;
    }();

    (void)first;
    if (how == access::writing)
        written = what;
}

at_work::~at_work()
{
    written = before;
}

const void *code_of_xapian()
{
    return reinterpret_cast<const void *>(&Xapian::sortable_unserialise);
}
