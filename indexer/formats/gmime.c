/* Loads GMime and the functions that are called. */
#include "indexer/formats/gmime.h"

#include "base/base.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#define LIBRARY "libgmime-3.0.so.0"

struct gmime gmime;

static char complaint[256];

static void load(void)
{
#define NAME(name) #name,
    static const char *const names[] = {GMIME_FUNCTIONS(NAME)};
#undef NAME
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    void *function = library;

    _Static_assert(sizeof(gmime) == COUNT(names) * sizeof(function),
                   "a pointer for each name");
    for (size_t i = 0; function && i < COUNT(names); i++) {
        function = dlsym(library, names[i]);
        memcpy((char *)&gmime + i * sizeof(function), &function,
               sizeof(function));
    }
    if (function)
        g_mime_init();
    else
        snprintf(complaint, sizeof(complaint), "%s", dlerror());
}

const char *gmime_load(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return *complaint ? complaint : NULL;
}
