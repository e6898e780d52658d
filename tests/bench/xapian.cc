/*
 * Raw Xapian, for comparison with irindex and irsearch.
 *
 * xapian add DIR FILE       index the articles of FILE with add_document(),
 *                           with the terms that irindex gives them
 * xapian analyse DIR FILE   only find the terms, to measure that alone
 * xapian search DIR STEMS [WAY WORDS]
 *
 * "search" uses QueryParser and MSet::snippet().  It answers one query, or
 * those of standard input, one a line as "WAY<TAB>WORDS", with a line of JSON
 * each.  WAY is "any", "all" or "phrase".  STEMS is "all" if stems have
 * positions, as in an index of irindex, or "some" if words have.
 */
extern "C" {
// In C a struct and a function may have one name; C++ calls that a shadow.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "article/record.h"
#include "indexer/document/document.h"
#pragma GCC diagnostic pop
}
#include <xapian.h>

#include <fstream>
#include <iostream>
#include <jansson.h>

#define UNIT '\x1f'
#define RECORD '\x1e'
#define SNIPPET 500 // bytes, as is usual
#define HITS 10

using std::string;

static ir_text text_in(const string &s)
{
    return {s.data(), s.size()};
}

[[noreturn]] static void stop(const string &why)
{
    std::cerr << "xapian: " << why << "\n";
    exit(2);
}

static doc *analyse(document_builder *builder, parsed *p, const string &id,
                    const string &text)
{
    size_t end = text.find('\n');
    document_notes notes;
    problem why;
    doc *d;

    parsed_clear(p);
    parsed_set(p, PARSED_ID, text_in(id));
    parsed_set(p, PARSED_TITLE, {text.data(), end});
    parsed_set(p, PARSED_TEXT, {text.data() + end + 1, text.size() - end - 1});
    if (document_build(builder, p, &d, &notes, &why) != IR_OK)
        stop(id + ": " + why.err.message);
    return d;
}

// A document with d's terms.  The text is stored in one line, as Omega does.
static Xapian::Document same_terms(const doc *d, string text)
{
    Xapian::Document out;

    for (const struct doc_term *t = d->terms; t < d->terms + d->term_count;
         t++) {
        string name(t->name.data, t->name.size);

        for (uint32_t i = 0; i < t->count; i++)
            out.add_posting(name, d->positions[t->first + i], 0);
        out.add_term(name, t->wdf);
    }
    for (unsigned slot = 0; slot < DOC_SLOTS; slot++)
        if (d->values[slot].size)
            out.add_value(slot,
                          string(d->values[slot].data, d->values[slot].size));
    for (char &c : text)
        if (c == '\n')
            c = ' ';
    out.set_data("id=" + string(d->id.data + 1, d->id.size - 1) +
                 "\ntext=" + text);
    return out;
}

static void add(const char *dir, const char *file, bool into)
{
    Xapian::WritableDatabase db;
    std::ifstream in(file, std::ios::binary);
    document_builder *builder;
    string id, text;
    ir_error err;
    parsed p;

    if (!in)
        stop(string("cannot read ") + file);
    if (document_builder_new("english", &builder, &err) != IR_OK)
        stop(err.message);
    document_builder_detect(builder);
    parsed_start(&p);
    if (into)
        db = Xapian::WritableDatabase(dir, Xapian::DB_CREATE);
    while (std::getline(in, id, UNIT) && std::getline(in, text, RECORD)) {
        doc *d = analyse(builder, &p, id, text);

        if (into)
            db.add_document(same_terms(d, text));
        doc_free(d);
    }
    if (into)
        db.commit();
    parsed_free(&p);
    document_builder_free(builder);
    record_encode_done();
}

static string field(const string &data, const string &name)
{
    size_t at = data.find(name + "=");

    at += name.size() + 1;
    return data.substr(at, data.find('\n', at) - at);
}

static void answer(const Xapian::Database &db, bool stems_have_positions,
                   const string &way, const string &words)
{
    Xapian::Enquire enquire(db);
    Xapian::QueryParser parser;
    Xapian::Stem stem("english");
    json_t *hits = json_array();
    char *line;

    parser.set_database(db);
    parser.set_stemmer(stem);
    parser.set_stemming_strategy(stems_have_positions
                                     ? Xapian::QueryParser::STEM_ALL_Z
                                     : Xapian::QueryParser::STEM_SOME);
    parser.set_default_op(way == "any" ? Xapian::Query::OP_OR
                                       : Xapian::Query::OP_AND);
    enquire.set_query(
        parser.parse_query(way == "phrase" ? '"' + words + '"' : words,
                           Xapian::QueryParser::FLAG_PHRASE));

    Xapian::MSet found = enquire.get_mset(0, HITS);
    for (auto i = found.begin(); i != found.end(); i++) {
        string data = i.get_document().get_data();

        json_array_append_new(
            hits,
            json_pack(
                "{s:s, s:s}", "id", field(data, "id").c_str(), "text",
                found.snippet(field(data, "text"), SNIPPET, stem).c_str()));
    }
    line = json_dumps(hits, JSON_COMPACT);
    std::cout << (line ? line : "[]") << std::endl;
    free(line);
    json_decref(hits);
}

static void search(int argc, char **argv)
{
    Xapian::Database db(argv[2]);
    bool all = !strcmp(argv[3], "all");
    string way, words;

    if (argc == 6)
        answer(db, all, argv[4], argv[5]);
    else
        while (std::getline(std::cin, way, '\t') &&
               std::getline(std::cin, words))
            answer(db, all, way, words);
}

int main(int argc, char **argv)
{
    string what = argc > 3 ? argv[1] : "";

    try {
        if (what == "search" && (argc == 4 || argc == 6))
            search(argc, argv);
        else if ((what == "add" || what == "analyse") && argc == 4)
            add(argv[2], argv[3], what == "add");
        else
            stop("see the top of its source for its usage");
    } catch (const Xapian::Error &e) {
        stop(e.get_description());
    }
    return 0;
}
