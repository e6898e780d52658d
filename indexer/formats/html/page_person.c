/* Is it the name of a person?  By its words. */
#include "indexer/formats/html/page_person.h"
#include "indexer/formats/html/page_letters.h"
#include "text/date.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

enum {
    NAME_BYTES = 60,   /* of one person */
    NAME_WORDS = 6,    /* at most; at least two, except in scripts as below */
    GLYPH_BYTES = 3,   /* of a character of a script without spaces */
    GLYPHS_MAX = 5,    /* of a name in it */
    INITIAL_BYTES = 3, /* with its full stop */
    STOP_LETTERS = 4,  /* of a word that ends with a full stop */
    SITE_LEAST = 6     /* bytes of a publication within another name */
};

/* Lists of words, each between two spaces. */
static const char labels[] =
    " about analyse analysis artikel article author authors auteur "
    "auteurs autor autora autores autorin autoren autore autori "
    "autorius autors av af by comentario commentary commentaire "
    "comment da de di door column cura ein eine entrevista escrito "
    "essay exclusive for avec con gastbeitrag geschreven "
    "geschrieben guest haber interview interviu kolumne kommentar "
    "kommentaari med mit more oleh opinion opinie par penulis per "
    "piše por posted posté publicado published publié recorded "
    "redigeret report reportage reported reporting review scritto "
    "skrevet skriven skrivet special story submitted teks tekst "
    "teksti testo text texte texto van von with words writer "
    "written yazan yazar Írta írta Szerző szerző του της Του Της "
    "Γράφει γράφει автор авторы автора текст Автор Авторы Текст "
    "Автори автори Тексти "; /* "By": before a name */
/* These of them begin other lines as well. */
static const char weak_labels[] =
    " about article artikel avec con exclusive for med mit more "
    "special story with ";
static const char edited[] = "a cura di ";
static const char particles[] =
    " al af av bin bint ben da dal das de del della den der di do dos du e "
    "el ibn la las le los of san ten ter van vom von y zu zur ";
static const char joints[] =
    " and e en et i og och ou und ve y & med mit avec con und con с и та dan ";
static const char roles[] =
    " analyst bureau business chief columnist columnista commentator "
    "contributor correspondant correspondent corresponsal corrispondente "
    "editor editora education enviado especial for foreign foto fotograf fotos "
    "freelance "
    "giornalista health jornalista journalist journaliste kolumnist "
    "korrespondent korrespondentin national periodista photo photographer photography photos pictures political "
    "politics producer redacteur redactor redactora redakteur redakteurin "
    "reporter reporters repórter science senior specialist sports staff "
    "technology video writer writers ";
static const char controls[] =
    " advertisement audio click comments email follow getty image "
    "images latest listen live log menu min minutes more photo "
    "pictures print read related report save search share sign skip "
    "subscribe top updated video watch ";
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
/* In scripts without spaces: what stands before names, roles that stand behind
 * them, and how publications end. */
static const char glyph_labels[] =
    " 文 图 图片 作者 记者 記者 编辑 編輯 编者 责编 責編 责任编辑 責任編輯 来源 "
    "來源 出处 时间 发布 發佈 发表 原标题 摄影 撮影 写真 通讯员 本报记者 本報記者 "
    "本报讯 特派員 更新 公開 配信 掲載 登録 記事 기자 편집 입력 수정 등록 승인 "
    "사진 제공 글 ";
static const char glyph_roles[] =
    " 기자 선임기자 전문기자 인턴기자 특파원 논설위원 편집위원 記者 记者 特派員 "
    "編集委員 论说委员 ";
static const char *const glyph_groups[] = {
    "报",   "報",   "网",     "網",     "社",     "台",     "新闻",
    "新聞", "通信", "編集部", "编辑部", "編輯部", "取材班", "일보",
    "신문", "뉴스", "방송",   "통신",   "타임스", "경제",   "기자단",
};
/* What begins something else, within a line; and, if it has a date, also. */
static const char ends[] =
    " about at on in from with via updated published posted last am op ";
static const char dated_ends[] = " le el il den la ";

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

size_t person_words(struct ir_text t)
{
    struct ir_text word;
    size_t at = 0, count = 0;

    while (next_word(t, &at, &word))
        count++;
    return count;
}

static bool is_edited(struct ir_text t)
{
    return t.size > strlen(edited) &&
           !strncasecmp(t.data, edited, strlen(edited));
}

/* "By", "Text:", "Written by": a label in small letters or with a colon goes
 * before anything, others only before two words or before nothing. */
struct ir_text person_without_labels(struct ir_text t)
{
    struct ir_text word;
    size_t at = 0;

    if (is_edited(t))
        t = text_slice(t, strlen(edited), t.size);
    while (next_word(t, &at, &word) && listed(labels, bare(word))) {
        struct ir_text rest =
            text_trim(text_slice(t, at, t.size), BYTES_SPACE | BYTE(':'));
        bool sure = islower((unsigned char)*word.data) ||
                    word.data[word.size - 1] == ':' || text_is(word, "by");

        if (!sure && person_words(rest) == 1 && !listed(labels, rest))
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

/* "Quill." ends a sentence, "Jr." does not. */
static struct ir_text without_stop(struct ir_text t)
{
    size_t letters = 1;

    while (letters < t.size && t.data[t.size - 1 - letters] != ' ' &&
           t.data[t.size - 1 - letters] != '.')
        letters++;
    if (t.size && t.data[t.size - 1] == '.' && letters > STOP_LETTERS)
        t.size--;
    return t;
}

/* Up to a digit or a word that begins a date, a place or an address. */
struct ir_text person_without_end(struct ir_text t, bool dated)
{
    struct ir_text word;
    size_t at = 0, end = t.size;

    for (size_t i = 0; i < end; i++)
        if (isdigit((unsigned char)t.data[i]))
            end = i;
    t.size = end;
    for (size_t words = 0; next_word(t, &at, &word); words++) {
        bool ends_here =
            words &&
            (*word.data == '@' ||
             (islower((unsigned char)*word.data) && listed(ends, word)) ||
             (dated && (listed(dated_ends, word) || begins_date(bare(word)))));

        if (ends_here || (words >= 2 && listed(roles, bare(word))) ||
            (words && listed(glyph_roles, word))) {
            t.size = (size_t)(word.data - t.data);
            break;
        }
    }
    return without_stop(text_trim(t, BYTES_SPACE | BYTE('-') | BYTE(',') |
                                         BYTE(':') | BYTE('*')));
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

bool person_is_address(struct ir_text t)
{
    return text_find(t, '@') || memmem(t.data, t.size, "://", 3) ||
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

static bool is_glyph_group(struct ir_text t)
{
    for (size_t i = 0; i < COUNT(glyph_groups); i++) {
        const size_t size = strlen(glyph_groups[i]);

        if (t.size >= size &&
            !memcmp(t.data + t.size - size, glyph_groups[i], size))
            return true;
    }
    return listed(glyph_labels, t);
}

/* A capital letter, or one of a script without any. */
static bool is_capital(struct ir_text word)
{
    const unsigned char c = (unsigned char)word.data[0],
                        next = word.size > 1 ? (unsigned char)word.data[1] : 0;

    switch (c) {
    case 0xc3: return next < 0x9f; /* Latin */
    case 0xc4:
    case 0xc5:
        return next == 0xb9 || next == 0xbb || next == 0xbd || !(next & 1);
    case 0xce: return next < 0xac; /* Greek */
    case 0xcf: return false;
    case 0xd0: return next < 0xb0; /* Cyrillic */
    case 0xd1: return false;
    default: return isupper(c) || c >= 0xc3 || c == '\'' || c == '(';
    }
}

/* "Ediciones El Puerto", of "El Puerto". */
static bool is_of(struct ir_text t, struct ir_text site)
{
    return letters_equal(t, site) ||
           (site.size >= SITE_LEAST && letters_contain(t, site));
}

bool person_is(struct ir_text t, struct ir_text site, struct ir_text host)
{
    struct ir_text word;
    size_t at = 0, words = 0, names = 0;

    if (t.size > NAME_BYTES || is_of(t, site) || letters_equal(t, host) ||
        person_is_address(t) || has_word(groups, t))
        return false;
    if (is_glyphs(t))
        return !is_glyph_group(t);
    while (next_word(t, &at, &word)) {
        words++;
        if (is_capital(word))
            names++;
        else if (words == 1 ? (unsigned char)*word.data >= 0x80 ||
                                  !islower((unsigned char)*word.data)
                            : !listed(particles, word))
            return false;
        if (strcspn(word.data, "<>{}[]=_#?!\"") < word.size)
            return false;
    }
    return words <= NAME_WORDS && names >= 2;
}

bool person_has_role(struct ir_text t)
{
    return has_word(roles, t);
}

bool person_is_control(struct ir_text t)
{
    return has_word(controls, t);
}

bool person_is_nobody(struct ir_text t)
{
    return listed(nobodies, t);
}

bool person_is_label(struct ir_text t)
{
    struct ir_text word;
    size_t at = 0;

    return is_edited(t) ||
           (next_word(t, &at, &word) && listed(labels, bare(word)) &&
            !listed(weak_labels, bare(word)) &&
            person_without_labels(t).data != t.data);
}

/* "J." */
static bool is_initial(struct ir_text word)
{
    return word.size <= INITIAL_BYTES && word.data[word.size - 1] == '.';
}

bool person_is_plain(struct ir_text t)
{
    struct ir_text word;
    size_t at = 0, names = 0;

    while (next_word(t, &at, &word))
        names += is_capital(word) && !is_initial(word);
    return names == 2 && !is_glyphs(t);
}

size_t person_joint(struct ir_text t)
{
    struct ir_text word;
    size_t at = 0;

    if (!byte_in(*t.data, BYTES_SPACE) || !next_word(t, &at, &word) ||
        at == t.size || (isupper((unsigned char)*word.data) && at < 4))
        return 0; /* "E" may be a name */
    return listed(joints, word) ? at : 0;
}
