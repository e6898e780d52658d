/* Standard input, output and error, and the terminal. */
#include "command/streams.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

void streams_start(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", fd ? O_RDONLY : O_WRONLY) < 0)
            _exit(2);
    signal(SIGPIPE, SIG_DFL);
}

static bool write_all(int fd, struct ir_text text)
{
    while (text.size) {
        ssize_t n = write(fd, text.data, text.size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        text.data += n;
        text.size -= (size_t)n;
    }
    return true;
}

enum ir_status streams_write(struct ir_text text, struct ir_error *err)
{
    if (!write_all(STDOUT_FILENO, text))
        return ir_fail(err, IR_IO, "standard output: %s", strerror(errno));
    return IR_OK;
}

void streams_complain(struct ir_text text)
{
    (void)write_all(STDERR_FILENO, text);
}

enum ir_status streams_finish(struct ir_error *err)
{
    int copy = dup(STDOUT_FILENO);

    /* close() reports errors of delayed writes.  Closing a copy does that too,
     * and a file opened later cannot become standard output. */
    if (copy >= 0 && close(copy) && errno != EINTR)
        return ir_fail(err, IR_IO, "standard output: %s", strerror(errno));
    return IR_OK;
}

size_t streams_width(void)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    long wanted = columns ? strtol(columns, NULL, 10) : 0;

    if (!isatty(STDOUT_FILENO))
        return 0;
    if (wanted <= 0 && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
        wanted = size.ws_col;
    if (wanted <= 0)
        wanted = 80;
    return wanted < 20 ? 20 : wanted > 1000 ? 1000 : (size_t)wanted;
}

bool streams_colour(enum colour_when when)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    if (when != COLOUR_AUTO)
        return when == COLOUR_ALWAYS;
    return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term && *term &&
           strcmp(term, "dumb");
}
