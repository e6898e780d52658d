/*
 * How fast documents like news articles are added to the store:
 * build/bench/store [documents [batch [dir]]]
 */
#include "store/store.h"
#include "base/buf.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define VOCABULARY 100000
#define WORDS 450   /* running words of an article, about 250 different */
#define FILTERS 130 /* terms without positions */
#define RECORD 1500 /* bytes of data, which do not compress */
#define TEXT_BYTES 3000
#define AHEAD 64 /* documents prepared in advance */

static struct ir_error err;
static char words[VOCABULARY][16];
static double zipf[VOCABULARY]; /* cumulative */

static void must(enum ir_status status)
{
    if (status == IR_OK)
        return;
    fprintf(stderr, "%s\n", err.message);
    exit(2);
}

static uint64_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1du;
}

static double random_unit(uint64_t *state)
{
    return (double)(random_next(state) >> 11) / 9007199254740992.0;
}

static void make_vocabulary(void)
{
    uint64_t seed = 88172645463325252u;
    double sum = 0;

    for (size_t i = 0; i < VOCABULARY; i++) {
        size_t size = 3 + random_next(&seed) % 7;

        for (size_t k = 0; k < size; k++)
            words[i][k] = (char)('a' + random_next(&seed) % 26);
        sum += 1.0 / pow((double)i + 2.7, 1.05);
        zipf[i] = sum;
    }
}

static size_t pick(uint64_t *seed)
{
    double x = random_unit(seed) * zipf[VOCABULARY - 1];
    size_t low = 0, high = VOCABULARY - 1;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (zipf[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int by_word(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void add_words(struct doc *d, uint64_t *seed)
{
    uint64_t at[WORDS]; /* word, then position */
    uint32_t positions[WORDS];
    char name[24];

    for (size_t i = 0; i < WORDS; i++)
        at[i] = (uint64_t)pick(seed) << 32 | (i + 1);
    qsort(at, WORDS, sizeof(*at), by_word);
    for (size_t i = 0, n; i < WORDS; i += n) {
        for (n = 0; i + n < WORDS && at[i + n] >> 32 == at[i] >> 32; n++)
            positions[n] = (uint32_t)at[i + n];
        snprintf(name, sizeof(name), "Z%s", words[at[i] >> 32]);
        doc_term_at(d, text_of(name), (uint32_t)n, positions, n);
    }
}

static struct doc *make(size_t number)
{
    uint64_t seed = 0x9e3779b97f4a7c15u * (number + 1);
    char name[40], record[RECORD];
    struct doc *d;

    snprintf(name, sizeof(name), "Qnews/%016llx",
             (unsigned long long)random_next(&seed));
    d = doc_new(text_of(name));
    add_words(d, &seed);
    for (size_t i = 0; i < FILTERS; i++) {
        snprintf(name, sizeof(name), "%s", words[pick(&seed)]);
        doc_term(d, text_of(name), 0);
    }
    for (size_t i = 0; i < sizeof(record); i++)
        record[i] = (char)random_next(&seed);
    doc_data(d, (struct ir_text){record, sizeof(record)});
    doc_value(d, 0, (struct ir_text){record, 4});
    d->tallies[0] = 20;
    d->tallies[1] = WORDS;
    d->tallies[2] = TEXT_BYTES;
    must(doc_finish(d, &err));
    return d;
}

/* One thread prepares documents, the main thread adds them. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct doc *docs[AHEAD];
    size_t made, taken, count;
    double make_time, prepare_time;
    struct store_writer *writer;
} queue = {PTHREAD_MUTEX_INITIALIZER,
           PTHREAD_COND_INITIALIZER,
           {0},
           0,
           0,
           0,
           0,
           0,
           NULL};

static double thread_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void *produce(void *arg)
{
    (void)arg;
    for (size_t i = 0; i < queue.count; i++) {
        double start = thread_seconds(), made;
        struct doc *d = make(i);

        made = thread_seconds();
        must(store_prepare(queue.writer, d, &err));
        queue.make_time += made - start;
        queue.prepare_time += thread_seconds() - made;
        pthread_mutex_lock(&queue.lock);
        while (queue.made - queue.taken == AHEAD)
            pthread_cond_wait(&queue.changed, &queue.lock);
        queue.docs[queue.made++ % AHEAD] = d;
        pthread_cond_signal(&queue.changed);
        pthread_mutex_unlock(&queue.lock);
    }
    return NULL;
}

static struct doc *take(void)
{
    struct doc *d;

    pthread_mutex_lock(&queue.lock);
    while (queue.made == queue.taken)
        pthread_cond_wait(&queue.changed, &queue.lock);
    d = queue.docs[queue.taken++ % AHEAD];
    pthread_cond_signal(&queue.changed);
    pthread_mutex_unlock(&queue.lock);
    return d;
}

static void report(const char *dir, size_t count, double put, double commit,
                   double wall)
{
    struct store_table tables[STORE_TABLES + 1];
    struct rusage usage;
    double size = 0, n = (double)count;

    must(store_tables(dir, tables, &err));
    for (struct store_table *t = tables; t->name; t++)
        size += (double)t->bytes;
    getrusage(RUSAGE_SELF, &usage);
    printf("%8zu docs: make %4.0f prepare %4.0f put %4.0f commit %4.0f us/doc, "
           "%5.0f docs/s, %.2f MB text/s, index %.0f MB, peak %ld MB\n",
           count, queue.make_time / n * 1e6, queue.prepare_time / n * 1e6,
           put / n * 1e6, commit / n * 1e6, n / wall,
           n * TEXT_BYTES / wall / 1e6, size / 1e6, usage.ru_maxrss / 1024);
}

int main(int argc, char **argv)
{
    const struct store_writer_options options = {.sync = true, .create = true};
    size_t batch = argc > 2 ? strtoul(argv[2], NULL, 10) : 5000;
    const char *dir = argc > 3 ? argv[3] : "/tmp/bench-store.index";
    double put = 0, commit = 0, wall = clock_seconds();
    struct store_writer *w;
    pthread_t thread;

    queue.count = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    make_vocabulary();
    must(store_writer_open(dir, &options, &w, &err));
    queue.writer = w;
    pthread_create(&thread, NULL, produce, NULL);
    for (size_t i = 0; i < queue.count; i++) {
        struct doc *d = take();
        double start = thread_seconds();

        must(store_put(w, d, NULL, &err));
        put += thread_seconds() - start;
        if (store_pending(w) < batch && i + 1 < queue.count)
            continue;
        start = thread_seconds();
        must(store_commit(w, &err));
        commit += thread_seconds() - start;
    }
    pthread_join(thread, NULL);
    store_writer_close(w);
    report(dir, queue.count, put, commit, clock_seconds() - wall);
    return 0;
}
