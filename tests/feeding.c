#include "tests/feeding.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[TEMP_SIZE], home[4096];

void feeding_setup(void)
{
    temp_folder(folder);
    ck_assert_ptr_nonnull(getcwd(home, sizeof(home)));
    ck_assert_int_eq(chdir(folder), 0);
}

void feeding_teardown(void)
{
    ck_assert_int_eq(chdir(home), 0);
    temp_remove(folder);
}

void feeding_put(const char *name, const char *bytes, size_t size)
{
    FILE *f = fopen(name, "w");

    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, size, f), size);
    fclose(f);
}

static void show_text(const struct parsed *parsed, struct buf *out)
{
    buf_addf(out, "%s=%s;", parsed->fields[PARSED_ID].data,
             parsed->fields[PARSED_TEXT].data);
}

void feeding_read(const char *name, const struct articles_options *options,
                  void (*show)(const struct parsed *parsed, struct buf *out),
                  struct buf *out)
{
    struct walk walk = WALK_INIT;
    struct problem p;
    struct articles articles;
    struct parsed parsed;
    enum ir_status status;

    parsed_start(&parsed);
    walk_add(&walk, name);
    articles_start(&articles, &walk, options);
    while ((status = articles_next(&articles, &parsed, &p)) != IR_END)
        if (status == IR_OK)
            (show ? show : show_text)(&parsed, out);
        else
            buf_addf(out, "!%s@%d;", p.reason, (int)p.line);
    articles_free(&articles);
    walk_free(&walk);
    parsed_free(&parsed);
}
