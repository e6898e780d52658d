/*
 * find_topics.h - where irsearch finds its topics.
 */
#ifndef SEARCHER_FIND_TOPICS_H
#define SEARCHER_FIND_TOPICS_H

#include "base/base.h"

/*
 * Add the topics of the installed file, if it is there, and then those of
 * path, or if that is NULL of irsearch/topics.txt under $XDG_CONFIG_HOME, if
 * there is one.  IR_IO when a file cannot be read, IR_INVALID when it is wrong;
 * IR_NOT_FOUND when path is missing.
 */
enum ir_status find_topics(struct ir_searcher *s, const char *path,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
