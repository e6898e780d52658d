/* The names of entries of archives. */
#include "indexer/input/entry_name.h"
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <pthread.h>

static locale_t utf8; /* 0: this system has none */

static void make_locale(void)
{
    static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};

    for (size_t i = 0; !utf8 && i < COUNT(names); i++)
        utf8 = newlocale(LC_CTYPE_MASK, names[i], (locale_t)0);
}

locale_t entry_names_begin(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make_locale);
    return uselocale(utf8);
}

void entry_names_end(locale_t before)
{
    uselocale(before);
}

void entry_names_free(struct entry_names *names)
{
    seen_free(&names->seen);
}

/*
 * Is it a Russian name in the encoding of DOS (CP866)?  Nearly every Russian
 * word has some of these letters; in CP437 the same bytes are symbols and Greek
 * letters, of which a name hardly has two.
 */
static bool is_cyrillic(const char *name)
{
    size_t tells = 0;

    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;

        if (c < 0x80)
            continue;
        if (c > 0xf1 || (c > 0xaf && c < 0xe0))
            return false; /* no letter of CP866 */
        tells += (c >= 0xa8 && c <= 0xaf) || (c >= 0xe2 && c <= 0xef);
    }
    return tells > 1;
}

static const char *encoding_of(struct entry_names *names, const char *name,
                               const struct entry_encoding *encoding)
{
    if (encoding->given)
        return charset_find(text_of(encoding->given));
    if (!encoding->dos)
        return NULL;
    names->cyrillic = names->cyrillic || is_cyrillic(name);
    return names->cyrillic ? "CP866" : "CP437";
}

/* Convert to UTF-8 if possible; the caller repairs what is not. */
static void decode(struct entry_names *names, const char *name,
                   const struct entry_encoding *encoding, struct buf *out)
{
    const char *from = NULL;
    struct charset *charset;

    if (!utf8_valid(text_of(name)))
        from = encoding_of(names, name, encoding);
    if (!from) {
        buf_adds(out, name);
        return;
    }
    charset = charset_new(from);
    charset_add(charset, text_of(name), true, out);
    charset_free(charset);
}

static void add_clean(struct buf *out, const char *name, uint64_t number)
{
    size_t size, start = out->size;

    while (*name) {
        size = strcspn(name, "/\\");
        if (size && !(size <= 2 && !strncmp(name, "..", size)) &&
            !(size == 2 && name[1] == ':' && out->size == start)) {
            buf_addc(out, '/');
            buf_add(out, name, size);
        }
        name += size + (name[size] != '\0');
    }
    if (out->size == start)
        buf_addf(out, "/entry-%" PRIu64, number);
}

/* The offset of the extensions of a name, by which formats are detected. */
static size_t endings_at(const struct buf *name)
{
    const char *slash = strrchr(name->data, '/');
    const char *dot = strchr(slash + 2, '.'); /* not that of a hidden file */

    return dot ? (size_t)(dot - name->data) : name->size;
}

/* name begins with a slash and is longer than that. */
static void make_unique(struct seen *seen, struct buf *name)
{
    const uint64_t key = seen_key(name->data, name->size);
    size_t at = endings_at(name);
    struct buf endings = BUF_INIT;
    uint64_t count, ignored;

    if (!seen_put(seen, key, 1, &count))
        return;
    buf_add(&endings, name->data + at, name->size - at);
    do {
        name->size = at;
        buf_addf(name, "~%" PRIu64, ++count);
        buf_addt(name, buf_text(&endings));
    } while (seen_put(seen, seen_key(name->data, name->size), 1, &ignored));
    /* The next copy counts on from here, not from 1 again. */
    seen_put(seen, key, count, &ignored);
    buf_free(&endings);
}

void entry_name_add(struct entry_names *names, const char *name,
                    const struct entry_encoding *encoding, uint64_t number,
                    struct buf *out)
{
    struct buf plain = BUF_INIT, clean = BUF_INIT;

    if (name)
        decode(names, name, encoding, &plain);
    add_clean(&clean, plain.data ? plain.data : "", number);
    make_unique(&names->seen, &clean);
    buf_addt(out, buf_text(&clean));
    buf_free(&plain);
    buf_free(&clean);
}
