/* Letters without a decomposition, and spellings that avoid them. */
#include "text/letters.h"

#include "text/utf8.h"

struct letter {
    uint32_t code;
    char text[5];
};

/*
 * In order.  Latin letters with a stroke, hook, bar or tail, and ligatures,
 * fold to what people type instead.  In Arabic script the keyboards of
 * different languages give different code points for one letter, which fold to
 * the Arabic one: Persian yeh and keheh, alef maksura, alef wasla, the hehs of
 * Persian and Urdu.  U+06BE, U+06D2 and U+06D5 are not here, as Urdu and
 * Kurdish distinguish them, nor is teh marbuta, on which stems depend.
 */
static const struct letter bases[] = {
    {0xe6, "ae"},      {0xf0, "d"},       {0xf8, "o"},       {0xfe, "th"},
    {0x111, "d"},      {0x127, "h"},      {0x131, "i"},      {0x138, "q"},
    {0x142, "l"},      {0x14b, "n"},      {0x153, "oe"},     {0x167, "t"},
    {0x180, "b"},      {0x183, "b"},      {0x188, "c"},      {0x18c, "d"},
    {0x192, "f"},      {0x195, "hv"},     {0x199, "k"},      {0x19a, "l"},
    {0x19e, "n"},      {0x1a3, "gh"},     {0x1a5, "p"},      {0x1ab, "t"},
    {0x1ad, "t"},      {0x1b4, "y"},      {0x1b6, "z"},      {0x1ba, "z"},
    {0x1bf, "w"},      {0x1dd, "e"},      {0x1e5, "g"},      {0x221, "d"},
    {0x223, "ou"},     {0x225, "z"},      {0x234, "l"},      {0x235, "n"},
    {0x236, "t"},      {0x237, "j"},      {0x23c, "c"},      {0x23f, "s"},
    {0x240, "z"},      {0x247, "e"},      {0x249, "j"},      {0x24b, "q"},
    {0x24d, "r"},      {0x24f, "y"},      {0x251, "a"},      {0x253, "b"},
    {0x254, "o"},      {0x255, "c"},      {0x256, "d"},      {0x257, "d"},
    {0x259, "e"},      {0x25a, "e"},      {0x25b, "e"},      {0x25f, "j"},
    {0x260, "g"},      {0x261, "g"},      {0x262, "g"},      {0x263, "g"},
    {0x266, "h"},      {0x268, "i"},      {0x269, "i"},      {0x26a, "i"},
    {0x26b, "l"},      {0x26c, "l"},      {0x26d, "l"},      {0x271, "m"},
    {0x272, "n"},      {0x273, "n"},      {0x274, "n"},      {0x275, "o"},
    {0x276, "oe"},     {0x27c, "r"},      {0x27d, "r"},      {0x27e, "r"},
    {0x280, "r"},      {0x282, "s"},      {0x284, "j"},      {0x288, "t"},
    {0x289, "u"},      {0x28a, "u"},      {0x28b, "v"},      {0x28f, "y"},
    {0x290, "z"},      {0x291, "z"},      {0x292, "z"},      {0x299, "b"},
    {0x29b, "g"},      {0x29c, "h"},      {0x29d, "j"},      {0x29f, "l"},
    {0x2a0, "q"},      {0x640, ""},       {0x649, "\u064a"}, {0x671, "\u0627"},
    {0x6a9, "\u0643"}, {0x6c1, "\u0647"}, {0x6c3, "\u0629"}, {0x6cc, "\u064a"},
    {0x1d00, "a"},     {0x1d01, "ae"},    {0x1d03, "b"},     {0x1d04, "c"},
    {0x1d05, "d"},     {0x1d06, "d"},     {0x1d07, "e"},     {0x1d0a, "j"},
    {0x1d0b, "k"},     {0x1d0c, "l"},     {0x1d0d, "m"},     {0x1d0f, "o"},
    {0x1d15, "ou"},    {0x1d18, "p"},     {0x1d1b, "t"},     {0x1d1c, "u"},
    {0x1d20, "v"},     {0x1d21, "w"},     {0x1d22, "z"},     {0x1d23, "z"},
    {0x1d6b, "ue"},    {0x1d6c, "b"},     {0x1d6d, "d"},     {0x1d6e, "f"},
    {0x1d6f, "m"},     {0x1d70, "n"},     {0x1d71, "p"},     {0x1d72, "r"},
    {0x1d73, "r"},     {0x1d74, "s"},     {0x1d75, "t"},     {0x1d76, "z"},
    {0x1d79, "g"},     {0x1d7a, "th"},    {0x1d7b, "i"},     {0x1d7c, "i"},
    {0x1d7d, "p"},     {0x1d7e, "u"},     {0x1d7f, "u"},     {0x1d80, "b"},
    {0x1d81, "d"},     {0x1d82, "f"},     {0x1d83, "g"},     {0x1d84, "k"},
    {0x1d85, "l"},     {0x1d86, "m"},     {0x1d87, "n"},     {0x1d88, "p"},
    {0x1d89, "r"},     {0x1d8a, "s"},     {0x1d8c, "v"},     {0x1d8d, "x"},
    {0x1d8e, "z"},     {0x1d8f, "a"},     {0x1d90, "a"},     {0x1d91, "d"},
    {0x1d92, "e"},     {0x1d93, "e"},     {0x1d95, "e"},     {0x1d96, "i"},
    {0x1d97, "o"},     {0x1d99, "u"},     {0x1d9a, "z"},     {0x1e9c, "s"},
    {0x1e9d, "s"},     {0x1efb, "ll"},    {0x1efd, "v"},     {0x1eff, "y"},
    {0x2c61, "l"},     {0x2c65, "a"},     {0x2c66, "t"},     {0x2c68, "h"},
    {0x2c6a, "k"},     {0x2c6c, "z"},     {0x2c71, "v"},     {0x2c73, "w"},
    {0x2c74, "v"},     {0x2c78, "e"},     {0x2c7a, "o"},     {0xa729, "tz"},
    {0xa730, "f"},     {0xa731, "s"},     {0xa733, "aa"},    {0xa735, "ao"},
    {0xa737, "au"},    {0xa739, "av"},    {0xa73b, "av"},    {0xa73d, "ay"},
    {0xa741, "k"},     {0xa743, "k"},     {0xa745, "k"},     {0xa747, "l"},
    {0xa749, "l"},     {0xa74b, "o"},     {0xa74d, "o"},     {0xa74f, "oo"},
    {0xa751, "p"},     {0xa753, "p"},     {0xa755, "p"},     {0xa757, "q"},
    {0xa759, "q"},     {0xa75b, "r"},     {0xa75f, "v"},     {0xa761, "vy"},
    {0xa763, "z"},     {0xa765, "th"},    {0xa767, "th"},    {0xa77a, "d"},
    {0xa77c, "f"},     {0xa783, "r"},     {0xa785, "s"},     {0xa787, "t"},
    {0xa78e, "l"},     {0xa791, "n"},     {0xa793, "c"},     {0xa794, "c"},
    {0xa795, "h"},     {0xa797, "b"},     {0xa799, "f"},     {0xa79b, "ae"},
    {0xa79d, "oe"},    {0xa79f, "ue"},    {0xa7a1, "g"},     {0xa7a3, "k"},
    {0xa7a5, "n"},     {0xa7a7, "r"},     {0xa7a9, "s"},     {0xa7af, "q"},
    {0xa7b7, "o"},     {0xa7b9, "u"},     {0xa7bb, "a"},     {0xa7bd, "i"},
    {0xa7bf, "u"},     {0xa7c1, "o"},     {0xa7c3, "w"},     {0xa7c8, "d"},
    {0xa7ca, "s"},     {0xa7d1, "g"},     {0xa7d7, "s"},     {0xa7d9, "s"},
    {0xab30, "a"},     {0xab32, "e"},     {0xab33, "e"},     {0xab34, "e"},
    {0xab35, "f"},     {0xab36, "g"},     {0xab37, "l"},     {0xab38, "l"},
    {0xab39, "l"},     {0xab3a, "m"},     {0xab3b, "n"},     {0xab3c, "n"},
    {0xab3d, "o"},     {0xab3e, "o"},     {0xab3f, "o"},     {0xab45, "r"},
    {0xab46, "r"},     {0xab47, "r"},     {0xab48, "rr"},    {0xab49, "r"},
    {0xab4a, "rr"},    {0xab4b, "r"},     {0xab4c, "r"},     {0xab4e, "u"},
    {0xab4f, "u"},     {0xab50, "ui"},    {0xab52, "u"},     {0xab56, "x"},
    {0xab57, "x"},     {0xab58, "x"},     {0xab59, "x"},     {0xab5a, "y"},
    {0xab63, "uo"},    {0x1df04, "l"},    {0x1df09, "t"},    {0x1df11, "l"},
    {0x1df13, "l"},    {0x1df14, "n"},    {0x1df16, "r"},    {0x1df1a, "i"},
    {0x1df1b, "o"},    {0x1df1d, "c"},    {0x1df1e, "s"},
};

/* In order.  Their case does not matter: the caller folds the result. */
static const struct letter spellings[] = {
    {0xc4, "AE"},      {0xc5, "AA"},  {0xd6, "OE"},  {0xd8, "OE"},
    {0xdc, "UE"},      {0xe4, "ae"},  {0xe5, "aa"},  {0xf6, "oe"},
    {0xf8, "oe"},      {0xfc, "ue"},  {0x110, "DJ"}, {0x111, "dj"},
    {0x14a, "NG"},     {0x14b, "ng"}, {0x18f, "A"},  {0x259, "a"},
    {0x629, "\u0647"},
};

static const char *find(const struct letter *all, size_t count, uint32_t code)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (all[mid].code == code)
            return all[mid].text;
        if (all[mid].code < code)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const char *letter_base(uint32_t code)
{
    return find(bases, COUNT(bases), code);
}

/* The one letter of spellings that code and the mark after it make, or code. */
static uint32_t compose(uint32_t code, uint32_t mark)
{
    static const uint32_t pairs[][3] = {
        {'A', 0x308, 0xc4}, {'A', 0x30a, 0xc5}, {'O', 0x308, 0xd6},
        {'U', 0x308, 0xdc}, {'a', 0x308, 0xe4}, {'a', 0x30a, 0xe5},
        {'o', 0x308, 0xf6}, {'u', 0x308, 0xfc},
    };

    for (size_t i = 0; i < COUNT(pairs); i++)
        if (pairs[i][0] == code && pairs[i][1] == mark)
            return pairs[i][2];
    return code;
}

bool letters_respell(struct ir_text word, struct buf *out)
{
    size_t kept = 0, at = 0;

    while (at < word.size) {
        size_t start = at, next;
        uint32_t code = utf8_next(word.data, word.size, &at);
        const char *text;

        next = at;
        if (code < 0x80 && at < word.size &&
            (unsigned char)word.data[at] >= 0x80)
            code = compose(code, utf8_next(word.data, word.size, &next));
        if (code < 0x80)
            continue;
        text = find(spellings, COUNT(spellings), code);
        if (!text)
            continue;
        buf_add(out, word.data + kept, start - kept);
        buf_adds(out, text);
        kept = at = next;
    }
    if (kept)
        buf_add(out, word.data + kept, word.size - kept);
    return kept;
}
