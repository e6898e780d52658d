/* Lines on standard error. */
#include "indexer/say.h"
#include "text/visible.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static bool passing; /* a line stands there that is to be overwritten */

void say_for_now(const char *line)
{
    if (line)
        fprintf(stderr, "\r%s\033[K", line);
    else if (passing)
        fputs("\r\033[K", stderr);
    fflush(stderr);
    passing = line != NULL;
}

void say(const char *format, ...)
{
    struct buf line = BUF_INIT;
    char *text = NULL;
    va_list args;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    buf_adds(&line, "irindex: ");
    visible_add(&line, text_of(text ? text : format));
    buf_addc(&line, '\n');
    say_for_now(NULL);
    fwrite(line.data, 1, line.size, stderr); /* one write, one line */
    buf_free(&line);
    free(text);
}
