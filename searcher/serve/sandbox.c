/* Give up what a server does not need: Landlock and seccomp. */
#include "searcher/serve/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What Landlock version 1 can forbid. */
#define READS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITES                                                        \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |     \
     LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
     LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |     \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |     \
     LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |   \
     LANDLOCK_ACCESS_FS_MAKE_SYM)

#if defined(__x86_64__)
#    define ARCHITECTURE AUDIT_ARCH_X86_64
#    define NUMBERS_END 0x40000000u /* those of x32 begin here */
#elif defined(__aarch64__)
#    define ARCHITECTURE AUDIT_ARCH_AARCH64
#    define NUMBERS_END 0xffffffffu
#endif

static bool allow(int rules, const char *folder, uint64_t what)
{
    struct landlock_path_beneath_attr beneath = {
        .allowed_access = what,
        .parent_fd = open(folder, O_PATH | O_CLOEXEC | O_DIRECTORY),
    };
    bool good = beneath.parent_fd >= 0 &&
                !syscall(SYS_landlock_add_rule, rules,
                         LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);

    if (beneath.parent_fd >= 0)
        close(beneath.parent_fd);
    return good;
}

/* A folder that is not there, or cannot be opened, cannot be read anyway. */
static void allow_reading(int rules, struct ir_text folders)
{
    for (size_t at = 0; at < folders.size; at += strlen(folders.data + at) + 1)
        (void)allow(rules, folders.data + at, READS);
}

static bool forbid_files(struct ir_text readable, const char *removable)
{
    struct landlock_ruleset_attr attr = {.handled_access_fs = READS | WRITES};
    int rules =
        (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
    bool good;

    if (rules < 0)
        return false;
    allow_reading(rules, readable);
    good = (!removable ||
            allow(rules, removable, LANDLOCK_ACCESS_FS_REMOVE_FILE)) &&
           !syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
    return good;
}

#ifdef ARCHITECTURE
#    define AT(member) offsetof(struct seccomp_data, member)
#    define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)
#    define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, value)
#    define REFUSE(code) ANSWER(SECCOMP_RET_ERRNO | (code))
/* Skip one instruction unless the value is this. */
#    define IF(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1)
#    define NEVER(name) IF(SYS_##name), REFUSE(EPERM)

static bool forbid_calls(void)
{
    struct sock_filter code[] = {
        LOAD(AT(arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        LOAD(AT(nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, NUMBERS_END, 0, 1),
        REFUSE(EPERM),
        NEVER(execve),
        NEVER(execveat),
        NEVER(connect),
        NEVER(ptrace),
        NEVER(process_vm_readv),
        NEVER(process_vm_writev),
        NEVER(bpf),
        NEVER(userfaultfd),
        NEVER(mount),
        NEVER(keyctl),
#    ifdef SYS_fork
        NEVER(fork),
        NEVER(vfork),
#    endif
        /* Its flags cannot be seen here; the C library then uses clone(). */
        IF(SYS_clone3),
        REFUSE(ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
        LOAD(AT(args[0])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
        REFUSE(EPERM),
        ANSWER(SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {COUNT(code), code};

    return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}
#else
static bool forbid_calls(void)
{
    return false;
}
#endif

void sandbox_enter(struct ir_text readable, const char *removable,
                   struct buf *report)
{
    bool no_more = !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

    buf_adds(report, no_more && forbid_files(readable, removable)
                         ? "it reads nothing but its indexes and topics, and "
                           "cannot write files"
                         : "this kernel has no Landlock: it could read and "
                           "write files");
    buf_adds(report, no_more && forbid_calls()
                         ? ", run programs or connect"
                         : "; without seccomp it could run programs");
}
