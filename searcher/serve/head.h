/*
 * head.h - check the head of a request before anything of it is used.
 *
 * libmicrohttpd reads what other servers and proxies refuse or read otherwise:
 * lines that end in LF only, folded headers, NUL bytes, blanks before a colon,
 * spaces in a URL, lengths given twice.  Where two programs disagree about
 * where a request ends, one can be smuggled past the other.  libmicrohttpd
 * leaves the parts of a head where they were received and tells how long it
 * was, so here their places are compared with those of a head as RFC 9112
 * defines it: a single byte that was skipped, joined or taken for something
 * else shows.
 */
#ifndef SEARCHER_SERVE_HEAD_H
#define SEARCHER_SERVE_HEAD_H

#include "searcher/serve/fault.h"
#include "searcher/serve/microhttpd.h"

#define HEAD_MAX 16384     /* bytes of request line and headers */
#define HEAD_FIELDS_MAX 64 /* headers */
#define BODY_MAX 65536     /* bytes of a body */

enum method { METHOD_OTHER, METHOD_GET, METHOD_HEAD, METHOD_POST };

/* Headers that may be given once. */
enum field {
    FIELD_HOST,
    FIELD_LENGTH,
    FIELD_CODING,
    FIELD_TYPE,
    FIELD_AUTHORIZATION,
    FIELD_ORIGIN,
    FIELD_SITE,
    FIELD_EXPECT,
    FIELDS_SINGLE, /* of the following there may be several: the first counts */
    FIELD_ACCEPT = FIELDS_SINGLE,
    FIELD_ENCODING,
    FIELD_NONE_MATCH,
    FIELDS_COUNT,
};

struct head {
    enum method method;
    struct ir_text field[FIELDS_COUNT]; /* data is NULL where not given */
    uint64_t length;                    /* of the body */
};

/* What libmicrohttpd hands over of a request line: pointers into its memory. */
struct request_line {
    const char *method, *target, *version;
    size_t target_size;
};

/*
 * Read a head.  False with a fault if it is malformed or ambiguous (400), has
 * too many or too long headers (431), a body that is too long (413), a transfer
 * coding or an unknown method (501), or another version than HTTP/1.1 (505).
 * After these the connection cannot go on.  The texts are valid as long as the
 * request.
 */
bool head_read(struct head *h, struct MHD_Connection *connection,
               const struct request_line *line, struct fault *f);

/* Who may ask. */
struct guard {
    const struct text_list *hosts; /* names besides those of the loopback */
    struct ir_text token;          /* or empty */
};

/* What is asked of a request; each asks for those above it, too. */
enum trust {
    TRUST_HOST,  /* to be for a name of this server */
    TRUST_SITE,  /* to come from a page of this server, or from no page */
    TRUST_TOKEN, /* to have the token */
};

/*
 * Is the request for a name of this server, from a page of this server or from
 * no page (403), and does it have the token (401)?  A page of another site can
 * send requests here, or have its name resolve to here, but not without its own
 * name in them.
 */
bool head_allowed(const struct head *h, const struct guard *guard,
                  enum trust trust, struct fault *f);

/* Does a list such as Accept or Accept-Encoding name this value, and not with
 * q=0?  Names are in lower case. */
bool head_lists(struct ir_text list, const char *name);

#endif
