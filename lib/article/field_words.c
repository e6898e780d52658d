/* Finds the words of bylines and datelines. */
#include "article/field_words.h"

static bool starts(struct ir_text text, size_t at, const char *mark)
{
    size_t size = strlen(mark);

    return at + size <= text.size && !memcmp(text.data + at, mark, size);
}

struct ir_text field_dateline(struct ir_text text)
{
    static const char *const dashes[] = {"\xe2\x80\x93", "\xe2\x80\x94", "--",
                                         " - "};

    for (size_t i = 0; i < text.size && i < DATELINE_MAX; i++) {
        if (text.data[i] == '\n')
            break;
        for (size_t j = 0; j < COUNT(dashes); j++)
            if (starts(text, i, dashes[j]))
                return (struct ir_text){text.data, i};
    }
    return (struct ir_text){text.data, 0};
}

void field_words(struct ir_text text, struct words *walk, struct buf *out)
{
    struct word word;

    buf_clear(out);
    words_start(walk, text, 0, 0, NULL);
    while (words_next(walk, &word)) {
        if (!word.form.size || word.flags & (WORD_JOINED | WORD_BESIDE))
            continue;
        buf_adds(out, out->size ? "" : " ");
        buf_addt(out, word.form);
        buf_addc(out, ' ');
    }
}
