#include "tests/reading.h"
#include "base/file.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX ((size_t)16 << 20)

static const char *const names[PARSED_FIELDS] = {
    "id",      "title",  "text", "date", "source",
    "section", "byline", "lang", "url",  NULL,
};

static void print_article(const struct parsed *parsed, struct buf *out)
{
    for (int i = 0; i < PARSED_FIELDS; i++)
        if (names[i] && i != PARSED_TEXT && parsed->fields[i].size)
            buf_addf(out, "%s: %s\n", names[i], parsed->fields[i].data);
    if (parsed->replaced)
        buf_addf(out, "replaced: %zu\n", parsed->replaced);
    if (parsed->fields[PARSED_TEXT].size)
        buf_addf(out, "text:\n%s\n", parsed->fields[PARSED_TEXT].data);
    buf_adds(out, "--\n");
}

static void read_walk(struct walk *walk, const char *format, size_t max,
                      struct buf *out, struct reading_count *count)
{
    const struct articles_options options = {.format = reader_format(format),
                                             .max_size = max};
    enum ir_status status;
    struct problem p;
    struct articles articles;
    struct parsed parsed;

    parsed_start(&parsed);
    articles_start(&articles, walk, &options);
    while ((status = articles_next(&articles, &parsed, &p)) != IR_END) {
        if (out && status == IR_OK)
            print_article(&parsed, out);
        else if (out)
            buf_addf(out, "! %s @%d: %s\n--\n", p.reason, (int)p.line,
                     p.err.message);
        if (!count)
            continue;
        count->articles += status == IR_OK;
        count->problems += status != IR_OK;
        for (int i = 0; i < PARSED_FIELDS && status == IR_OK; i++)
            count->fields[i] += parsed.fields[i].size > 0;
    }
    articles_free(&articles);
    parsed_free(&parsed);
}

void reading_file(const char *path, const char *format, struct buf *out)
{
    struct walk walk = WALK_INIT;

    walk_add(&walk, path);
    read_walk(&walk, format, MAX, out, NULL);
    walk_free(&walk);
}

void reading_bytes(const char *name, const char *format, struct ir_text bytes,
                   size_t max, struct buf *out)
{
    char folder[TEMP_SIZE], path[80], home[4096];
    struct walk walk = WALK_INIT;
    FILE *f;

    ck_assert_ptr_nonnull(getcwd(home, sizeof(home)));
    temp_folder(folder);
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes.data, 1, bytes.size, f), bytes.size);
    fclose(f);
    ck_assert_int_eq(chdir(folder), 0);
    walk_add(&walk, name);
    read_walk(&walk, format, max, out, NULL);
    walk_free(&walk);
    ck_assert_int_eq(chdir(home), 0);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

void reading_holds(const struct reading_case *c)
{
    struct buf got = BUF_INIT;

    reading_bytes(c->name, "auto", text_of(c->bytes), 1 << 20, &got);
    ck_assert_str_eq(got.data, c->got);
    buf_free(&got);
}

void reading_is_as_wanted(const char *path)
{
    struct buf found = BUF_INIT, want = BUF_INIT;
    struct ir_error err;
    char name[200];

    snprintf(name, sizeof(name), "%s.want", path);
    reading_file(path, "auto", &found);
    if (getenv("ACCEPT")) {
        FILE *f = fopen(name, "w");

        fputs(found.data, f);
        fclose(f);
    }
    ok(file_read(name, MAX, &want, &err));
    ck_assert_str_eq(found.data, want.data);
    buf_free(&found);
    buf_free(&want);
}

bool reading_count(const char *path, struct reading_count *out)
{
    struct walk walk = WALK_INIT;

    memset(out, 0, sizeof(*out));
    if (access(path, R_OK) != 0) {
        printf("skipped: no %s\n", path);
        return false;
    }
    walk_add(&walk, path);
    read_walk(&walk, "auto", MAX, NULL, out);
    walk_free(&walk);
    return true;
}
