/* The names of people in a byline. */
#include "indexer/formats/html/page_people.h"
#include "indexer/formats/html/page_letters.h"
#include "text/date.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

enum {
    NAME_BYTES = 60,     /* of one person */
    NAME_WORDS = 6,      /* at most; at least two, except in scripts as below */
    GLYPH_BYTES = 3,     /* of a character of a script without spaces */
    GLYPHS_MAX = 5,      /* of a name in it */
    NICKNAME_BYTES = 12, /* in brackets */
    OTHER_BYTES = 100    /* of a name that is not a person's */
};

/* Lists of words, each between two spaces. */
static const char labels[] =
    " about artikel article author authors auteur auteurs autor autora autores "
    "autorin autoren autore autori av af by da de di door escrito for "
    "avec con geschreven geschrieben guest ein een interview mit more oleh par penulis por "
    "posted posté publicado published publié recorded reported scritto skrevet "
    "skrivet story submitted tekst testo text texte texto van von with words writer written "
    "yazan yazar автор авторы текст Автор Авторы Текст "; /* "By": before a name */
static const char particles[] =
    " al af av bin bint ben da dal das de del della den der di do dos du e "
    "el ibn la las le los of san ten ter van vom von y zu zur ";
static const char joints[] =
    " and e en et i og och ou und ve y & med mit avec con und con с и та dan ";
static const char roles[] =
    " analyst bureau business chief columnist columnista commentator "
    "contributor correspondant correspondent corresponsal corrispondente "
    "editor editora education enviado especial foreign fotograf freelance "
    "giornalista health jornalista journalist journaliste kolumnist "
    "korrespondent korrespondentin national periodista photographer political "
    "politics producer redacteur redactor redactora redakteur redakteurin "
    "reporter reporters repórter science senior specialist sports staff "
    "technology writer writers ";
static const char groups[] =
    " admin administrator afp agence agencia agencias agencies agency agentur "
    "agenzia ansa ap apa associated association blog com company contributors "
    "council daily department desk digital dpa editorial editors efe gazette "
    "group herald inc institute journal limited llc ltd magazine media "
    "ministry net network news newsdesk newspaper newsroom online org our "
    "press radio redaccion redacción redactie redaction redaksi redaktion "
    "redaktionen redazione redação reuters rédaction service services staff "
    "studio studios tass team the times today tribune tv university us web "
    "webmaster website wire xinhua ";
static const char nobodies[] =
    " admin administrator anonymous author editor guest none null root "
    "undefined unknown user webmaster ";
/* What begins something else, within a line. */
static const char ends[] = " about at on in from with via updated published "
                           "posted last le am el il den op ";

static bool listed(const char *list, struct ir_text word)
{
    char sought[NAME_BYTES + 3];
    size_t size = 0;

    if (!word.size || word.size > NAME_BYTES)
        return false;
    sought[size++] = ' ';
    for (size_t i = 0; i < word.size; i++)
        sought[size++] = (char)tolower((unsigned char)word.data[i]);
    sought[size++] = ' ';
    return memmem(list, strlen(list), sought, size);
}

/* The next word of a line, between blanks; false at its end. */
static bool next_word(struct ir_text t, size_t *at, struct ir_text *word)
{
    size_t from;

    while (*at < t.size && byte_in(t.data[*at], BYTES_SPACE))
        ++*at;
    from = *at;
    while (*at < t.size && !byte_in(t.data[*at], BYTES_SPACE))
        ++*at;
    *word = text_slice(t, from, *at);
    return word->size;
}

static struct ir_text bare(struct ir_text word)
{
    return text_trim(word, BYTE(':') | BYTE('.') | BYTE(',') | BYTE('*'));
}

static size_t count_words(struct ir_text t)
{
    struct ir_text word;
    size_t at = 0, count = 0;

    while (next_word(t, &at, &word))
        count++;
    return count;
}

/* "By", "Text:", "Written by": a label in small letters or with a colon goes
 * before anything, others only before two words or before nothing. */
static struct ir_text without_labels(struct ir_text t)
{
    struct ir_text word;
    size_t at = 0;

    while (next_word(t, &at, &word) && listed(labels, bare(word))) {
        struct ir_text rest =
            text_trim(text_slice(t, at, t.size), BYTES_SPACE | BYTE(':'));
        bool sure = islower((unsigned char)*word.data) ||
                    word.data[word.size - 1] == ':' || text_is(word, "by");

        if (!sure && count_words(rest) == 1)
            break;
        t = rest;
        at = 0;
    }
    return t;
}

/* A month or a day of the week, in a language that dates are read in. */
static bool begins_date(struct ir_text word)
{
    char line[NAME_BYTES + 20];
    struct date date;

    if (word.size < 3 || word.size > NAME_BYTES || isdigit(*word.data))
        return false;
    snprintf(line, sizeof(line), "1 %.*s 2000", (int)word.size, word.data);
    if (date_read(text_of(line), &date) == DATE_DAY)
        return true;
    snprintf(line, sizeof(line), "%.*s, 1 January 2000", (int)word.size,
             word.data);
    return date_read(text_of(line), &date) != DATE_UNREAD;
}

/* Up to a digit or a word that begins a date or a place. */
static struct ir_text without_end(struct ir_text t, bool dated)
{
    struct ir_text word;
    size_t at = 0, end = t.size;

    for (size_t i = 0; i < end; i++)
        if (isdigit((unsigned char)t.data[i]))
            end = i;
    t.size = end;
    for (size_t words = 0; next_word(t, &at, &word); words++) {
        bool ends_here = words && (islower((unsigned char)*word.data)
                                       ? listed(ends, word)
                                       : dated && begins_date(bare(word)));

        if (ends_here || (words >= 2 && listed(roles, bare(word)))) {
            t.size = (size_t)(word.data - t.data);
            break;
        }
    }
    return text_trim(t, BYTES_SPACE | BYTE('-') | BYTE(',') | BYTE(':') |
                            BYTE('*'));
}

static bool has_word(const char *list, struct ir_text t)
{
    struct ir_text word;
    size_t at = 0;

    while (next_word(t, &at, &word))
        if (listed(list, bare(word)))
            return true;
    return false;
}

static bool is_address(struct ir_text t)
{
    return memchr(t.data, '@', t.size) || memmem(t.data, t.size, "://", 3) ||
           memmem(t.data, t.size, "www.", 4) ||
           memmem(t.data, t.size, ".com", 4);
}

/* Ideographs, kana and Hangul: names without spaces, or with one.  A word in
 * katakana alone is a foreign one. */
static bool is_glyphs(struct ir_text t)
{
    size_t glyphs = 0, katakana = 0;

    for (size_t i = 0; i < t.size; i += GLYPH_BYTES, glyphs++) {
        unsigned char c = (unsigned char)t.data[i];

        if (c == ' ') {
            i -= GLYPH_BYTES - 1;
            glyphs--;
        } else if (c < 0xe3 || c > 0xed)
            return false;
        else if (i + 2 < t.size && !memcmp(t.data + i, "\xe3\x82", 2))
            katakana += (unsigned char)t.data[i + 2] >= 0xa0;
        else if (i + 2 < t.size && !memcmp(t.data + i, "\xe3\x83", 2))
            katakana++;
    }
    return katakana < glyphs && glyphs >= 2 && glyphs <= GLYPHS_MAX;
}

static bool is_person(const struct people *p, struct ir_text t)
{
    struct ir_text word;
    size_t at = 0, words = 0, names = 0;

    if (t.size > NAME_BYTES || letters_equal(t, p->site) ||
        letters_equal(t, p->host) || is_address(t) || has_word(groups, t))
        return false;
    if (is_glyphs(t))
        return true;
    while (next_word(t, &at, &word)) {
        unsigned char c = (unsigned char)*word.data;

        words++;
        if (isupper(c) || c >= 0xc3 || c == '\'' || c == '(')
            names++;
        else if (words == 1 ? !islower(c) : !listed(particles, word))
            return false;
        if (strcspn(word.data, "<>{}[]=_#?!\"") < word.size)
            return false;
    }
    return words <= NAME_WORDS && names >= 2;
}

static bool is_there(struct ir_text names, struct ir_text name)
{
    for (size_t i = 0; i + name.size <= names.size; i++)
        if (!strncasecmp(names.data + i, name.data, name.size))
            return true;
    return false;
}

static void add_name(struct people *p, struct ir_text name)
{
    if (p->count == PEOPLE_MAX || is_there(buf_text(&p->names), name))
        return;
    if (p->count++)
        buf_adds(&p->names, ", ");
    buf_addt(&p->names, name);
}

/* A whole byline without people: an agency, a newspaper, a nickname. */
static void add_other(struct people *p, struct ir_text name)
{
    size_t letters = 0, digits = 0;

    name = without_labels(name);
    for (size_t i = 0; i < name.size; i++) {
        letters += isalpha((unsigned char)name.data[i]) || name.data[i] < 0;
        digits += isdigit((unsigned char)name.data[i]) > 0;
    }
    if (!p->other.size && letters > 1 && !digits && name.size <= OTHER_BYTES &&
        !is_address(name) && !listed(nobodies, name) &&
        !memchr(name.data, '\n', name.size))
        buf_addt(&p->other, name);
}

static void add_piece(struct people *p, struct ir_text piece, bool dated)
{
    piece = without_end(without_labels(text_trim(piece, BYTES_SPACE)), dated);
    if (piece.size && is_person(p, piece) && !has_word(roles, piece))
        add_name(p, piece);
}

/* "Richard (Dick) Quill": what is in brackets is part of a name. */
static bool is_nickname(struct ir_text t)
{
    size_t end = 0;

    while (end < t.size && end < NICKNAME_BYTES && t.data[end] != ')')
        end++;
    return end + 2 < t.size && t.data[end] == ')' && t.data[end + 1] == ' ' &&
           isupper((unsigned char)t.data[end + 2]);
}

/* How long is the sign at the start of t that parts names?  0: none. */
static size_t sign(struct ir_text t)
{
    static const char *const signs[] = {
        "\n",
        "|",
        ";",
        "/",
        "(",
        ")",
        "[",
        " - ",
        "\xe2\x80\xa2", /* bullets and dashes */
        "\xc2\xb7",
        "\xe2\x80\x93",
        "\xe2\x80\x94",
        "\xe3\x80\x81",
        "\xef\xbc\x8c",
        "\xef\xbc\x9a",
    };

    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t size = strlen(signs[i]);

        if (t.size >= size && !memcmp(t.data, signs[i], size))
            return *t.data == '(' && is_nickname(t) ? 0 : size;
    }
    return 0;
}

/* The same of a word: " and ". */
static size_t joint(struct ir_text t)
{
    struct ir_text word;
    size_t at = 0;

    if (!byte_in(*t.data, BYTES_SPACE) || !next_word(t, &at, &word) ||
        at == t.size || (isupper((unsigned char)*word.data) && at < 4))
        return 0; /* "E" may be a name */
    return listed(joints, word) ? at : 0;
}

/* "Quill, Ada" is one name. */
static bool is_reversed(struct ir_text t)
{
    const char *comma = memchr(t.data, ',', t.size);
    size_t at = comma ? (size_t)(comma - t.data) : 0;

    return comma && count_words(text_slice(t, 0, at)) == 1 &&
           count_words(text_slice(t, at + 1, t.size)) == 1 &&
           !memchr(comma + 1, ',', t.size - at - 1) &&
           isupper((unsigned char)*t.data) && !is_address(t);
}

void people_add(struct people *p, struct ir_text byline, bool group)
{
    size_t from = 0, before = p->count;
    bool dated = false;

    byline = text_trim(byline, BYTES_SPACE);
    for (size_t i = 0; i < byline.size; i++)
        dated |= isdigit((unsigned char)byline.data[i]) > 0;
    if (memmem(byline.data, byline.size, "://", 3))
        return; /* of a profile */
    if (group) {
        add_other(p, byline);
        return;
    }
    if (is_reversed(byline)) {
        add_name(p, byline);
        return;
    }
    for (size_t at = 0; at <= byline.size; at++) {
        struct ir_text rest = text_slice(byline, at, byline.size);
        size_t skip = 1;

        if (rest.size && *rest.data != ',') {
            skip = sign(rest);
            skip = skip ? skip : joint(rest);
        }
        if (!skip)
            continue;
        add_piece(p, text_slice(byline, from, at), dated);
        from = at + skip;
        at = from - 1;
        if (from > byline.size)
            break;
    }
    if (p->count == before)
        add_other(p, byline);
}

struct ir_text host_name(struct ir_text url)
{
    const char *at = memmem(url.data, url.size, "://", 3);
    size_t from = at ? (size_t)(at - url.data) + 3 : url.size, end, dot = 0;

    for (end = from; end < url.size && url.data[end] != '/'; end++)
        ;
    /* The longest part is the name: "www.port.co.uk". */
    for (size_t i = from, start = from; i <= end && from < end; i++)
        if (i == end || url.data[i] == '.') {
            if (!dot || i - start > dot - from) {
                from = start;
                dot = i;
            }
            start = i + 1;
        }
    return dot ? text_slice(url, from, dot) : TEXT("");
}

void people_free(struct people *p)
{
    buf_free(&p->names);
    buf_free(&p->other);
    p->count = 0;
}
