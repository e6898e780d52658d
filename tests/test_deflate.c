#include "base/deflate.h"
#include "tests/chance.h"
#include "tests/test.h"

#define ZLIB_CONST
#include <stdlib.h>
#include <zlib.h>

#define LONGEST 100000
#define GUARD 64 /* bytes after the room, which stay as they are */

static struct deflate codes;
static uint8_t *plain, *packed, *back;

/* 226 codes of 8 bits and 60 of 9; 2 of 4 and 28 of 5. */
static void setup(void)
{
    char digits[DEFLATE_LITERALS + DEFLATE_DISTANCES + 1];
    const struct deflate_lengths lengths = {digits, "0000230023000000200"};

    memset(digits, '8', 226);
    memset(digits + 226, '9', 60);
    memset(digits + DEFLATE_LITERALS, '4', 2);
    memset(digits + DEFLATE_LITERALS + 2, '5', 28);
    digits[sizeof(digits) - 1] = '\0';
    deflate_init(&codes, &lengths);
    plain = xmalloc(LONGEST);
    packed = xmalloc(2 * LONGEST);
    back = xmalloc(LONGEST + 1);
}

static void teardown(void)
{
    free(plain);
    free(packed);
    free(back);
}

static bool comes_back(size_t packed_size, size_t size)
{
    z_stream z = {0};
    int got;

    ck_assert_int_eq(inflateInit2(&z, -15), Z_OK);
    z.next_in = packed;
    z.avail_in = (uInt)packed_size;
    z.next_out = back;
    z.avail_out = LONGEST + 1;
    got = inflate(&z, Z_FINISH);
    ck_assert_msg(got == Z_STREAM_END, "%d: %s", got, z.msg ? z.msg : "");
    inflateEnd(&z);
    return !z.avail_in && z.total_out == size && !memcmp(back, plain, size);
}

/* Deflate into so much room, and see that nothing after it changes. */
static size_t run(size_t size, size_t room)
{
    size_t got;

    memset(packed + room, 0xaa, GUARD);
    got = deflate_run(&codes, plain, size, packed, room);
    ck_assert_uint_le(got, room);
    for (size_t i = 0; i < GUARD; i++)
        ck_assert_uint_eq(packed[room + i], 0xaa);
    return got;
}

static void check(size_t size)
{
    const size_t got = run(size, 2 * LONGEST - GUARD);

    ck_assert_uint_gt(got, 0);
    ck_assert(comes_back(got, size));
}

START_TEST(every_size_comes_back)
{
    chance_seed("deflate", 0);
    for (size_t size = 0; size < 700; size++) {
        for (size_t i = 0; i < size; i++)
            plain[i] = (uint8_t)below((size_t)_i);
        check(size);
    }
}
END_TEST

/* Matches of every length, at any distance up to beyond the window. */
START_TEST(every_length_and_distance_comes_back)
{
    chance_seed("deflate", 0);
    for (size_t length = 1; length < 600; length++) {
        const size_t distance = length + below(below(2) ? 5000 : 40000);

        for (size_t i = 0; i < distance; i++)
            plain[i] = (uint8_t)below(256);
        memcpy(plain + distance, plain, length);
        plain[distance + length] = (uint8_t)~plain[length];
        check(distance + length + 1);
    }
    for (size_t distance = 32700; distance < 32800; distance++) {
        for (size_t i = 0; i < distance; i++)
            plain[i] = (uint8_t)below(256);
        memcpy(plain + distance, plain, 100);
        check(distance + 100);
    }
}
END_TEST

START_TEST(runs_come_back)
{
    for (size_t period = 1; period < 40; period++) {
        for (size_t i = 0; i < LONGEST; i++)
            plain[i] = (uint8_t)(i % period);
        check(LONGEST - period);
        ck_assert_uint_lt(run(LONGEST, LONGEST), LONGEST / 50);
    }
}
END_TEST

/* It fits or it does not; what fits is whole. */
START_TEST(room_is_kept)
{
    size_t fits = 0, fits_not = 0;

    chance_seed("deflate", 0);
    for (int i = 0; i < 3000; i++) {
        const size_t size = below(4000), room = below(5000);
        const size_t variety = 1 + below(256);
        size_t got;

        for (size_t k = 0; k < size; k++)
            plain[k] = (uint8_t)(below(variety) * below(2));
        got = run(size, room);
        if (got)
            ck_assert(comes_back(got, size));
        fits += got > 0;
        fits_not += !got;
    }
    ck_assert_uint_gt(fits, 500);
    ck_assert_uint_gt(fits_not, 500);
}
END_TEST

Suite *deflate_suite(void)
{
    Suite *suite = suite_create("deflate");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, every_size_comes_back, 1, 5);
    tcase_add_test(tcase, every_length_and_distance_comes_back);
    tcase_add_test(tcase, runs_come_back);
    tcase_add_test(tcase, room_is_kept);
    suite_add_tcase(suite, tcase);
    return suite;
}
