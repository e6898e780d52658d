#include "searcher/serve/callers.h"
#include "searcher/serve/head.h"
#include "searcher/serve/parameters.h"
#include "searcher/serve/sandbox.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct fault f;

/* ---- targets ---- */

static const struct {
    const char *raw;
    enum endpoint endpoint;
    const char *index, *id;
} targets[] = {
    {"/v1/search", ENDPOINT_SEARCH, "", ""},
    {"/v1/search?", ENDPOINT_SEARCH, "", ""},
    {"/news/v1/search?q=a", ENDPOINT_SEARCH, "news", ""},
    {"/v1/articles/a1", ENDPOINT_ARTICLE, "", "a1"},
    {"/v1/articles/a%2fb%3F", ENDPOINT_ARTICLE, "", "a/b?"},
    {"/v1/articles/a/b", ENDPOINT_ARTICLE, "", "a/b"},
    {"/v1/articles/a+b", ENDPOINT_ARTICLE, "", "a+b"},
    {"/v1/articles//x", ENDPOINT_ARTICLE, "", "/x"},
    {"/news/v1/articles/a/similar", ENDPOINT_SIMILAR, "news", "a"},
    {"/v1/articles/similar", ENDPOINT_ARTICLE, "", "similar"},
    {"/news/v1/articles/a/why", ENDPOINT_WHY, "news", "a"},
    {"/v1/articles/why", ENDPOINT_ARTICLE, "", "why"},
    {"/v1/articles/", ENDPOINT_NONE, "", ""},
    {"/v1/articles//similar", ENDPOINT_ARTICLE, "", "/similar"},
    {"/v1/v1/search", ENDPOINT_NONE, "", ""},
    {"//v1/search", ENDPOINT_NONE, "", ""},
    {"/a/b/v1/search", ENDPOINT_NONE, "", ""},
    {"/", ENDPOINT_PAGE, "", ""},
    {"/livez", ENDPOINT_LIVE, "", ""},
};

START_TEST(a_target_has_an_endpoint)
{
    struct target t;

    ck_assert(target_read(&t, text_of(targets[_i].raw), &f));
    ck_assert_int_eq(t.endpoint, targets[_i].endpoint);
    ck_assert(text_equal(t.index, text_of(targets[_i].index)));
    ck_assert(text_equal(t.id, text_of(targets[_i].id)));
    target_free(&t);
}
END_TEST

static const char *const bad_targets[] = {
    "",
    "x",
    "*",
    "http://a/",
    "/a b",
    "/\x7f",
    "/a#b",
    "/\xc3",
    "/v1/search?q=%",
    "/v1/search?q=%0",
    "/v1/search?q=%00",
    "/v1/search?q=%g0",
    "/v1/search?%zz=a",
    "/v1/articles/%0",
    "/v1/articles/%",
};

START_TEST(a_malformed_target_is_refused)
{
    struct target t;

    ck_assert(!target_read(&t, text_of(bad_targets[_i]), &f));
    ck_assert_uint_eq(f.status, 400);
    target_free(&t);
}
END_TEST

START_TEST(parameters_are_decoded)
{
    struct target t;

    ck_assert(target_read(&t, TEXT("/v1/search?q=a+b%2B&&x&%71=&z=a=b"), &f));
    ck_assert_uint_eq(t.count, 4);
    ck_assert_str_eq(t.pairs[0].value, "a b+");
    ck_assert_ptr_null(t.pairs[1].value);
    ck_assert(text_equal(t.pairs[2].name, TEXT("q")));
    ck_assert_str_eq(t.pairs[2].value, "");
    ck_assert_str_eq(t.pairs[3].value, "a=b");
    target_free(&t);
}
END_TEST

/* ---- lists of a header ---- */

static const struct {
    const char *list;
    bool has; /* gzip */
} lists[] = {
    {"gzip", true},
    {"GZIP", true},
    {"br, gzip;q=0.5 , x", true},
    {"gzip;q=1.0", true},
    {"gzip;q=0", false},
    {"gzip; q=0.000", false},
    {"gzip;q=0.001", true},
    {"xgzip, gzipx", false},
    {"", false},
    {",,;", false},
    {"br;q=0,gzip", true},
};

START_TEST(a_list_names_a_value)
{
    ck_assert_int_eq(head_lists(text_of(lists[_i].list), "gzip"),
                     lists[_i].has);
}
END_TEST

/* ---- parameters ---- */

static const struct {
    const char *target, *body;
    const char *code, *parameter; /* NULL: read without a fault */
} requests[] = {
    {"/v1/search?q=a", "", NULL, ""},
    {"/v1/search?q=a", "{\"limit\":3}", NULL, ""},
    {"/v1/search?q=a", "{\"q\":\"b\"}", "repeated_parameter", "q"},
    {"/v1/search?topic=gas", "", NULL, ""},
    {"/v1/search?serve=x&q=a", "", "unknown_parameter", "serve"},
    {"/v1/search?format=text&q=a", "", "unknown_parameter", "format"},
    {"/v1/search?get&q=a", "", "unknown_parameter", "get"},
    {"/v1/search?quiet&q=a", "", "unknown_parameter", "quiet"},
    {"/v1/search?q=a&as-typed", "", "unknown_parameter", "as-typed"},
    {"/v1/search?q=a&as_typed=0&as_typed=1", "", "repeated_parameter",
     "as_typed"},
    {"/v1/search?q=a&timeout=-1", "", "invalid", "timeout"},
    {"/v1/search?q=a&all&any", "", NULL, ""},
};

START_TEST(parameters_are_options)
{
    struct target t;
    struct parameters p;
    bool good;

    ck_assert(target_read(&t, text_of(requests[_i].target), &f));
    good = parameters_read(&p, &t, text_of(requests[_i].body), NULL,
                           OUTPUT_JSON, 10, &f);
    ck_assert_int_eq(good, !requests[_i].code);
    if (!good) {
        ck_assert_str_eq(f.code, requests[_i].code);
        ck_assert_str_eq(f.parameter, requests[_i].parameter);
    } else {
        ck_assert(p.settings.request.timeout > 0 &&
                  p.settings.request.timeout <= 10);
    }
    parameters_free(&p);
    target_free(&t);
}
END_TEST

/* ---- the sandbox ---- */

static void *nothing(void *closure)
{
    return closure;
}

/* What must fail, and what must not, in a process that gave up the rest; its
 * status is the number of the first that is wrong. */
static int try_all(const char *folder, const char *kept, const char *socket_of)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char made[600], *arguments[] = {NULL};
    struct buf report = BUF_INIT, readable = BUF_INIT;
    pthread_t thread;
    int fd;

    snprintf(made, sizeof(made), "%s/made", folder);
    buf_adds(&readable, "/nowhere/at all");
    buf_addc(&readable, '\0');
    buf_add(&readable, folder, strlen(folder) + 1);
    sandbox_enter(buf_text(&readable), socket_of, &report);
    if (!strstr(report.data, "cannot write files, run programs"))
        return 77; /* not this kernel */
    if (open(made, O_WRONLY | O_CREAT, 0600) >= 0)
        return 1;
    if (open(kept, O_WRONLY) >= 0 || !unlink(kept) || !rename(kept, made))
        return 2;
    if (open(kept, O_RDONLY) < 0)
        return 3;
    if (!execv("/bin/true", arguments) || errno != EPERM)
        return 4;
    if (fork() >= 0)
        return 5;
    fd = socket(AF_INET, SOCK_STREAM, 0);
    if (!connect(fd, (struct sockaddr *)&to, sizeof(to)) || errno != EPERM)
        return 6;
    if (pthread_create(&thread, NULL, nothing, NULL) ||
        pthread_join(thread, NULL))
        return 7;
    snprintf(made, sizeof(made), "%s/socket", socket_of);
    if (unlink(made))
        return 8;
    if (open("/etc/passwd", O_RDONLY) >= 0 || errno != EACCES ||
        open("/", O_RDONLY | O_DIRECTORY) >= 0)
        return 9;
    return 0;
}

static void make_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);

    ck_assert_int_ge(fd, 0);
    close(fd);
}

START_TEST(a_server_gives_up_what_it_does_not_need)
{
    char folder[TEMP_SIZE], other[80], kept[80], name[96];
    int status;
    pid_t child;

    temp_folder(folder);
    snprintf(other, sizeof(other), "%s/run", folder);
    snprintf(kept, sizeof(kept), "%s/kept", folder);
    snprintf(name, sizeof(name), "%s/socket", other);
    ck_assert_int_eq(mkdir(other, 0700), 0);
    make_file(kept);
    make_file(name);
    child = fork();
    if (!child)
        _exit(try_all(folder, kept, other));
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 77);
    temp_remove(folder);
}
END_TEST

/* ---- connections ---- */

#define FAR 1000 /* seconds that no test takes */

static void nobody(void *closure, struct request *request)
{
    (void)closure;
    (void)request;
}

static struct callers *crowd(size_t most, size_t each)
{
    const struct callers_limits limits = {most, each, CALLERS_LEAVING};
    struct callers *c;
    struct ir_error err;

    ck_assert_int_eq(callers_new(&limits, nobody, NULL, &c, &err), IR_OK);
    return c;
}

/* One whose stage began a while ago, or has just begun however slow this is. */
static struct caller *come(struct callers *c, const char *name,
                           enum stage stage, double ago)
{
    int ends[2];
    struct caller *one;

    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    one = caller_add(c, ends[0], name);
    one->request = (struct request *)(void *)c; /* of no use to nobody() */
    one->stage = stage;
    one->since = clock_seconds() - ago;
    one->credit = ends[1]; /* which leave() closes */
    return one;
}

static void leave(struct callers *c, struct caller *one)
{
    int fd = one->fd;

    close((int)one->credit);
    caller_leave(c, one);
    close(fd);
}

START_TEST(who_keeps_the_server_waiting_gives_way)
{
    struct callers *c = crowd(4, 2);
    struct caller *busy = come(c, "a", STAGE_ANSWER, FAR);
    struct caller *slow = come(c, "a", STAGE_HEAD, 0.5);
    struct caller *next = come(c, "a", STAGE_HEAD, -FAR);
    struct caller *refused = come(c, "a", STAGE_IDLE, -FAR);
    struct caller *other = come(c, "b", STAGE_SEND, 0.5);
    struct caller *last = come(c, "c", STAGE_BODY, -FAR);
    struct caller *late = come(c, "d", STAGE_IDLE, -FAR);
    struct caller *all[] = {busy, slow, next, refused, other, last, late};
    char byte;

    ck_assert(!busy->ended && !busy->excess);
    ck_assert(slow->ended && !next->excess);
    ck_assert_int_eq(recv((int)slow->credit, &byte, 1, MSG_DONTWAIT), 0);
    ck_assert(refused->excess && !refused->ended);
    ck_assert(other->ended && !last->excess && !late->excess);
    for (size_t i = 0; i < COUNT(all); i++)
        leave(c, all[i]);
    callers_free(c);
}
END_TEST

/* Head and body together have one deadline, the answer its own. */
START_TEST(a_body_has_what_the_head_has_left)
{
    struct callers *c = crowd(9, 9);
    struct caller *one = come(c, "a", STAGE_HEAD, 4);
    double began = one->since;

    caller_stage(c, one, STAGE_BODY, NULL);
    ck_assert_double_eq(one->since, began);
    caller_stage(c, one, STAGE_ANSWER, NULL);
    ck_assert_double_gt(one->since, began + 3);
    leave(c, one);
    callers_free(c);
}
END_TEST

START_TEST(the_oldest_in_excess_gives_way)
{
    struct callers *c = crowd(9, 1);
    struct caller *all[CALLERS_EXCESS_EACH + 2];

    for (size_t i = 0; i < COUNT(all); i++) {
        all[i] = come(c, "a", STAGE_IDLE, -FAR - (double)i);
        ck_assert(all[i]->excess == (i > 0));
    }
    for (size_t i = 0; i < COUNT(all); i++) {
        ck_assert(all[i]->ended == (i == 1));
        leave(c, all[i]);
    }
    callers_free(c);
}
END_TEST

/* The server closes what the client has not: that can send to the end, sees
 * that there is no more for it, and is waited for. */
START_TEST(a_client_that_still_sends_is_read)
{
    static const char much[300000];
    struct callers *c = crowd(99, 99);
    struct caller *all[CALLERS_LEAVING + 1];
    int clients[COUNT(all)];
    char byte;

    for (size_t i = 0; i < COUNT(all); i++) {
        int fd;

        all[i] = come(c, "a", STAGE_SEND, -FAR);
        clients[i] = (int)all[i]->credit;
        fd = all[i]->fd;
        ck_assert_int_eq(send(clients[i], "x", 1, 0), 1);
        caller_leave(c, all[i]);
        close(fd);
    }
    ck_assert_uint_eq(callers_count(c), CALLERS_LEAVING);
    ck_assert_uint_eq(callers_busy(c), 0);
    ck_assert_int_eq(send(clients[0], much, sizeof(much), MSG_NOSIGNAL), -1);
    ck_assert_int_eq(recv(clients[1], &byte, 1, 0), 0);
    ck_assert_int_eq(send(clients[1], much, sizeof(much), MSG_NOSIGNAL),
                     (int)sizeof(much));
    for (size_t i = 0; i < COUNT(all); i++)
        close(clients[i]);
    while (callers_count(c) > 0)
        usleep(1000);
    all[0] = come(c, "a", STAGE_SEND, -FAR);
    clients[0] = all[0]->fd;
    caller_leave(c, all[0]);
    close(clients[0]);
    callers_free(c); /* with one that is left */
}
END_TEST

Suite *serve_suite(void)
{
    Suite *s = suite_create("serve");
    TCase *t = tcase_create("requests");

    tcase_add_loop_test(t, a_target_has_an_endpoint, 0, COUNT(targets));
    tcase_add_loop_test(t, a_malformed_target_is_refused, 0,
                        COUNT(bad_targets));
    tcase_add_test(t, parameters_are_decoded);
    tcase_add_loop_test(t, a_list_names_a_value, 0, COUNT(lists));
    tcase_add_test(t, a_server_gives_up_what_it_does_not_need);
    tcase_add_loop_test(t, parameters_are_options, 0, COUNT(requests));
    tcase_add_test(t, who_keeps_the_server_waiting_gives_way);
    tcase_add_test(t, a_body_has_what_the_head_has_left);
    tcase_add_test(t, the_oldest_in_excess_gives_way);
    tcase_add_test(t, a_client_that_still_sends_is_read);
    suite_add_tcase(s, t);
    return s;
}
