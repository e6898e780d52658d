/*
 * microhttpd.h - GNU libmicrohttpd, loaded when a server starts.
 *
 * It depends on a dozen libraries of TLS, which would double the time that
 * irsearch takes to start; so the program is not linked with it.  Call its
 * functions through http: http.MHD_start_daemon(...).
 */
#ifndef SEARCHER_SERVE_MICROHTTPD_H
#define SEARCHER_SERVE_MICROHTTPD_H

#include "base/base.h"

#include <microhttpd.h>

/* clang-format off */
#define HTTP_FUNCTIONS(each)          \
    each(MHD_start_daemon)            \
    each(MHD_quiesce_daemon)          \
    each(MHD_stop_daemon)             \
    each(MHD_queue_response)          \
    each(MHD_create_response_from_buffer) \
    each(MHD_add_response_header)     \
    each(MHD_destroy_response)        \
    each(MHD_suspend_connection)      \
    each(MHD_resume_connection)       \
    each(MHD_get_connection_info)     \
    each(MHD_get_connection_values_n)
/* clang-format on */

struct http {
#define HTTP_MEMBER(name) __typeof__(&name) name;
    HTTP_FUNCTIONS(HTTP_MEMBER)
#undef HTTP_MEMBER
};

extern struct http http;

/* Load it, once, before any thread is started.  IR_IO if it is not installed,
 * with the reason. */
enum ir_status http_load(struct ir_error *err) IR_MUST_CHECK;

#endif
