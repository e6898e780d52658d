/*
 * answer_sample.h - an answer with one hit, and how it is printed.
 */
#ifndef TESTS_ANSWER_SAMPLE_H
#define TESTS_ANSWER_SAMPLE_H

#include "searcher/session/settings.h"

/* What text says first of this answer. */
#define TOTAL "1 article holds gas, waiver\n\n"

extern struct ir_article article;
extern struct ir_span spans[3];
extern struct ir_text missing[1];
extern struct ir_warning warning;
extern const struct ir_warning *const warnings[1];
extern struct ir_snippet snippet;
extern struct ir_hit hit;
extern struct ir_index_info info;
extern struct ir_results results;
extern struct buf out;
extern struct page page;

void answer_make(void);
void answer_free(void);
/* The answer in this format, in out. */
const char *print(enum output_format format);

#endif
