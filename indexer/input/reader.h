/*
 * reader.h - the interface of a reader of one input format.
 */
#ifndef INDEXER_INPUT_READER_H
#define INDEXER_INPUT_READER_H

#include "indexer/input/source.h"

struct reader {
    const char *name; /* for --format */
    const char
        *endings; /* of its files' names, each with its dot and a space */
    /* Do the first bytes, without byte order mark, show this format? */
    bool (*claims)(const struct source *s, struct ir_text head);
    /*
     * The next article, or IR_END.  IR_INVALID and IR_LIMIT reject one
     * article, and the next call goes on with the one after it; IR_IO gives
     * up the input.  What it has to remember is source's state.
     */
    enum ir_status (*next)(struct source *s, struct parsed *out,
                           struct problem *p);
};

#endif
