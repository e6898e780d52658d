/* The kinds of input, which one an input is, and plain text. */
#include "indexer/formats/formats.h"
#include "indexer/formats/html/read_html.h"
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/xml/pick.h"
#include "indexer/input/binary.h"
#include "indexer/input/charset.h"

#include <strings.h>

static bool claims_text(const struct source *s, struct ir_text head)
{
    (void)s;
    (void)head;
    return false; /* it takes what nobody claims */
}

static enum ir_status next_text(struct source *s, struct parsed *out,
                                struct problem *p)
{
    struct ir_text text;
    enum ir_status status;
    const char *kind;

    p->line = 0;
    if (s->line++)
        return IR_END;
    status = source_rest(s, &text, p);
    if (status != IR_OK)
        return status;
    kind = binary_kind(text, true);
    if (kind)
        return binary_refuse(kind, p);
    parsed_set(out, PARSED_ID, text_of(s->name));
    charset_guess(text, s->encoding, &out->fields[PARSED_TEXT], &out->replaced,
                  &out->converted);
    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    out->is_file = true;
    return IR_OK;
}

const struct reader read_text = {"text", ".txt .text", claims_text, next_text};

/* Extensions that do not show the format inside, and those of archives. */
#define PACKED ".gz .bz2 .xz .zst"
#define ARCHIVES ".tar .tgz .tbz .tbz2 .txz .tzst .zip"
/* Of what may be a table of anything: the content has to show articles. */
#define TABLES ".csv .tsv .tab"

/* In the order of READER_FORMATS. */
static const struct reader *const readers[] = {
    &read_warc, &read_feed,  &read_nitf, &read_newsml, &read_sgml, &read_html,
    &read_mail, &read_jsonl, &read_json, &read_csv,    &read_tsv,  &read_text,
};

static bool is_ending(const char *endings, struct ir_text ending)
{
    for (const char *at = endings; *at;) {
        size_t size = strcspn(at, " ");

        if (size == ending.size && !strncasecmp(at, ending.data, size))
            return true;
        at += size + strspn(at + size, " ");
    }
    return false;
}

/* With its dot; empty if there is none. */
static struct ir_text ending_of(struct ir_text name)
{
    const char *slash = name.size ? memrchr(name.data, '/', name.size) : NULL;
    const char *end = name.data + name.size, *dot;
    size_t base = slash ? (size_t)(end - slash) - 1 : name.size;

    dot = base ? memrchr(end - base, '.', base) : NULL;
    return (struct ir_text){dot ? dot : end, dot ? (size_t)(end - dot) : 0};
}

/* Of what is inside: of a.txt.gz that is .txt. */
static struct ir_text inner_ending(const char *name)
{
    struct ir_text whole = text_of(name), ending = ending_of(whole);

    if (is_ending(PACKED, ending)) {
        whole.size -= ending.size;
        ending = ending_of(whole);
    }
    return ending;
}

static const struct reader *by_ending(struct ir_text ending)
{
    for (size_t i = 0; i < COUNT(readers); i++)
        if (is_ending(readers[i]->endings, ending))
            return readers[i];
    return NULL;
}

bool reader_wants(const char *name)
{
    struct ir_text ending = inner_ending(name);

    return !ending.size || is_ending(ARCHIVES, ending) || by_ending(ending);
}

int reader_format(const char *name)
{
    for (size_t i = 0; i < COUNT(readers); i++)
        if (!strcmp(readers[i]->name, name))
            return (int)i + 1;
    return 0;
}

const struct reader *reader_of(int format)
{
    return readers[format - 1];
}

static struct ir_text without_mark(struct ir_text t)
{
    size_t mark;

    charset_of_mark(t, &mark);
    t.data += mark;
    t.size -= mark;
    return t;
}

const struct reader *reader_guess(const struct source *s, struct ir_text head,
                                  bool one_of_many)
{
    struct ir_text ending = inner_ending(s->name);
    const struct reader *named = by_ending(ending);

    head = without_mark(head);
    for (size_t i = 0; i < COUNT(readers); i++)
        if (readers[i]->claims(s, head))
            return readers[i];
    if (one_of_many && is_ending(TABLES, ending))
        return NULL;
    return named ? named : &read_text;
}
