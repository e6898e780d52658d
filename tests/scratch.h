/*
 * scratch.h - a directory and small indexes for tests of the store.
 */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include "store/store.h"
#include "tests/temp.h"
#include "tests/test.h"

extern struct ir_error err;
extern char scratch[TEMP_SIZE]; /* a new directory for each test */
extern char index_dir[80];      /* in it, not made yet */

/* A checked fixture. */
void scratch_make(void);
void scratch_remove(void);

/* A finished document: each word of words is a term at its position. */
struct doc *make_doc(const char *id, const char *words, const char *data);
struct store_writer *open_writer(void); /* of index_dir; makes it */
void put(struct store_writer *w, const char *id, const char *words);
void commit(struct store_writer *w);
void fill(const char *id, const char *words); /* open, put, commit, close */
struct store *open_store(void);
/* Documents in index_dir that hold the term, seen by a fresh reader. */
uint64_t holding(const char *term);
/* The path of a file in index_dir; lives until the next call. */
const char *in_index(const char *name);

#endif
