/* A disk that can lose power, fail and fill up: a library to preload into the collector.
 *
 *   cc -shared -fPIC -O2 -o disk.so disk.c -ldl
 *   DISK_DIR=/data/ DISK_SAFE=/safe/ LD_PRELOAD=./disk.so node koopsignaal.js serve
 *
 * What it models: of every file directly in DISK_DIR (but for SQLite's shared memory, which no power cut leaves behind) DISK_SAFE
 * holds exactly what was fsynced. What was written since stands in DISK_SAFE/<name>.pending, in order, one record each:
 * int64 offset, int64 length, bytes; a length of -1 is a truncation to the offset. A power cut leaves the safe file and any part
 * of the pending records: which, is the caller's to choose (disk.ts). A file is there from its first fsync on; removing one is
 * durable at once. Each fsync of a file orders all writes of that file, none of another.
 *
 * While DISK_SAFE/eio exists every fsync fails with EIO, and what it should have made safe is pending no more: as with Linux, which
 * marks the pages clean (fsyncgate, 2018). While DISK_SAFE/full exists the disk has no byte left: a file can only grow by what others give back, else ENOSPC.
 * DISK_DIE_AT=n kills the process before its n-th write, truncation, fsync or removal of such a file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FDS 65536
#define MAX_FILES 64

struct file {
  char name[256];
  int safe;    /* what was fsynced; -1 before the first time */
  int pending; /* what was not */
};

static struct file files[MAX_FILES];
static struct file *open_files[MAX_FDS];
static int file_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char dir[3000], safe_dir[3000];
static off_t given_back; /* bytes that were freed while the disk was full */

#define REAL(type, name, ...)                                                  \
  static type (*real)(__VA_ARGS__);                                            \
  if (!real) real = dlsym(RTLD_NEXT, name)

static int real_open(const char *path, int flags) {
  REAL(int, "open64", const char *, int, ...);
  return real(path, flags, 0600);
}
static ssize_t real_pwrite(int fd, const void *bytes, size_t length, off_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
  return real(fd, bytes, length, at);
}
static int real_ftruncate(int fd, off_t length) {
  REAL(int, "ftruncate64", int, off_t);
  return real(fd, length);
}
static int real_close(int fd) {
  REAL(int, "close", int);
  return real(fd);
}
static int real_unlink(const char *path) {
  REAL(int, "unlink", const char *);
  return real(path);
}

__attribute__((constructor)) static void begin(void) {
  if (getenv("DISK_DIR")) snprintf(dir, sizeof dir, "%s", getenv("DISK_DIR"));
  if (getenv("DISK_SAFE")) snprintf(safe_dir, sizeof safe_dir, "%s", getenv("DISK_SAFE"));
}

/* The name of a file of the folder; NULL for every other path. */
static const char *name_of(const char *path) {
  size_t length = strlen(dir);
  if (length == 0 || strncmp(path, dir, length) != 0) return NULL;
  const char *name = path + length;
  if (*name == 0 || strchr(name, '/') || strstr(name, "-shm")) return NULL;
  return name;
}

static void safe_path(char *path, const char *name, const char *ending) {
  snprintf(path, PATH_MAX, "%s%.255s%s", safe_dir, name, ending);
}

static int is_set(const char *fault) {
  char path[PATH_MAX];
  safe_path(path, fault, "");
  return safe_dir[0] && access(path, F_OK) == 0;
}

static struct file *find(const char *name) {
  for (int i = 0; i < file_count; i++)
    if (strcmp(files[i].name, name) == 0) return &files[i];
  return NULL;
}

static void follow(int fd, const char *path, int flags) {
  const char *name = name_of(path);
  if (name == NULL || fd < 0 || fd >= MAX_FDS || (flags & O_DIRECTORY)) return;
  pthread_mutex_lock(&lock);
  struct file *file = find(name);
  if (file == NULL && file_count < MAX_FILES) {
    char pending[PATH_MAX];
    file = &files[file_count++];
    snprintf(file->name, sizeof file->name, "%s", name);
    file->safe = -1;
    safe_path(pending, name, ".pending");
    file->pending = real_open(pending, O_RDWR | O_CREAT | O_TRUNC);
  }
  open_files[fd] = file;
  pthread_mutex_unlock(&lock);
}

static void step(void) {
  static int steps;
  static const char *last;
  if (!last) last = getenv("DISK_DIE_AT") ? getenv("DISK_DIE_AT") : "0";
  if (__sync_add_and_fetch(&steps, 1) == atoi(last)) kill(getpid(), SIGKILL);
}

/* The file behind a descriptor that is about to change it; NULL for files of elsewhere. */
static struct file *of(int fd) {
  struct file *file = fd >= 0 && fd < MAX_FDS ? open_files[fd] : NULL;
  if (file) step();
  return file;
}

static void note(struct file *file, int64_t at, int64_t length, const void *bytes) {
  int64_t head[2] = {at, length};
  pthread_mutex_lock(&lock);
  off_t end = lseek(file->pending, 0, SEEK_END);
  /* The head goes last: a record that a kill cut short has none. */
  if (length > 0) real_pwrite(file->pending, bytes, length, end + sizeof head);
  real_pwrite(file->pending, head, sizeof head, end);
  pthread_mutex_unlock(&lock);
}

static void make_safe(struct file *file) {
  static char bytes[1 << 20];
  int64_t head[2];
  off_t at = 0;
  pthread_mutex_lock(&lock);
  if (file->safe < 0) {
    char path[PATH_MAX];
    safe_path(path, file->name, "");
    file->safe = real_open(path, O_RDWR | O_CREAT);
  }
  while (pread(file->pending, head, sizeof head, at) == sizeof head) {
    at += sizeof head;
    if (head[1] < 0) {
      real_ftruncate(file->safe, head[0]);
      continue;
    }
    for (int64_t done = 0; done < head[1];) {
      size_t part = head[1] - done < (int64_t)sizeof bytes ? (size_t)(head[1] - done) : sizeof bytes;
      ssize_t got = pread(file->pending, bytes, part, at + done);
      if (got <= 0) break;
      real_pwrite(file->safe, bytes, got, head[0] + done);
      done += got;
    }
    at += head[1];
  }
  real_ftruncate(file->pending, 0);
  pthread_mutex_unlock(&lock);
}

#define OPEN(name)                                                             \
  int name(const char *path, int flags, ...) {                                 \
    REAL(int, #name, const char *, int, ...);                                  \
    va_list rest;                                                              \
    va_start(rest, flags);                                                     \
    int mode = va_arg(rest, int);                                              \
    va_end(rest);                                                              \
    int fd = real(path, flags, mode);                                          \
    follow(fd, path, flags);                                                   \
    return fd;                                                                 \
  }
OPEN(open)
OPEN(open64)

/* Bytes between the end of a file and a place beyond it; negative before the end. */
static off_t beyond(int fd, off_t place) {
  struct stat now;
  return fstat(fd, &now) == 0 ? place - now.st_size : 0;
}

/* 0 when a full disk has no room for so much more. */
static int has_room(off_t more) {
  if (!is_set("full")) return 1;
  pthread_mutex_lock(&lock);
  int fits = more <= given_back;
  if (fits) given_back -= more;
  pthread_mutex_unlock(&lock);
  return fits;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) {
  struct file *file = of(fd);
  off_t more = file ? beyond(fd, at + (off_t)length) : 0;
  if (more > 0 && !has_room(more)) {
    errno = ENOSPC;
    return -1;
  }
  ssize_t written = real_pwrite(fd, bytes, length, at);
  if (file && written > 0) note(file, at, written, bytes);
  return written;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

int ftruncate64(int fd, off_t length) {
  struct file *file = of(fd);
  off_t less = file ? -beyond(fd, length) : 0;
  if (less > 0 && is_set("full")) given_back += less;
  int result = real_ftruncate(fd, length);
  if (result == 0 && file) note(file, length, -1, NULL);
  return result;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_file(int fd, int (*real)(int)) {
  struct file *file = of(fd);
  if (file && is_set("eio")) {
    pthread_mutex_lock(&lock);
    real_ftruncate(file->pending, 0);
    pthread_mutex_unlock(&lock);
    errno = EIO;
    return -1;
  }
  int result = real(fd);
  if (result == 0 && file) make_safe(file);
  return result;
}
int fsync(int fd) {
  REAL(int, "fsync", int);
  return sync_file(fd, real);
}
int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return sync_file(fd, real);
}

int close(int fd) {
  if (fd >= 0 && fd < MAX_FDS) open_files[fd] = NULL;
  return real_close(fd);
}

int unlink(const char *path) {
  struct stat before;
  const char *name = name_of(path);
  if (name != NULL) step();
  if (name != NULL && is_set("full") && stat(path, &before) == 0) given_back += before.st_size;
  int result = real_unlink(path);
  if (result != 0 || name == NULL) return result;
  pthread_mutex_lock(&lock);
  struct file *file = find(name);
  if (file != NULL) {
    char gone[PATH_MAX];
    safe_path(gone, name, "");
    real_unlink(gone);
    if (file->safe >= 0) real_close(file->safe);
    file->safe = -1;
    real_ftruncate(file->pending, 0);
  }
  pthread_mutex_unlock(&lock);
  return result;
}
