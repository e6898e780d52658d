/* input_file.h - any bytes as a file, which has not just been written: irindex
 * would wait until a change of it could be seen, twenty milliseconds a run. */
#ifndef TESTS_FUZZ_INPUT_FILE_H
#define TESTS_FUZZ_INPUT_FILE_H

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Its descriptor, at its start. */
static inline int file_of(const uint8_t *data, size_t size)
{
    static const struct timespec long_ago[2] = {{1, 0}, {1, 0}};
    int fd = memfd_create("fuzz", 0);

    if (fd < 0 || write(fd, data, size) != (ssize_t)size ||
        lseek(fd, 0, SEEK_SET) || futimens(fd, long_ago))
        abort();
    return fd;
}

#endif
