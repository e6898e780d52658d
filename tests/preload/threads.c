/* Loaded before a program's libraries: no more than $THREADS_MAX threads can be
 * started besides the first. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*run)(void *), void *closure)
{
    static int started;
    const char *most = getenv("THREADS_MAX");
    int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                void *) =
        (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                 void *))dlsym(RTLD_NEXT, "pthread_create");

    if (most && started >= atoi(most))
        return EAGAIN;
    started++;
    return next(thread, attributes, run, closure);
}
