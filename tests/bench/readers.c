/*
 * How fast inputs are read, without analysis: bench/readers FILE...
 * Prints a line for each file: its name, and MB per CPU second, of the file and
 * of the text in it.
 */
#include "indexer/articles.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 3 };

struct count {
    size_t articles, rejected;
    uint64_t text, bytes;
};

static void read_all(const char *name, struct count *out)
{
    const struct articles_options options = {.max_size = (size_t)16 << 20};
    struct walk walk = WALK_INIT;
    enum ir_status status;
    struct problem p;
    struct articles articles;
    struct parsed parsed;

    memset(out, 0, sizeof(*out));
    parsed_start(&parsed);
    walk_add(&walk, name);
    articles_start(&articles, &walk, &options);
    while ((status = articles_next(&articles, &parsed, &p)) != IR_END) {
        out->articles += status == IR_OK;
        out->rejected += status != IR_OK;
        out->text += parsed.fields[PARSED_TEXT].size;
    }
    out->bytes = walk.bytes;
    articles_free(&articles);
    walk_free(&walk);
    parsed_free(&parsed);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct count count = {0};
        double best = 1e9;

        for (int run = 0; run < RUNS; run++) {
            clock_t start = clock();
            double took;

            read_all(argv[i], &count);
            took = (double)(clock() - start) / CLOCKS_PER_SEC;
            best = took < best ? took : best;
        }
        printf(
            "%-24s %8zu articles %4zu rejected %8.1f MB/s %8.1f MB/s of text\n",
            strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i],
            count.articles, count.rejected, (double)count.bytes / best / 1e6,
            (double)count.text / best / 1e6);
    }
    return EXIT_SUCCESS;
}
