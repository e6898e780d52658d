/* libFuzzer target: whatever the bytes, the promises of lib/text hold. */
#include "text/sentences.h"
#include "text/stems.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

#define HOLDS(condition) ((condition) ? (void)0 : broken(__LINE__, #condition))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void broken(int line, const char *condition)
{
    fprintf(stderr, "tests/fuzz/text.c:%d: %s\n", line, condition);
    abort();
}

/* Does a code point begin at at, or the text end? */
static bool on_boundary(struct ir_text text, size_t at)
{
    return at == text.size ||
           (at < text.size && (text.data[at] & 0xc0) != 0x80);
}

static bool wanted(const struct word_filter *f, struct ir_text form)
{
    unsigned i = 0;

    if (form.size)
        i = (unsigned)(unsigned char)form.data[0] << 8;
    if (form.size > 1)
        i |= (unsigned char)form.data[1];
    return form.size && f->bits[i / 64] >> i % 64 & 1;
}

static void check_word(struct ir_text text, const struct word *word,
                       uint32_t last)
{
    HOLDS(word->start < word->end && word->end <= text.size);
    HOLDS(on_boundary(text, word->start) && on_boundary(text, word->end));
    HOLDS(word->form.size <= WORD_MAX && utf8_valid(word->form));
    HOLDS(word->position == last || word->position == last + 1);
}

/* The filtered walk gives what passes the filter and nothing else. */
static void check_words(struct ir_text text, struct words *all,
                        struct words *some, struct stems *stems)
{
    static struct word_filter filter;
    struct word one, two;
    uint32_t last = 6;
    size_t count = 0;

    memset(&filter, 0, sizeof(filter));
    for (size_t i = 0; i + 1 < text.size && i < 40; i += 2)
        word_filter_add(&filter, (unsigned char)(text.data[i] | 0x20),
                        (unsigned char)(text.data[i + 1] | 0x20));
    word_filter_add(&filter, 'u', '.');
    words_start(all, text, 0, 7, NULL);
    words_start(some, text, 0, 7, &filter);
    while (words_next(all, &one)) {
        check_word(text, &one, last);
        HOLDS(count++ || one.position == 7);
        last = one.position;
        HOLDS(stems_get(stems, one.form)->stem->stem);
        if (!wanted(&filter, one.form))
            continue;
        HOLDS(words_next(some, &two));
        HOLDS(one.start == two.start && one.end == two.end);
        HOLDS(one.position == two.position && one.flags == two.flags);
        HOLDS(text_equal(one.form, two.form));
    }
    HOLDS(!words_next(some, &two));
    HOLDS(words_position(all) == last + 1);
    HOLDS(words_position(some) == last + 1);
}

static void check_sentences(struct ir_text text)
{
    struct sentences s = SENTENCES_INIT;
    size_t body, end;
    struct ir_text headline = headline_find(text, &body);

    HOLDS(body <= text.size && on_boundary(text, body));
    HOLDS(!headline.size == !body);
    sentences_find(&s, text, body);
    end = body;
    for (size_t i = 0; i < s.count; i++) {
        const struct sentence *one = &s.items[i];

        HOLDS(one->start >= end && one->end > one->start);
        HOLDS(one->end - one->start <= SENTENCE_MAX && one->end <= text.size);
        HOLDS(on_boundary(text, one->start) && on_boundary(text, one->end));
        end = one->end;
    }
    sentences_free(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct words *all, *some;
    static struct stems *stems;
    struct ir_text in = {(const char *)data, size};
    struct buf text = BUF_INIT;

    if (!all) {
        all = words_new();
        some = words_new();
        HOLDS(stems_new("english", &stems, NULL) == IR_OK);
    }
    utf8_repair(in, &text);
    HOLDS(utf8_valid(buf_text(&text)));
    HOLDS(!memchr(text.data, 0, text.size));
    check_words(buf_text(&text), all, some, stems);
    check_sentences(buf_text(&text));
    stems_trim(stems);
    buf_free(&text);
    return 0;
}
