/// A process that outlives nobody: it waits until whoever started it is gone, however that came about, and then
/// ends a group of processes and removes a directory.
///
/// A signal on the parent's death would not do: Linux sends it when the *thread* that started the child ends, and
/// it does not reach the child's own children (a compiler driver has several).
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

/// Closes everything but one descriptor, so that nothing of the parent's is held open: not its lock, and not
/// the pipe that somebody reads its output from.
static inline void bounce_close_all_but(int kept) {
#ifdef __linux__
    if ((kept == 0 || syscall(SYS_close_range, 0, kept - 1, 0) == 0)
        && syscall(SYS_close_range, kept + 1, ~0u, 0) == 0)
        return;
#endif
    long most = sysconf(_SC_OPEN_MAX);
    for (int file = 0; file < (most > 0 && most < 65536 ? most : 65536); file++)
        if (file != kept) close(file);
}

/// A pipe that no program inherits.
static inline int bounce_pipe(int ends[2]) {
#ifdef __linux__
    return (int)syscall(SYS_pipe2, ends, O_CLOEXEC);
#else
    if (pipe(ends) != 0) return -1;
    return fcntl(ends[0], F_SETFD, FD_CLOEXEC) | fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
}

static inline void bounce_pause(long milliseconds) {
    struct timespec time = {0, milliseconds * 1000000};
    nanosleep(&time, 0);
}

/// Starts a keeper. It reads `life` until that ends, which is when the last process that has the other end of
/// the pipe is gone. Only calls that are safe after a fork of many threads are made here.
///
/// - group: what it will end is set here: the number of a process group that is the keeper's own to hold. A
///   program that joins it ends with the parent.
/// Returns the keeper's process, or -1 and an errno.
static inline pid_t bounce_start_keeper(int life, const char *directory, pid_t *group) {
    int ready[2];
    if (bounce_pipe(ready) != 0) return -1;
    pid_t keeper = fork();
    if (keeper != 0) {
        close(ready[1]);
        ssize_t count = -1;
        if (keeper > 0) {
            do count = read(ready[0], group, sizeof *group);
            while (count < 0 && errno == EINTR);
        }
        int problem = errno;
        close(ready[0]);
        if (keeper > 0 && count == (ssize_t)sizeof *group) return keeper;
        errno = keeper < 0 ? problem : ECHILD;
        return -1;
    }
    // What ends the parent by the terminal or by its group must not end its keeper first.
    for (int number = 1; number < 32; number++)
        if (number != SIGCHLD) signal(number, SIG_IGN);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    // The group stays in being, and its number nobody else's, for as long as this placeholder is in it.
    pid_t placeholder = fork();
    if (placeholder == 0) {
        setpgid(0, 0);
        bounce_close_all_but(ready[1]);
        close(ready[1]);
        for (;;) pause();
    }
    if (placeholder < 0) _exit(1);
    setpgid(placeholder, placeholder);
    ssize_t told = write(ready[1], &placeholder, sizeof placeholder);
    bounce_close_all_but(life);
    char nothing;
    ssize_t count = told == (ssize_t)sizeof placeholder;
    while (count > 0 || (count < 0 && errno == EINTR)) count = read(life, &nothing, 1);
    kill(-placeholder, SIGKILL);
    waitpid(placeholder, 0, 0);
    // What was killed may still be on its way out.
    for (int round = 0; round < 200 && kill(-placeholder, 0) == 0; round++) bounce_pause(10);
    execl("/bin/rm", "rm", "-rf", "--", directory, (char *)0);
    _exit(1);
}
