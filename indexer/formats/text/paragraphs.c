/* Paragraphs, lines and cells. */
#include "indexer/formats/text/paragraphs.h"

#include <stdlib.h>

enum { GAP_NONE, GAP_SPACE, GAP_CELL, GAP_LINE, GAP_BLOCK };

static const char *const gaps[] = {"", " ", "\t", "\n", "\n\n"};

static const struct kind_row {
    const char *name;
    enum paragraph_kind kind;
} kinds[] = {
    /* By name, for bsearch(). */
    {"article", PARAGRAPH_BLOCK},   {"bibliography", PARAGRAPH_SILENT},
    {"block", PARAGRAPH_BLOCK},     {"blockquote", PARAGRAPH_BLOCK},
    {"body.end", PARAGRAPH_SILENT}, {"body.head", PARAGRAPH_SILENT},
    {"bq", PARAGRAPH_BLOCK},        {"br", PARAGRAPH_LINE},
    {"caption", PARAGRAPH_BLOCK},   {"credit", PARAGRAPH_BLOCK},
    {"dd", PARAGRAPH_LINE},         {"div", PARAGRAPH_BLOCK},
    {"dl", PARAGRAPH_BLOCK},        {"dt", PARAGRAPH_LINE},
    {"fig", PARAGRAPH_SILENT},      {"figcaption", PARAGRAPH_SILENT},
    {"figure", PARAGRAPH_SILENT},   {"fn", PARAGRAPH_BLOCK},
    {"footer", PARAGRAPH_SILENT},   {"h1", PARAGRAPH_BLOCK},
    {"h2", PARAGRAPH_BLOCK},        {"h3", PARAGRAPH_BLOCK},
    {"h4", PARAGRAPH_BLOCK},        {"h5", PARAGRAPH_BLOCK},
    {"h6", PARAGRAPH_BLOCK},        {"head", PARAGRAPH_SILENT},
    {"header", PARAGRAPH_SILENT},   {"hl1", PARAGRAPH_BLOCK},
    {"hl2", PARAGRAPH_BLOCK},       {"hr", PARAGRAPH_BLOCK},
    {"li", PARAGRAPH_LINE},         {"media", PARAGRAPH_SILENT},
    {"nav", PARAGRAPH_SILENT},      {"nitf-table-metadata", PARAGRAPH_SILENT},
    {"note", PARAGRAPH_BLOCK},      {"ol", PARAGRAPH_BLOCK},
    {"p", PARAGRAPH_BLOCK},         {"pre", PARAGRAPH_BLOCK},
    {"script", PARAGRAPH_SILENT},   {"section", PARAGRAPH_BLOCK},
    {"style", PARAGRAPH_SILENT},    {"table", PARAGRAPH_BLOCK},
    {"td", PARAGRAPH_CELL},         {"th", PARAGRAPH_CELL},
    {"title", PARAGRAPH_SILENT},    {"tr", PARAGRAPH_LINE},
    {"ul", PARAGRAPH_BLOCK},
};

static int compare(const void *key, const void *row)
{
    const struct kind_row *r = row;

    return strcmp(key, r->name);
}

enum paragraph_kind paragraph_kind(const char *name)
{
    const struct kind_row *row =
        bsearch(name, kinds, COUNT(kinds), sizeof(kinds[0]), compare);

    return row ? row->kind : PARAGRAPH_INLINE;
}

void paragraphs_start(struct paragraphs *p, struct buf *out)
{
    memset(p, 0, sizeof(*p));
    p->out = out;
    p->started = out->size;
}

static void widen(struct paragraphs *p, unsigned gap)
{
    if (gap > p->gap)
        p->gap = gap;
}

static const bool blank[256] =
    {[' '] = true, ['\n'] = true, ['\t'] = true, ['\r'] = true};

/* The end of a run of words with single spaces, as nearly all text is. */
static size_t words_end(struct ir_text t, size_t i)
{
    const unsigned char *data = (const unsigned char *)t.data;

    while (i < t.size) {
        if (!blank[data[i]])
            i++;
        else if (data[i] == ' ' && i + 1 < t.size && !blank[data[i + 1]])
            i += 2;
        else
            break;
    }
    return i;
}

void paragraphs_text(struct paragraphs *p, struct ir_text t)
{
    size_t i = 0;

    while (i < t.size) {
        size_t from = i;

        if (blank[(unsigned char)t.data[i]]) {
            widen(p, GAP_SPACE);
            i++;
            continue;
        }
        i = words_end(t, i);
        if (p->out->size > p->started)
            buf_adds(p->out, gaps[p->gap]);
        p->gap = GAP_NONE;
        buf_add(p->out, t.data + from, i - from);
    }
}

void paragraphs_edge(struct paragraphs *p, enum paragraph_kind kind)
{
    switch (kind) {
    case PARAGRAPH_BLOCK: widen(p, GAP_BLOCK); break;
    case PARAGRAPH_LINE: widen(p, GAP_LINE); break;
    case PARAGRAPH_CELL: widen(p, GAP_CELL); break;
    case PARAGRAPH_SILENT: widen(p, GAP_SPACE); break;
    case PARAGRAPH_INLINE:
    default: break;
    }
}

void squeeze(struct ir_text t, struct buf *out)
{
    struct paragraphs p;

    paragraphs_start(&p, out);
    paragraphs_text(&p, t);
}
