// Measures the tables of an index.
#include "store/dirs.h"
#include "store/handles.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const table_names[] = {"postlist", "docdata",  "termlist",
                                          "position", "spelling", "synonym"};

static_assert(COUNT(table_names) <= STORE_TABLES, "room for every table");

static void measure(int fd, store_table out[STORE_TABLES + 1])
{
    size_t n = 0;

    for (const char *name : table_names) {
        std::string file = std::string(name) + ".glass";
        struct stat st;

        if (fstatat(fd, file.c_str(), &st, AT_SYMLINK_NOFOLLOW))
            continue;
        out[n].name = name;
        out[n++].bytes = (uint64_t)st.st_size;
    }
    out[n].name = nullptr;
    out[n].bytes = 0;
}

ir_status store_tables(const char *dir, store_table out[STORE_TABLES + 1],
                       ir_error *err)
{
    int fd;
    ir_status status = dir_open(dir, &fd, err);

    if (status != IR_OK)
        return status;
    status = guard(access::reading, dir, err, [&] {
        measure(fd, out);
        return IR_OK;
    });
    close(fd);
    return status;
}

uint64_t store_size(const char *dir)
{
    store_table tables[STORE_TABLES + 1];
    uint64_t size = 0;

    if (store_tables(dir, tables, nullptr) == IR_OK)
        for (const store_table *t = tables; t->name; t++)
            size += t->bytes;
    return size;
}
