/* XXH3 by AVX2: Debian's library is built for processors that have not got it,
 * and takes twice as long.  Not every compiler takes a header as code of another
 * target. */
#include "store/digest.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#    pragma GCC push_options
#    pragma GCC target("avx2")
#    define XXH_INLINE_ALL
#    define XXH_VECTOR 2 /* XXH_AVX2, which the header defines later */
#    include <xxhash.h>

static uint64_t with_avx2(const void *bytes, size_t size)
{
    return XXH3_64bits(bytes, size);
}
#    pragma GCC pop_options

bool digest_by_avx2(const void *bytes, size_t size, uint64_t *out)
{
    if (!__builtin_cpu_supports("avx2"))
        return false;
    *out = with_avx2(bytes, size);
    return true;
}

#else

bool digest_by_avx2(const void *bytes, size_t size, uint64_t *out)
{
    (void)bytes;
    (void)size;
    (void)out;
    return false;
}

#endif
