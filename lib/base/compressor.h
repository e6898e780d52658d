/*
 * compressor.h - a deflate compressor of level 1 for each thread.
 *
 * Creating one takes time and 300 KB, of which the processor's caches hold those
 * of one better than those of two.
 */
#ifndef BASE_COMPRESSOR_H
#define BASE_COMPRESSOR_H

struct libdeflate_compressor;

struct libdeflate_compressor *compressor_get(void); /* never NULL */
/* Free that of this thread, if there is one. */
void compressor_done(void);

#endif
