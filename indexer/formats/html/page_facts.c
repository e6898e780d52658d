/* The metadata of the article of a page. */
#include "indexer/formats/html/page_facts.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_dates.h"
#include "indexer/formats/html/page_ld.h"
#include "indexer/formats/html/page_letters.h"
#include "indexer/formats/html/page_lines.h"
#include "indexer/formats/html/page_people.h"
#include "indexer/formats/html/page_shown.h"
#include "indexer/formats/html/page_title.h"

#include "text/utf8.h"

#include <strings.h>

enum { PLACES = 3 }; /* where authors are shown; others are of other articles */

static const struct meta {
    const char *name;
    enum parsed_field field;
} metas[] = {
    /* The best of each field come first. */
    {"og:title", PARSED_TITLE},
    {"twitter:title", PARSED_TITLE},
    {"headline", PARSED_TITLE},
    {"dc.title", PARSED_TITLE},
    {"article:published_time", PARSED_DATE},
    {"og:article:published_time", PARSED_DATE},
    {"datepublished", PARSED_DATE},
    {"parsely-pub-date", PARSED_DATE},
    {"dc.date.issued", PARSED_DATE},
    {"dcterms.issued", PARSED_DATE},
    {"dcterms.created", PARSED_DATE},
    {"dc.date.created", PARSED_DATE},
    {"dc.date", PARSED_DATE},
    {"sailthru.date", PARSED_DATE},
    {"cxenseparse:recs:publishtime", PARSED_DATE},
    {"article.published", PARSED_DATE},
    {"article_date_original", PARSED_DATE},
    {"originalpublicationdate", PARSED_DATE},
    {"citation_publication_date", PARSED_DATE},
    {"citation_date", PARSED_DATE},
    {"publication_date", PARSED_DATE},
    {"published_time", PARSED_DATE},
    {"published-date", PARSED_DATE},
    {"publish-date", PARSED_DATE},
    {"publish_date", PARSED_DATE},
    {"publishdate", PARSED_DATE},
    {"pubdate", PARSED_DATE},
    {"pdate", PARSED_DATE},
    {"date", PARSED_DATE},
    {"parsely-author", PARSED_BYLINE},
    {"sailthru.author", PARSED_BYLINE},
    {"author", PARSED_BYLINE},
    {"article:author", PARSED_BYLINE},
    {"byl", PARSED_BYLINE},
    {"dc.creator", PARSED_BYLINE},
    {"dcterms.creator", PARSED_BYLINE},
    {"citation_author", PARSED_BYLINE},
    {"article:section", PARSED_SECTION},
    {"og:article:section", PARSED_SECTION},
    {"parsely-section", PARSED_SECTION},
    {"articlesection", PARSED_SECTION},
    {"section", PARSED_SECTION},
    {"og:site_name", PARSED_SOURCE},
    {"dc.publisher", PARSED_SOURCE},
    {"application-name", PARSED_SOURCE},
    {"og:url", PARSED_URL},
    {"og:locale", PARSED_LANG},
    {"content-language", PARSED_LANG},
    {"dc.language", PARSED_LANG},
};

static bool same(struct ir_text t, const char *name)
{
    return t.size == strlen(name) && !strncasecmp(t.data, name, t.size);
}

static struct ir_text meta_name(const struct page *page, size_t node)
{
    static const enum page_attr names[] = {ATTR_PROPERTY, ATTR_NAME,
                                           ATTR_ITEMPROP};
    struct ir_text name = TEXT("");

    for (size_t i = 0; i < COUNT(names) && !name.size; i++)
        name = page_attr(page, node, names[i]);
    return name;
}

static void take_metas(const struct page *page, struct parsed *out,
                       struct candidates *found)
{
    struct ir_text best[COUNT(metas)] = {{NULL, 0}};

    for (size_t i = 0; i < page->count; i++) {
        struct ir_text name, content;

        if (page->nodes[i].tag != TAG_META)
            continue;
        name = meta_name(page, i);
        content = page_attr(page, i, ATTR_CONTENT);
        for (size_t j = 0; name.size && content.size && j < COUNT(metas); j++) {
            if (!same(name, metas[j].name))
                continue;
            if (metas[j].field == PARSED_DATE ||
                metas[j].field == PARSED_BYLINE)
                candidates_add(found, metas[j].field, SOURCE_META + (unsigned)j,
                               content, false);
            else if (!best[j].size)
                best[j] = content;
        }
    }
    for (size_t j = 0; j < COUNT(metas); j++)
        markup_field(out, metas[j].field, best[j]);
}

/* Title and section in microdata. */
static void take_properties(const struct page *page, struct parsed *out)
{
    static const struct meta properties[] = {
        {"headline", PARSED_TITLE},
        {"articleSection", PARSED_SECTION},
    };

    for (size_t i = 0; i < page->count; i++) {
        struct ir_text name = page_attr(page, i, ATTR_ITEMPROP);

        for (size_t j = 0; name.size && j < COUNT(properties); j++) {
            struct ir_text value = page_attr(page, i, ATTR_CONTENT);
            struct buf line = BUF_INIT;

            if (!same(name, properties[j].name) ||
                out->fields[properties[j].field].size)
                continue;
            if (!value.size) {
                page_line(page, i, &line);
                value = buf_text(&line);
            }
            markup_field(out, properties[j].field, value);
            buf_free(&line);
        }
    }
}

static void take_links(const struct page *page, struct parsed *out)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct page_node *n = &page->nodes[i];

        if (n->tag == TAG_HTML)
            markup_field(out, PARSED_LANG, page_attr(page, i, ATTR_LANG));
        else if (n->tag == TAG_LINK &&
                 same(page_attr(page, i, ATTR_REL), "canonical"))
            markup_field(out, PARSED_URL, page_attr(page, i, ATTR_HREF));
    }
}

static void find_title(const struct page *page, struct buf *title)
{
    for (size_t i = 0; i < page->count; i++)
        if (page->nodes[i].tag == TAG_TITLE) {
            page_line(page, i, title);
            if (title->size > MARKUP_FIELD_MAX)
                title->size = MARKUP_FIELD_MAX;
            while (title->size && !utf8_valid(buf_text(title)))
                title->size--;
            return;
        }
}

/* Add the names from one place of a source; true if there are more places. What
 * is shown is no author if it is neither a person nor the first. */
static bool add_people(struct people *people, const struct candidates *found,
                       unsigned source, unsigned place)
{
    size_t other = people->other.size;
    bool more = false;

    for (size_t i = 0; i < found->count; i++) {
        const struct candidate *one = &found->items[i];

        if (one->field != PARSED_BYLINE || one->source != source)
            continue;
        more |= one->place > place;
        if (one->place == place)
            people_add(people, buf_text(&one->text), one->group);
    }
    if ((source >= SOURCE_TEXT || place > 1) && !other)
        buf_clear(&people->other);
    return more;
}

/* Names of people in the most reliable place that has any, else of others. */
static void choose_byline(const struct candidates *found, struct parsed *out)
{
    struct people people = PEOPLE_INIT;

    people.site = buf_text(&out->fields[PARSED_SOURCE]);
    people.host = host_name(buf_text(&out->fields[PARSED_URL]));
    for (unsigned source = SOURCE_LD; source <= SOURCE_URL; source++)
        for (unsigned place = 0; !people.count && place <= PLACES; place++)
            if (!add_people(&people, found, source, place))
                break;
    parsed_set(out, PARSED_BYLINE,
               buf_text(people.count ? &people.names : &people.other));
    people_free(&people);
}

static void choose_date(struct candidates *found, struct parsed *out)
{
    struct buf day = BUF_INIT;
    const struct candidate *best;

    if (page_date_in_url(buf_text(&out->fields[PARSED_URL]), &day))
        candidates_add(found, PARSED_DATE, SOURCE_URL, buf_text(&day), true);
    best = page_date_best(found);
    if (best)
        parsed_set(out, PARSED_DATE, buf_text(&best->text));
    buf_free(&day);
}

static void choose_title(struct parsed *out, struct ir_text heading,
                         struct ir_text title)
{
    if (!title.size || letters_contain(title, heading))
        markup_field(out, PARSED_TITLE, heading);
    markup_field(out, PARSED_TITLE, title);
    page_title_cut(&out->fields[PARSED_TITLE], heading,
                   buf_text(&out->fields[PARSED_SOURCE]),
                   host_name(buf_text(&out->fields[PARSED_URL])));
}

static void find_description(const struct page *page, struct buf *out)
{
    static const char *const names[] = {"og:description", "description",
                                        "twitter:description"};
    struct ir_text found = TEXT("");

    for (size_t j = 0; j < COUNT(names) && !found.size; j++)
        for (size_t i = 0; i < page->count && !found.size; i++)
            if (page->nodes[i].tag == TAG_META &&
                same(meta_name(page, i), names[j]))
                found = page_attr(page, i, ATTR_CONTENT);
    markup_text(found, out);
}

void page_facts(const struct page *page, const unsigned *hints,
                struct parsed *out, struct page_facts *facts)
{
    struct candidates found = {.count = 0};
    struct buf title = BUF_INIT, heading = BUF_INIT;
    size_t node;

    find_title(page, &title);
    find_description(page, &facts->description);
    page_ld(page, buf_text(&title), out, &found, &facts->reference);
    take_links(page, out);
    take_metas(page, out, &found);
    take_properties(page, out);
    node = page_heading(page,
                        buf_text(out->fields[PARSED_TITLE].size
                                     ? &out->fields[PARSED_TITLE]
                                     : &title),
                        &heading);
    page_shown(page, hints, node, &found);
    choose_byline(&found, out);
    choose_date(&found, out);
    choose_title(out, buf_text(&heading), buf_text(&title));
    candidates_free(&found);
    buf_free(&title);
    buf_free(&heading);
}

void page_facts_free(struct page_facts *facts)
{
    buf_free(&facts->reference);
    buf_free(&facts->description);
}
