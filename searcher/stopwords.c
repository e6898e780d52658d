/* The stop list: sorted once, searched by halves. */
#include "searcher/stopwords.h"
#include "base/buf.h"

#include <stdlib.h>

/*
 * The function words of English, as Snowball's list has them, and the words
 * that questions are asked with.  "us" is missing on purpose: it is a country.
 * Folded forms: no apostrophes.
 */
static const char english[] =
    "i me my myself we our ours ourselves you your yours yourself yourselves "
    "he him his himself she her hers herself it its itself they them their "
    "theirs themselves what which who whom this that these those am is are was "
    "were be been being have has had having do does did doing would should "
    "could ought im youre hes shes theyre ive youve weve theyve id youd hed "
    "shed wed theyd youll hell shell theyll isnt arent wasnt werent hasnt "
    "havent hadnt doesnt dont didnt wont wouldnt shant shouldnt cant cannot "
    "couldnt mustnt lets thats whos whats heres theres whens wheres whys hows "
    "a an the and but if or because as until while of at by for with about "
    "against between into through during before after above below to from up "
    "down in out on off over under again further then once here there when "
    "where why how all any both each few more most other some such no nor not "
    "only own same so than too very "
    "will shall may might must can also just ever been upon within without "
    "whether whose whatever whichever however therefore thus hence yet still "
    "etc eg ie via per among amongst across along toward towards since "
    "anyone anything someone something everyone everything nobody nothing "
    "give find tell show describe discuss list please want like need know "
    "information article articles document documents concerning regarding "
    "relating related interested exist exists deal deals dealing get got "
    "one ones much many";

struct stopwords {
    char *text;
    struct ir_text *words; /* sorted by bytes */
    size_t count, room;
};

static int compare(const void *a, const void *b)
{
    const struct ir_text *left = a, *right = b;

    return text_compare(*left, *right);
}

struct stopwords *stopwords_new(const char *text)
{
    static const char space[] = " \t\r\n";
    struct stopwords *s = xcalloc(1, sizeof(*s));

    if (!strcmp(text, "none"))
        text = "";
    else if (!*text)
        text = english;
    s->text = xstrdup(text);
    for (const char *at = s->text + strspn(s->text, space); *at;) {
        struct ir_text word = {at, strcspn(at, space)};

        s->words = xgrow(s->words, s->count, &s->room, sizeof(word));
        s->words[s->count++] = word;
        at += word.size;
        at += strspn(at, space);
    }
    if (s->count)
        qsort(s->words, s->count, sizeof(*s->words), compare);
    return s;
}

void stopwords_free(struct stopwords *s)
{
    if (!s)
        return;
    free(s->words);
    free(s->text);
    free(s);
}

bool stopwords_has(const struct stopwords *s, struct ir_text form)
{
    return s->count &&
           bsearch(&form, s->words, s->count, sizeof(form), compare);
}

size_t stopwords_count(const struct stopwords *s)
{
    return s->count;
}

struct ir_text stopwords_word(const struct stopwords *s, size_t i)
{
    return s->words[i];
}
