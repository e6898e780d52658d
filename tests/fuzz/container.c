/* Any bytes as a file that nobody knows: containers, encodings, guesses. */
#include "tests/fuzz/read_bytes.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct articles_options options = {.max_size = 1 << 16,
                                             .encoding = "windows-1252"};
    struct walk walk = WALK_INIT;
    enum ir_status status;
    struct problem p;
    struct articles feed;
    struct parsed parsed;
    char name[32];
    int fd = file_of(data, size);

    snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
    parsed_start(&parsed);
    walk_add(&walk, name);
    articles_start(&feed, &walk, &options);
    while ((status = articles_next(&feed, &parsed, &p)) != IR_END)
        if (status == IR_OK && !parsed.fields[PARSED_ID].size)
            abort();
    articles_free(&feed);
    walk_free(&walk);
    parsed_free(&parsed);
    close(fd);
    return 0;
}
