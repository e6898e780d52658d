/*
 * Extracts articles from HTML pages: prints a JSON line of the fields found for
 * each page named.  With "-n TIMES" it reads them TIMES times and prints MB per
 * CPU second instead.
 */
#include "base/file.h"
#include "indexer/formats/html/read_html.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PAGE_MAX ((size_t)16 << 20)

static void print_article(const char *path, const struct parsed *parsed)
{
    static const char *const keys[PARSED_FIELDS] = {
        "id",      "title",  "text", "date", "source",
        "section", "byline", "lang", "url",  "path",
    };
    json_t *object = json_object();

    json_object_set_new(object, "file", json_string(path));
    for (int i = 0; i < PARSED_FIELDS; i++)
        if (parsed->fields[i].size)
            json_object_set_new(
                object, keys[i],
                json_stringn(parsed->fields[i].data, parsed->fields[i].size));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

static int read_page(const char *path, int times, struct parsed *parsed,
                     uint64_t *bytes)
{
    struct buf page = BUF_INIT;
    struct ir_error err;
    struct problem p;
    int status = 0;

    if (file_read(path, PAGE_MAX, &page, &err) != IR_OK) {
        fprintf(stderr, "%s\n", err.message);
        status = 1;
    }
    for (int i = 0; i < times && !status; i++) {
        parsed_clear(parsed);
        if (html_article(buf_text(&page), NULL, NULL, parsed, &p) != IR_OK) {
            fprintf(stderr, "%s: %s: %s\n", path, p.reason, p.err.message);
            status = 1;
        }
        *bytes += page.size;
    }
    buf_free(&page);
    return status;
}

int main(int argc, char **argv)
{
    int first = 1, times = 1, status = 0;
    uint64_t bytes = 0, text = 0;
    double seconds;
    clock_t start = clock();
    struct parsed parsed;

    if (argc > 2 && !strcmp(argv[1], "-n")) {
        times = atoi(argv[2]);
        first = 3;
    }
    parsed_start(&parsed);
    for (int i = first; i < argc; i++) {
        status |= read_page(argv[i], times, &parsed, &bytes);
        text += parsed.fields[PARSED_TEXT].size * (uint64_t)times;
        if (first == 1)
            print_article(argv[i], &parsed);
        parsed_clear(&parsed);
    }
    parsed_free(&parsed);
    seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (first == 3)
        printf("%.1f MB of pages, %.1f MB of text, %.1f MB/s, %.2f ms a page\n",
               (double)bytes / 1e6, (double)text / 1e6,
               (double)bytes / 1e6 / seconds,
               seconds * 1e3 / ((argc - first) * (double)times));
    return status;
}
