/* feeding.h - what the iterator over articles makes of files in a folder of their own. */
#ifndef TESTS_FEEDING_H
#define TESTS_FEEDING_H

#include "indexer/articles.h"

/* Fixtures: a fresh folder that is the current one, and its end. */
void feeding_setup(void);
void feeding_teardown(void);

void feeding_put(const char *name, const char *bytes, size_t size);
/*
 * Append "id=text;" for each article, or what `show` appends if it is not
 * NULL, and "!reason@line;" for each problem.
 */
void feeding_read(const char *name, const struct articles_options *options,
                  void (*show)(const struct parsed *parsed, struct buf *out),
                  struct buf *out);

#endif
