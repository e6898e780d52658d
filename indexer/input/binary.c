/* Detect binary files: by their signatures, else by their bytes. */
#include "indexer/input/binary.h"
#include "text/utf8.h"

#include <ctype.h>

/* A magic number of letters counts only with a NUL in so many first bytes. */
#define NEAR 64
/* A shorter head is judged only if it is the whole file. */
#define HEAD_LEAST 512
/* Binary above one bad byte in so many, in UTF-8 or otherwise.  In random
 * bytes one in ten is bad; news wires put some around their messages. */
#define SHARE_UTF8 10
#define SHARE_OTHER 50
#define BAD_LEAST 2 /* a short text may have one */
/* Of a zip: the header of a file in it (APPNOTE.TXT, 4.3.7). */
#define ZIP_NAME_SIZE 26
#define ZIP_EXTRA_SIZE 28
#define ZIP_NAME 30

static const struct {
    size_t at;
    const char *bytes;
    size_t size;
    bool letters; /* a text may begin like this: requires a NUL near by */
    const char *kind;
} magics[] = {
#define MAGIC(at, bytes, letters, kind)             \
    {                                               \
        at, bytes, sizeof(bytes) - 1, letters, kind \
    }
    MAGIC(0,
          "\x7f"
          "ELF",
          false, "a program (ELF)"),
    MAGIC(0, "MZ", true, "a program (Windows)"),
    MAGIC(0, "\xcf\xfa\xed\xfe", false, "a program (Mach-O)"),
    MAGIC(0, "\xce\xfa\xed\xfe", false, "a program (Mach-O)"),
    MAGIC(0, "\xca\xfe\xba\xbe", false, "a program (Java or Mach-O)"),
    MAGIC(0, "\0asm", false, "a program (WebAssembly)"),
    MAGIC(0, "%PDF-", true, "a PDF document"),
    MAGIC(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", false,
          "an office document (doc, xls or ppt)"),
    MAGIC(0, "AT&TFORM", true, "a document (DjVu)"),
    MAGIC(0, "\xff\xd8\xff", false, "an image (JPEG)"),
    MAGIC(0, "\x89PNG\r\n\x1a\n", false, "an image (PNG)"),
    MAGIC(0, "GIF87a", true, "an image (GIF)"),
    MAGIC(0, "GIF89a", true, "an image (GIF)"),
    MAGIC(0, "II*\0", false, "an image (TIFF)"),
    MAGIC(0, "MM\0*", false, "an image (TIFF)"),
    MAGIC(0, "BM", true, "an image (BMP)"),
    MAGIC(8, "WEBP", true, "an image (WebP)"),
    MAGIC(4, "ftypavif", true, "an image (AVIF)"),
    MAGIC(4, "ftypheic", true, "an image (HEIC)"),
    MAGIC(4, "ftyp", true, "a film or sound (MP4)"),
    MAGIC(0, "\x1a\x45\xdf\xa3", false, "a film (Matroska or WebM)"),
    MAGIC(8, "AVI LIST", true, "a film (AVI)"),
    MAGIC(8, "WAVE", true, "sound (WAV)"),
    MAGIC(0, "OggS\0", false, "sound or a film (Ogg)"),
    MAGIC(0, "fLaC\0", false, "sound (FLAC)"),
    MAGIC(0, "ID3", true, "sound (MP3)"),
    MAGIC(0, "\xff\xfb", true, "sound (MP3)"),
    MAGIC(0, "\xff\xf1", true, "sound (AAC)"),
    MAGIC(0, "FORM\0", false, "sound (AIFF)"),
    MAGIC(0, "MThd\0", false, "sound (MIDI)"),
    MAGIC(0, "FLV\1", false, "a film (Flash)"),
    MAGIC(0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", false,
          "a film or sound (Windows Media)"),
    MAGIC(0, "\0\0\1\xba", false, "a film (MPEG)"),
    MAGIC(0, "\0\0\1\xb3", false, "a film (MPEG)"),
    MAGIC(4, "moov", true, "a film (QuickTime)"),
    MAGIC(4, "mdat", true, "a film (QuickTime)"),
    MAGIC(0, "8BPS\0", false, "an image (Photoshop)"),
    MAGIC(0, "\0\0\1\0", false, "an image (icon)"),
    MAGIC(4, "jP  \r\n", true, "an image (JPEG 2000)"),
    MAGIC(0, "filedesc://", false, "a web archive (ARC)"),
    MAGIC(0, "SQLite format 3\0", false, "a database (SQLite)"),
    MAGIC(0, "\x0f\x0dXapian ", false, "a database (Xapian)"),
    MAGIC(0, "PAR1", true, "a table (Parquet)"),
    MAGIC(0, "7z\xbc\xaf\x27\x1c", false, "an archive (7z)"),
    MAGIC(0, "Rar!\x1a\x07", false, "an archive (RAR)"),
    MAGIC(0, "\x04\x22\x4d\x18", false, "a compressed file (lz4)"),
    MAGIC(0, "LZIP\1", false, "a compressed file (lzip)"),
    MAGIC(0, "\x1f\x9d", false, "a compressed file (compress)"),
    MAGIC(0, "MSCF\0", false, "an archive (CAB)"),
    MAGIC(0, "!<arch>\n", false, "an archive (ar or deb)"),
    MAGIC(0, "\xed\xab\xee\xdb", false, "an archive (RPM)"),
    MAGIC(0, "wOFF\0", false, "a font"),
    MAGIC(0, "wOF2\0", false, "a font"),
    MAGIC(0, "\0\1\0\0\0", false, "a font"),
#undef MAGIC
};

/* Name prefixes that show a zip to be a document or program, not an archive. */
static const struct {
    const char *name, *content, *kind;
} offices[] = {
    {"[Content_Types].xml", "", "an office document (docx, xlsx or pptx)"},
    {"_rels/", "", "an office document (docx, xlsx or pptx)"},
    {"docProps/", "", "an office document (docx, xlsx or pptx)"},
    {"mimetype", "application/vnd.oasis.opendocument",
     "an office document (OpenDocument)"},
    {"mimetype", "application/vnd.sun.xml",
     "an office document (OpenOffice.org)"},
    {"mimetype", "application/epub+zip", "an e-book (EPUB)"},
    {"META-INF/", "", "a program (Java)"},
};

/* A control character found in text: white space, BS, SUB (the end of a DOS
 * file) and the shifts of ISO 2022. */
static bool is_bad(unsigned char c)
{
    return (c < ' ' && !(c >= '\b' && c <= 0x0f) && c != 0x1a && c != 0x1b) ||
           c == 0x7f;
}

/* Has one of eight bytes a value below a space, or 0x7f?  Bytes over 0x7f may
 * be taken for one. */
static bool may_be_bad(const char *bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t eight, top = ones << 7;

    memcpy(&eight, bytes, sizeof(eight));
    return ((eight - ones * ' ') | (eight + ones)) & top;
}

static size_t count_bad(struct ir_text t)
{
    size_t bad = 0, i = 0;

    while (i < t.size) {
        const size_t end = t.size - i < 8 ? t.size : i + 8;

        if (end - i == 8 && !may_be_bad(t.data + i))
            i = end;
        for (; i < end; i++)
            bad += is_bad((unsigned char)t.data[i]);
    }
    return bad;
}

/* Do these bytes, one or more, stand there? */
static bool is_at(struct ir_text t, size_t at, const char *bytes, size_t size)
{
    return t.size >= at + size && t.data[at] == *bytes &&
           !memcmp(t.data + at, bytes, size);
}

static const char *by_magic(struct ir_text t)
{
    struct ir_text near = {t.data, t.size < NEAR ? t.size : NEAR};
    const bool pdf = t.size > 7 && isdigit((unsigned char)t.data[5]) &&
                     t.data[6] == '.' && isdigit((unsigned char)t.data[7]);
    const bool tells = text_find(near, '\0');

    for (size_t i = 0; i < COUNT(magics); i++)
        if (is_at(t, magics[i].at, magics[i].bytes, magics[i].size) &&
            (!magics[i].letters || tells || (pdf && *t.data == '%')))
            return magics[i].kind;
    return NULL;
}

/* NULs at the start and end are holes of the file and do not count, nor does
 * the character that the end of the head cuts. */
static struct ir_text trim(struct ir_text t)
{
    t = text_trim(t, BYTE(0));
    for (int cut = 0; cut < 3 && t.size && t.data[t.size - 1] & 0x80; cut++)
        t.size--;
    return t;
}

const char *binary_kind(struct ir_text bytes, bool whole)
{
    const char *kind = by_magic(bytes);
    struct ir_text t;
    size_t bad;

    if (kind || (!whole && bytes.size < HEAD_LEAST))
        return kind;
    t = trim(bytes);
    if (whole && bytes.size && !t.size && !*bytes.data)
        return "NUL bytes only";
    bad = count_bad(t);
    if (bad >= BAD_LEAST && bad > t.size / SHARE_OTHER &&
        (bad > t.size / SHARE_UTF8 || !utf8_valid(t)))
        return "binary data";
    return NULL;
}

static size_t number_at(struct ir_text t, size_t at)
{
    const unsigned char *data = (const unsigned char *)t.data + at;

    return (size_t)(data[0] | data[1] << 8);
}

const char *binary_office(struct ir_text head)
{
    size_t size, content;

    if (!is_at(head, 0, "PK\3\4", 4) || head.size < ZIP_NAME)
        return NULL;
    size = number_at(head, ZIP_NAME_SIZE);
    content = ZIP_NAME + size + number_at(head, ZIP_EXTRA_SIZE);
    for (size_t i = 0; i < COUNT(offices); i++)
        if (size >= strlen(offices[i].name) &&
            is_at(head, ZIP_NAME, offices[i].name, strlen(offices[i].name)) &&
            (!*offices[i].content || is_at(head, content, offices[i].content,
                                           strlen(offices[i].content))))
            return offices[i].kind;
    return NULL;
}

enum ir_status binary_refuse(const char *kind, struct problem *p)
{
    return problem_set(p, IR_INVALID, "binary", "not text, but %s", kind);
}
