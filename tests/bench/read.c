/*
 * Reads inputs as irindex does, but does not index them: prints a JSON line for
 * each article, with its fields, and for each problem, with its reason.  With
 * "-n TIMES" it reads them TIMES times and prints MB/s instead.
 */
#include "indexer/articles.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static void print_article(const struct parsed *parsed)
{
    static const char *const keys[PARSED_FIELDS] = {
        "id",      "title",  "text", "date", "source",
        "section", "byline", "lang", "url",  "path",
    };
    json_t *object = json_object();

    for (int i = 0; i < PARSED_FIELDS; i++)
        if (parsed->fields[i].size)
            json_object_set_new(
                object, keys[i],
                json_stringn(parsed->fields[i].data, parsed->fields[i].size));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

static void print_problem(const char *name, const struct problem *p)
{
    json_t *object = json_object();

    json_object_set_new(object, "input", json_string(name));
    json_object_set_new(object, "reason", json_string(p->reason));
    json_object_set_new(object, "line", json_integer((json_int_t)p->line));
    json_object_set_new(object, "message", json_string(p->err.message));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

/* Read all inputs and return the number of bytes. */
static uint64_t read_all(struct walk *walk, bool print, uint64_t *articles)
{
    const struct articles_options options = {.max_size = (size_t)16 << 20};
    struct articles all;
    struct problem p;
    struct parsed parsed;
    enum ir_status status;
    uint64_t bytes;

    parsed_start(&parsed);
    articles_start(&all, walk, &options);
    while ((status = articles_next(&all, &parsed, &p)) != IR_END) {
        *articles += status == IR_OK;
        if (print && status == IR_OK)
            print_article(&parsed);
        else if (print)
            print_problem(all.name, &p);
    }
    bytes = all.bytes;
    articles_free(&all);
    parsed_free(&parsed);
    return bytes;
}

int main(int argc, char **argv)
{
    struct walk walk = WALK_INIT;
    uint64_t bytes = 0, articles = 0;
    int first = 1, times = 0;
    double start;

    if (argc > 2 && !strcmp(argv[1], "-n")) {
        times = atoi(argv[2]);
        first = 3;
    }
    for (int i = first; i < argc; i++)
        walk_add(&walk, argv[i]);
    start = clock_seconds();
    if (!times)
        read_all(&walk, true, &articles);
    for (int i = 0; i < times; i++)
        bytes += read_all(&walk, false, &articles);
    if (times)
        printf("%.1f MB/s, %llu articles\n",
               (double)bytes / 1e6 / (clock_seconds() - start),
               (unsigned long long)articles);
    walk_free(&walk);
    return 0;
}
