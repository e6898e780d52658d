/* Loads libmicrohttpd and the functions that are called. */
#include "searcher/serve/microhttpd.h"

#include <dlfcn.h>

#define LIBRARY "libmicrohttpd.so.12"

struct http http;

enum ir_status http_load(struct ir_error *err)
{
#define NAME(name) #name,
    static const char *const names[] = {HTTP_FUNCTIONS(NAME)};
#undef NAME
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    void *function = library;

    _Static_assert(sizeof(http) == COUNT(names) * sizeof(function),
                   "a pointer for each name");
    for (size_t i = 0; function && i < COUNT(names); i++) {
        function = dlsym(library, names[i]);
        memcpy((char *)&http + i * sizeof(function), &function,
               sizeof(function));
    }
    if (!function)
        return ir_fail(err, IR_IO, "the server needs " LIBRARY ": %s",
                       dlerror());
    return IR_OK;
}
