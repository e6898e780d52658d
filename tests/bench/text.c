/* How fast texts are analysed: bench/text FILE..., or file names on stdin. */
#include "base/buf.h"
#include "text/sentences.h"
#include "text/stems.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 5 };

static struct buf texts = BUF_INIT;
static struct word_filter filter;
static struct stems *stems;
static struct words *words;

static void read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char bytes[65536];
    size_t n;

    if (!file) {
        perror(path);
        return;
    }
    while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
        buf_add(&texts, bytes, n);
    buf_addc(&texts, '\n');
    fclose(file);
}

static size_t scan(struct ir_text text)
{
    const char *at = text.data, *end = text.data + text.size;
    size_t count = 0;

    while ((at = memchr(at, ' ', (size_t)(end - at)))) {
        at++;
        count++;
    }
    return count;
}

static size_t repair(struct ir_text text)
{
    struct buf out = BUF_INIT;
    size_t count;

    buf_reserve(&out, text.size);
    count = utf8_repair(text, &out);
    buf_free(&out);
    return count;
}

static size_t walk(struct ir_text text)
{
    struct word word;
    size_t count = 0;

    words_start(words, text, 0, 0, NULL);
    while (words_next(words, &word))
        count++;
    return count;
}

static size_t walk_and_stem(struct ir_text text)
{
    struct word word;
    size_t sum = 0;

    words_start(words, text, 0, 0, NULL);
    while (words_next(words, &word))
        sum += stems_get(stems, word.form)->stem->id;
    return sum;
}

static size_t walk_filtered(struct ir_text text)
{
    struct word word;
    size_t count = 0;

    words_start(words, text, 0, 0, &filter);
    while (words_next(words, &word))
        count++;
    return count;
}

static size_t split(struct ir_text text)
{
    struct sentences s = SENTENCES_INIT;
    size_t count;

    sentences_find(&s, text, 0);
    count = s.count;
    sentences_free(&s);
    return count;
}

static const struct {
    const char *name;
    size_t (*run)(struct ir_text text);
} measures[] = {
    {"memchr scan", scan},
    {"utf8_repair", repair},
    {"words", walk},
    {"words, stems", walk_and_stem},
    {"words, filter", walk_filtered},
    {"sentences", split},
};

static double best(size_t (*run)(struct ir_text text), size_t *count)
{
    double least = 1e9;

    for (int i = 0; i < RUNS; i++) {
        double start = clock_seconds(), took;

        *count = run(buf_text(&texts));
        took = clock_seconds() - start;
        if (took < least)
            least = took;
    }
    return least;
}

int main(int argc, char **argv)
{
    static const char *const query[] = {"nuclear", "sanction", "bank"};
    char path[4096];
    double base = 0;

    for (int i = 1; i < argc; i++)
        read_file(argv[i]);
    while (argc < 2 && fgets(path, sizeof(path), stdin)) {
        path[strcspn(path, "\n")] = '\0';
        read_file(path);
    }
    if (stems_new("english", &stems, NULL))
        return EXIT_FAILURE;
    words = words_new();
    for (size_t i = 0; i < COUNT(query); i++)
        stems_filter(stems, text_of(query[i]), &filter);
    for (size_t i = 0; i < COUNT(measures); i++) {
        size_t count;
        double took = best(measures[i].run, &count);

        base = i ? base : took;
        printf("%-14s %8.1f MB/s  %6.1f times the scan  (%zu)\n",
               measures[i].name, (double)texts.size / took / 1e6, took / base,
               count);
    }
    words_free(words);
    stems_free(stems);
    buf_free(&texts);
    return EXIT_SUCCESS;
}
