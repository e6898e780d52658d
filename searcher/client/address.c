/* Take apart the address of a server. */
#include "searcher/client/address.h"

#include <stdlib.h>
#include <sys/un.h>

#define UNIX "unix:"
#define HTTP "http://"
#define HTTPS "https://"
#define DEFAULT_SOCKET "irsearch.sock"
#define DEFAULT_PORT "80"
#define PORT_DIGITS 5
#define PORT_LAST 65535
#define PATH_ROOM sizeof(((struct sockaddr_un *)NULL)->sun_path)

bool address_is(const char *text)
{
    struct ir_text t = text_of(text);

    return text_begins(t, UNIX) || text_begins(t, HTTP) ||
           text_begins(t, HTTPS);
}

static bool is_name(const char *s, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!ascii_letter(s[i]) && !ascii_digit(s[i]) && s[i] != '-' &&
            s[i] != '_')
            return false;
    return size > 0;
}

/* "", "/" or "/NAME", perhaps with a slash at the end. */
static enum ir_status read_name(struct address *a, const char *rest,
                                struct ir_error *err)
{
    size_t size = strlen(rest);

    if (size && rest[size - 1] == '/')
        size--;
    if (!size)
        return IR_OK;
    if (*rest != '/' || !is_name(rest + 1, size - 1))
        return ir_fail(err, IR_INVALID,
                       "%.100s: after the server there may be only /NAME, the "
                       "name of an index",
                       a->text);
    buf_add(&a->prefix, rest, size);
    return IR_OK;
}

static enum ir_status read_socket(struct address *a, const char *rest,
                                  struct ir_error *err)
{
    const char *name = strstr(rest, ":/");
    const char *folder = getenv("XDG_RUNTIME_DIR");
    size_t size = name ? (size_t)(name - rest) : strlen(rest);

    if (size)
        buf_add(&a->path, rest, size);
    else if (folder && *folder == '/')
        buf_addf(&a->path, "%s/" DEFAULT_SOCKET, folder);
    else
        return ir_fail(err, IR_INVALID,
                       "unix: needs a path, as XDG_RUNTIME_DIR is not set");
    if (a->path.size >= PATH_ROOM)
        return ir_fail(err, IR_INVALID,
                       "unix:%.100s...: a path of a socket has at most %zu "
                       "bytes",
                       a->path.data, PATH_ROOM - 1);
    buf_adds(&a->field, "localhost");
    return read_name(a, name ? name + 1 : "", err);
}

static bool read_port(struct address *a, const char *digits, size_t size)
{
    if (!size || size > PORT_DIGITS || strspn(digits, "0123456789") < size)
        return false;
    buf_add(&a->port, digits, size);
    return strtoul(a->port.data, NULL, 10) <= PORT_LAST;
}

/* The characters of names, or of addresses in brackets. */
static bool is_host(const char *s, size_t size, bool brackets)
{
    for (size_t i = 0; i < size; i++)
        if (!ascii_letter(s[i]) && !ascii_digit(s[i]) &&
            !strchr(brackets ? ":." : "-._", s[i]))
            return false;
    return size > 0;
}

static bool split_host(struct address *a, const char *s, size_t size)
{
    bool brackets = *s == '[';
    size_t end = brackets ? strcspn(s, "]") : strcspn(s, ":/");
    size_t after = end + brackets;

    if (after > size || !is_host(s + brackets, end - brackets, brackets))
        return false;
    buf_add(&a->host, s + brackets, end - brackets);
    buf_add(&a->field, s, size);
    if (after == size)
        return read_port(a, DEFAULT_PORT, strlen(DEFAULT_PORT));
    return s[after] == ':' && read_port(a, s + after + 1, size - after - 1);
}

enum ir_status address_read(struct address *a, const char *text,
                            struct ir_error *err)
{
    const char *rest = text + strlen(HTTP);
    size_t size;

    a->text = text;
    if (text_begins(text_of(text), UNIX))
        return read_socket(a, text + strlen(UNIX), err);
    if (text_begins(text_of(text), HTTPS))
        return ir_fail(err, IR_INVALID,
                       "%.100s: https needs a tunnel, such as ssh -L; only "
                       "http is spoken",
                       text);
    size = strcspn(rest, "/");
    if (!split_host(a, rest, size))
        return ir_fail(err, IR_INVALID,
                       "\"%.100s\" is not the address of a server: "
                       "http://HOST:PORT/NAME or unix:PATH",
                       text);
    return read_name(a, rest + size, err);
}

void address_free(struct address *a)
{
    buf_free(&a->path);
    buf_free(&a->host);
    buf_free(&a->port);
    buf_free(&a->field);
    buf_free(&a->prefix);
}
