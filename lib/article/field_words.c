/* Finds the words of bylines and datelines, and single sections. */
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

bool field_next_section(struct ir_text *sections, struct ir_text *out)
{
    const char *end;
    size_t size;

    if (!sections->size)
        return false;
    end = memmem(sections->data, sections->size, "; ", 2);
    size = end ? (size_t)(end - sections->data) : sections->size;
    *out = text_slice(*sections, 0, size);
    *sections = text_slice(*sections, end ? size + 2 : size, sections->size);
    return true;
}
