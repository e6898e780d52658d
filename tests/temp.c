#include "tests/temp.h"
#include "tests/test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#define DESCRIPTORS 16

static void name(char path[TEMP_SIZE])
{
    const char *folder = getenv("TMPDIR"), *rest = "irsearch-test-XXXXXX";

    if (!folder || strlen(folder) + strlen(rest) + 2 > TEMP_SIZE)
        folder = "/tmp";
    snprintf(path, TEMP_SIZE, "%s/%s", folder, rest);
}

void temp_folder(char path[TEMP_SIZE])
{
    name(path);
    ck_assert_ptr_nonnull(mkdtemp(path));
}

int temp_file(char path[TEMP_SIZE])
{
    int fd;

    name(path);
    fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    return fd;
}

static int remove_one(const char *path, const struct stat *info, int type,
                      struct FTW *place)
{
    (void)info, (void)type, (void)place;
    return remove(path);
}

/* By no other process: there are thousands of tests, and most have a folder. */
void temp_remove(const char *path)
{
    ck_assert_int_eq(nftw(path, remove_one, DESCRIPTORS, FTW_DEPTH | FTW_PHYS),
                     0);
}
