// The terms of one document, copied out in one go.
#include "store/handles.h"

#include <cassert>

struct entry {
    size_t start, size;
    uint32_t count;
};

struct store_bag {
    std::string text; // of all terms
    std::vector<entry> entries;
};

store_bag *store_bag_new(void)
{
    return new store_bag;
}

void store_bag_free(store_bag *b)
{
    delete b;
}

static void read(store_bag *b, const Xapian::Database &db, uint32_t document,
                 const std::string &prefix)
{
    auto at = db.termlist_begin(document), end = db.termlist_end(document);

    b->text.clear();
    b->entries.clear();
    for (at.skip_to(prefix); at != end; ++at) {
        const std::string &term = *at;
        uint32_t count = at.get_wdf();

        if (term.compare(0, prefix.size(), prefix))
            break;
        if (!count)
            continue;
        b->entries.push_back(entry{b->text.size(), term.size(), count});
        b->text += term;
    }
}

ir_status store_bag_read(store_bag *b, store *s, uint32_t document,
                         ir_text prefix, ir_error *err)
{
    return read_guard(s, err, [&] {
        read(b, s->all, document,
             std::string(prefix.size ? prefix.data : "", prefix.size));
        return IR_OK;
    });
}

size_t store_bag_count(const store_bag *b)
{
    return b->entries.size();
}

ir_text store_bag_term(const store_bag *b, size_t i, uint32_t *count)
{
    assert(i < b->entries.size());
    *count = b->entries[i].count;
    return ir_text{b->text.data() + b->entries[i].start, b->entries[i].size};
}
