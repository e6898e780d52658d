/* The distance of Damerau and Levenshtein, given up as soon as it can be. */
#include "search/plan/edits.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>

/* The characters of a word; their number, or WORD_MAX + 1 if over WORD_MAX. */
static size_t characters(struct ir_text word, uint32_t *out)
{
    size_t count = 0, at = 0;

    while (at < word.size) {
        if (count == WORD_MAX)
            return WORD_MAX + 1;
        out[count++] = utf8_next(word.data, word.size, &at);
    }
    return count;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/*
 * Row i of the table of distances between beginnings; above and before are
 * the two rows over it.  Returns its least entry.
 */
static unsigned fill_row(const uint32_t *a, size_t i, const uint32_t *b,
                         size_t size, unsigned *row, const unsigned *above,
                         const unsigned *before)
{
    unsigned smallest = row[0] = (unsigned)i;

    for (size_t j = 1; j <= size; j++) {
        row[j] = least(least(above[j], row[j - 1]) + 1,
                       above[j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = least(row[j], before[j - 2] + 1);
        smallest = least(smallest, row[j]);
    }
    return smallest;
}

/* Which of a to z occur. */
static uint32_t letters(struct ir_text word)
{
    uint32_t found = 0;

    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] >= 'a' && word.data[i] <= 'z')
            found |= UINT32_C(1) << (word.data[i] - 'a');
    return found;
}

/* An edit takes one letter away at most, and brings one.  This tells most
 * words apart at once. */
static bool too_different(struct ir_text a, struct ir_text b, unsigned most)
{
    uint32_t in_a = letters(a), in_b = letters(b);

    return (unsigned)__builtin_popcount(in_a & ~in_b) > most ||
           (unsigned)__builtin_popcount(in_b & ~in_a) > most;
}

unsigned edit_distance(struct ir_text a, struct ir_text b, unsigned most)
{
    uint32_t from[WORD_MAX], to[WORD_MAX];
    unsigned rows[3][WORD_MAX + 1];
    size_t n, m;

    if (too_different(a, b, most))
        return most + 1;
    n = characters(a, from);
    m = characters(b, to);
    if (n > WORD_MAX || m > WORD_MAX || n > m + most || m > n + most)
        return most + 1;
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned smallest = fill_row(from, i, to, m, rows[i % 3],
                                     rows[(i + 2) % 3], rows[(i + 1) % 3]);

        /* A swap looks back two rows, so only this one is safe to judge by
         * when it is over by more than a swap could mend. */
        if (smallest > most + 1)
            return most + 1;
    }
    return rows[n % 3][m];
}
