/* The metadata of the article of a page. */
#include "indexer/formats/html/page_facts.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_dates.h"
#include "indexer/formats/html/page_ld.h"
#include "indexer/formats/html/page_letters.h"
#include "indexer/formats/html/page_lines.h"
#include "indexer/formats/html/page_metas.h"
#include "indexer/formats/html/page_people.h"
#include "indexer/formats/html/page_shown.h"
#include "indexer/formats/html/page_title.h"

#include "text/language_tag.h"
#include "text/utf8.h"

#include <stdio.h>
#include <strings.h>

enum {
    REGION_BYTES = 3, /* "-GB" */
    PLACES = 3
}; /* where authors are shown; others are of other articles */

static bool same(struct ir_text t, const char *name)
{
    return t.size == strlen(name) && !strncasecmp(t.data, name, t.size);
}

/* Title and section in microdata. */
static void take_properties(const struct page *page, struct parsed *out)
{
    static const struct {
        const char *name;
        enum parsed_field field;
    } properties[] = {
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

/*
 * In this language, is 5/3/2024 the fifth of March?  Where English is written it
 * depends on the country, and a few others begin with the year or the month.
 */
static bool day_is_first(struct ir_text written)
{
    static const char others[] = " eu fil hu ja ko lt mn sv tl zh ";
    static const char regions[] =
        " -AU -GB -HK -IE -IN -KE -MY -NG -NZ -PK -SG "
        "-ZA ";
    struct buf tag = BUF_INIT;
    char sought[16];
    bool first = false;

    if (language_tag_add(written, &tag)) {
        const struct ir_text all = buf_text(&tag),
                             base = language_tag_base(all),
                             region = text_slice(all, base.size, all.size);

        snprintf(sought, sizeof(sought), " %.*s ", (int)base.size, base.data);
        first = !strstr(others, sought) && !text_is(region, "-us") &&
                !text_is(region, "-ca");
        if (text_is(base, "en")) {
            snprintf(sought, sizeof(sought), " %.*s ", REGION_BYTES,
                     region.size == REGION_BYTES ? region.data : "none");
            first = strstr(regions, sought) != NULL;
        }
    }
    buf_free(&tag);
    return first;
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

/* Names of people in the most reliable place that has any, else of others; true
 * if they are people. */
static bool choose_byline(const struct candidates *found, struct parsed *out)
{
    struct people people = PEOPLE_INIT;
    bool named;

    people.site = buf_text(&out->fields[PARSED_SOURCE]);
    people.host = host_name(buf_text(&out->fields[PARSED_URL]));
    for (unsigned source = SOURCE_LD; source < SOURCES; source++)
        for (unsigned place = 0; !people.count && place <= PLACES; place++)
            if (!add_people(&people, found, source, place))
                break;
    named = people.count > 0;
    parsed_set(out, PARSED_BYLINE,
               buf_text(named ? &people.names : &people.other));
    people_free(&people);
    return named;
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
    if (!title.size || page_title_holds(title, heading))
        markup_field(out, PARSED_TITLE, heading);
    markup_field(out, PARSED_TITLE, title);
    page_title_cut(&out->fields[PARSED_TITLE], heading,
                   buf_text(&out->fields[PARSED_SOURCE]),
                   host_name(buf_text(&out->fields[PARSED_URL])));
}

void page_facts(const struct page *page, const unsigned *hints,
                struct parsed *out, struct page_facts *facts)
{
    struct candidates found = {.count = 0};
    struct buf title = BUF_INIT, heading = BUF_INIT;
    size_t node;

    find_title(page, &title);
    page_description(page, &facts->description);
    page_ld(page, buf_text(&title), out, &found, &facts->reference);
    take_links(page, out);
    found.day_first = day_is_first(buf_text(&out->fields[PARSED_LANG]));
    page_metas(page, out, &found);
    take_properties(page, out);
    node = page_heading(page,
                        buf_text(out->fields[PARSED_TITLE].size
                                     ? &out->fields[PARSED_TITLE]
                                     : &title),
                        &heading);
    /* What is shown is less reliable. */
    if (!choose_byline(&found, out) || !page_date_known(&found)) {
        page_shown(page, hints, node, buf_text(&heading), &found);
        choose_byline(&found, out);
    }
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
