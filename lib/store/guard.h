// guard.h - the border: what throws goes in, a status comes out.
#ifndef STORE_GUARD_H
#define STORE_GUARD_H

#include "base/base.h"

enum class access {
    reading,
    // Running on after bad_alloc in a commit damages the index: abort.
    writing,
};

// Turn the exception in flight into a status.  what names the index.
ir_status translate(access how, const char *what, ir_error *err) noexcept;

// Run work, which gives a status.  No exception leaves.
template <class Work>
ir_status guard(access how, const char *what, ir_error *err,
                Work &&work) noexcept
{
    try {
        return work();
    } catch (...) {
        return translate(how, what, err);
    }
}

// For what cannot fail: an exception here ends the process.
template <class Work> auto surely(Work &&work) noexcept
{
    return work();
}

#endif
