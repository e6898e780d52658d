/*
 * lines.h - read lines of bounded length from a file descriptor.
 */
#ifndef SEARCHER_MCP_LINES_H
#define SEARCHER_MCP_LINES_H

#include "base/buf.h"

struct lines {
    int fd;
    size_t most;   /* bytes of a line */
    size_t done;   /* private: bytes of the line that was given last */
    size_t sought; /* private: bytes in which no newline was found */
    struct buf read;
    bool skipping, ended; /* private */
};

enum lines_got {
    LINES_LINE,
    LINES_TOO_LONG, /* once for a line, the rest of which is skipped */
    LINES_NOTHING,  /* nothing came in wait_ms */
    LINES_END,      /* of the file, or it cannot be read */
};

/*
 * Wait for the next line, for ever if wait_ms is below 0, and set *line to it
 * without its newline; it is valid until the next call.  The last one need not
 * end in a newline.
 */
enum lines_got lines_next(struct lines *l, int wait_ms, struct ir_text *line);

#endif
