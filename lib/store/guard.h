// guard.h - the exception boundary: converts C++ exceptions to ir_status.
#ifndef STORE_GUARD_H
#define STORE_GUARD_H

#include "base/base.h"

#include <new>

enum class access {
    reading,
    // Continuing after bad_alloc in a commit could damage the index: abort.
    writing,
};

// The status for the exception being handled: IR_STALE if a reader's revision
// was overwritten, IR_CORRUPT, IR_IO ...; what names the index in messages.
ir_status translate(access how, const char *what, ir_error *err) noexcept;

// The status, or IR_CORRUPT if this thread has met a block that is not as it was
// sealed: whatever was made of that is wrong.
ir_status guard_end(ir_status status, ir_error *err) noexcept;

// While it exists, and is for writing: if Xapian ends the process, since a write
// fails where it cannot throw, what this thread writes is named.  The index is as
// of its last commit then.
struct at_work {
    at_work(access how, const char *what) noexcept;
    ~at_work();
    at_work(const at_work &) = delete;
    at_work &operator=(const at_work &) = delete;

  private:
    const char *const before;
};

// Call work and return its status, or that of the exception it throws.
template <class Work>
ir_status guard(access how, const char *what, ir_error *err,
                Work &&work) noexcept
{
    const at_work scope(how, what);

    try {
        return guard_end(work(), err);
    } catch (...) {
        return guard_end(translate(how, what, err), err);
    }
}

// An address in Xapian's library.
const void *code_of_xapian();

// Call work, which fails only where there is no memory: that ends the process.
template <class Work> auto surely(Work &&work) noexcept
{
    try {
        return work();
    } catch (const std::bad_alloc &) {
        out_of_memory();
    }
}

#endif
