/* Lines of a page that say who wrote its article, and when. */
#include "indexer/formats/html/page_says.h"
#include "indexer/formats/html/page_dates.h"
#include "indexer/formats/html/page_letters.h"
#include "indexer/formats/html/page_lines.h"
#include "indexer/formats/html/page_people.h"

#include <strings.h>

enum {
    LINE_NODES = 12,  /* around a text, that may be in its line */
    FAR_NODES = 2000, /* below the title, of a date with its label */
    DATES_MAX = 3,    /* in a line */
    PROSE_WORDS = 4   /* in small letters, beside a date */
};

/* A date after one of these is that of a change. */
static const char *const changes[] = {
    "updat",
    "modif",
    "actuali",
    "aktuali",
    "mise \xc3\xa0 j",
    "mis \xc3\xa0 j",
    "aggiorna",
    "bijgewerkt",
    "gewijzigd",
    "uppdater",
    "oppdater",
    "opdater",
    "p\xc3\xa4ivitetty",
    "muokattu",
    "obnovl",
    "g\xc3\xbcncel",
    "atualiz",
    "friss\xc3\xadt",
    "edited",
    "ge\xc3\xa4ndert",
    "corrected",
    "revised",
    "diperbarui",
    "\xc3\xa4ndrad",
    "endret",
    "senast",
    "\xce\xb5\xce\xbd\xce\xb7\xce\xbc",
    "\xd0\xbe\xd0\xb1\xd0\xbd\xd0\xbe\xd0\xb2",
    "\xd0\x9e\xd0\xb1\xd0\xbd\xd0\xbe\xd0\xb2",
    "\xd0\xbe\xd0\xbd\xd0\xbe\xd0\xb2",
};

/* And after one of these the first. */
static const char *const labels[] = {
    "publi",
    "pubbl",
    "posted",
    ("ver\xc3\xb6"
     "ffentlicht"),
    "erschienen",
    "gepubliceerd",
    "geplaatst",
    "udgivet",
    "julkaistu",
    "opubl",
    "yay\xc4\xb1n",
    "objav",
    "k\xc3\xb6zz\xc3\xa9",
    "megjelent",
    "diterbitkan",
    "first published",
    "this entry was posted",
    "mis en ligne",
    "\xd0\xbe\xd0\xbf\xd1\x83\xd0\xb1\xd0\xbb",
    "\xd0\x9e\xd0\xbf\xd1\x83\xd0\xb1\xd0\xbb",
};

static bool has_change(struct ir_text t)
{
    for (size_t i = 0; i < COUNT(changes); i++)
        for (size_t at = 0, size = strlen(changes[i]); at + size <= t.size;
             at++)
            if (!strncasecmp(t.data + at, changes[i], size))
                return true;
    return false;
}

static bool is_labelled(struct ir_text line)
{
    for (size_t i = 0; i < COUNT(labels); i++)
        if (line.size > strlen(labels[i]) &&
            !strncasecmp(line.data, labels[i], strlen(labels[i])))
            return true;
    return false;
}

/* Words that begin with a small letter, in a sentence around a date. */
static size_t small_words(struct ir_text t)
{
    size_t count = 0;

    for (size_t i = 0; i < t.size; i++)
        count += t.data[i] >= 'a' && t.data[i] <= 'z' &&
                 (!i || byte_in(t.data[i - 1], BYTES_SPACE));
    return count;
}

static bool is_prose(struct ir_text line, struct ir_text date)
{
    const size_t at = (size_t)(date.data - line.data);

    return !is_labelled(line) &&
           small_words(text_slice(line, 0, at)) +
                   small_words(text_slice(line, at + date.size, line.size)) >=
               PROSE_WORDS;
}

bool says_dates(struct search *s, unsigned source, struct ir_text line)
{
    struct ir_text rest = line, date;
    bool any = false;

    for (int i = 0;
         i < DATES_MAX && page_date_in(rest, s->found->day_first, &date); i++) {
        const size_t at = (size_t)(date.data - rest.data);

        if (is_prose(line, date))
            break;
        any = true;
        if (!s->dated)
            candidates_add(s->found, PARSED_DATE,
                           has_change(text_slice(rest, 0, at)) ? SOURCE_CHANGED
                                                               : source,
                           date, true);
        rest = text_slice(rest, at + date.size, rest.size);
    }
    return any;
}

/* Does no line end between two texts, the first before the second? */
static bool same_line(const struct page *page, size_t first, size_t second)
{
    for (size_t i = first + 1; i < second; i++)
        if (page_breaks((enum page_tag)page->nodes[i].tag))
            return false;
    for (size_t i = first; page->nodes[i].end <= second;
         i = page->nodes[i].parent)
        if (page_breaks((enum page_tag)page->nodes[i].tag))
            return false;
    return true;
}

/* The text before a node, in its line; 0 if there is none. */
static size_t text_before(const struct page *page, size_t node)
{
    for (size_t i = node; i-- > 0 && i + LINE_NODES > node;)
        if (page->nodes[i].tag == TAG_TEXT &&
            text_trim(page_bytes(page, i), BYTES_BLANK).size)
            return same_line(page, i, node) ? i : 0;
    return 0;
}

bool says_change(const struct page *page, size_t node)
{
    size_t before = text_before(page, node);

    return before && page->nodes[before].size <= LINE_MAX_BYTES &&
           has_change(page_bytes(page, before));
}

/* Boxes that a style sets apart are often written without a blank. */
static void add_joined(struct buf *line, struct ir_text t)
{
    if (line->size && t.size)
        buf_addc(line, ' ');
    buf_addt(line, t);
}

/* The line that begins with a text; nothing if that is longer than a byline or
 * has begun before. */
static struct ir_text line_of(const struct page *page, size_t node,
                              struct buf *line)
{
    size_t last = node;

    if (page->nodes[node].size > LINE_MAX_BYTES || text_before(page, node))
        return TEXT("");
    buf_addt(line, page_bytes(page, node));
    for (size_t i = node + 1; i < page->count && i < last + LINE_NODES; i++)
        if (page->nodes[i].tag == TAG_TEXT) {
            if (!same_line(page, last, i))
                break;
            if (line->size + page->nodes[i].size > LINE_MAX_BYTES)
                return TEXT("");
            add_joined(line, page_bytes(page, i));
            last = i;
        }
    return text_trim(buf_text(line), BYTES_BLANK);
}

/* Sections have names like people's, but are found above the title, too; and
 * people's are seldom in it. */
static bool is_elsewhere(const struct search *s, struct ir_text name)
{
    if (letters_contain(s->title, name))
        return true;
    for (size_t i = 0; i < s->begin; i++)
        if (s->page->nodes[i].tag == TAG_TEXT &&
            letters_equal(page_bytes(s->page, i), name))
            return true;
    return false;
}

static bool has_digit(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if (t.data[i] >= '0' && t.data[i] <= '9')
            return true;
    return false;
}

/* The parts of a line that may be names: not what numbers are in, "4 min read",
 * nor the label of a date, "Published:". */
static void add_names(struct ir_text line, struct buf *out)
{
    static const char *const signs[] = {"|", "\xc2\xb7", "\xe2\x80\xa2"};
    size_t from = 0, skip;

    for (size_t at = 0; at <= line.size; at += skip ? skip : 1) {
        struct ir_text part = text_slice(line, from, at);

        skip = 0;
        for (size_t i = 0; i < COUNT(signs); i++)
            if (line.size - at >= strlen(signs[i]) &&
                !memcmp(line.data + at, signs[i], strlen(signs[i])))
                skip = strlen(signs[i]);
        if (!skip && at < line.size)
            continue;
        part = text_trim(part, BYTES_BLANK);
        if (part.size && !has_digit(part) && part.data[part.size - 1] != ':') {
            buf_addt(out, part);
            buf_addc(out, '\n');
        }
        from = at + skip;
    }
}

/* A name that stands beside a date, in its line or the next. */
static void look_at_name(struct search *s, size_t node, struct ir_text line,
                         bool dated)
{
    struct buf names = BUF_INIT, bare = BUF_INIT;
    struct ir_text date;

    if (dated && page_date_in(line, s->found->day_first, &date)) {
        const size_t at = (size_t)(date.data - line.data);

        add_names(text_slice(line, 0, at), &bare);
        add_names(text_slice(line, at + date.size, line.size), &bare);
        line = text_trim(buf_text(&bare), BYTES_BLANK);
    }
    if (!has_digit(line) && people_only(line, &names) &&
        !is_elsewhere(s, buf_text(&names))) {
        if (dated || s->after_date)
            search_byline(s, node, SOURCE_NEAR, buf_text(&names));
        else {
            buf_clear(&s->name);
            buf_addt(&s->name, buf_text(&names));
            s->name_node = node;
        }
    } else if (dated && s->name.size)
        search_byline(s, s->name_node, SOURCE_NEAR, buf_text(&s->name));
    if (s->name_node != node)
        buf_clear(&s->name);
    buf_free(&bare);
    buf_free(&names);
}

/* A line of its own, not a part of a paragraph. */
void says(struct search *s, size_t node)
{
    const bool near = search_near(s, node), above = search_above(s, node);
    struct ir_text text = page_bytes(s->page, node), line;
    struct buf whole = BUF_INIT;
    bool dated;

    if (text.size > LINE_MAX_BYTES || !s->heading ||
        (node < s->heading && !above) || node > s->heading + FAR_NODES)
        return;
    text = text_trim(text, BYTES_BLANK);
    if (!text.size || (!near && s->dated) ||
        (!near && !above && !is_labelled(text)) || --s->tries < 0 ||
        (!above && !search_own(s, node) && !search_beside_title(s, node)))
        return;
    line = line_of(s->page, node, &whole);
    if (!line.size && is_labelled(text)) /* a sentence goes on behind it */
        line = text;
    if (line.size) {
        dated = says_dates(s, above ? SOURCE_NEAR : SOURCE_TEXT, line);
        if (near && people_labelled(line))
            search_byline(s, node, SOURCE_TEXT, line);
        else if (near)
            look_at_name(s, node, line, dated);
        s->after_date = dated;
    }
    buf_free(&whole);
}
