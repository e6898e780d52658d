/*
 * digest.h - digests by the instructions that only some processors have.
 */
#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* XXH3 of 64 bits; false if this processor, or build, has no AVX2. */
bool digest_by_avx2(const void *bytes, size_t size, uint64_t *out);

#endif
