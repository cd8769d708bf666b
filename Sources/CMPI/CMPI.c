// MPI itself; see CMPI.h.
#ifdef GA_MPI

#include "CMPI.h"

#include <limits.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// A number of elements is an int in MPI 3: more goes in several messages of this size.
enum { largest_message = 1 << 30 };
enum { ordinary_tag = 1, exchange_tag = 2 };

static int32_t own_rank = 0, rank_count = 1;
static int64_t bytes_sent = 0;

#define check(call)                        \
  do {                                     \
    const int code_ = (call);              \
    if (code_ != MPI_SUCCESS) return code_; \
  } while (0)

int32_t ga_mpi_is_built(void) { return 1; }

int32_t ga_mpi_start(void) {
  int provided = 0;
  // Threads take turns: one looks after messages while the other computes.
  check(MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided));
  check(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN));
  if (provided < MPI_THREAD_SERIALIZED) return MPI_ERR_OTHER;
  int rank = 0, count = 1;
  check(MPI_Comm_rank(MPI_COMM_WORLD, &rank));
  check(MPI_Comm_size(MPI_COMM_WORLD, &count));
  own_rank = rank;
  rank_count = count;
  return 0;
}

int32_t ga_mpi_finish(void) { return MPI_Finalize(); }
int32_t ga_mpi_rank(void) { return own_rank; }
int32_t ga_mpi_count(void) { return rank_count; }

int32_t ga_mpi_count_here(int32_t *count) {
  MPI_Comm here;
  int size = 1;
  check(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, own_rank, MPI_INFO_NULL, &here));
  check(MPI_Comm_size(here, &size));
  *count = size;
  return MPI_Comm_free(&here);
}

void ga_mpi_abort(int32_t code) {
  MPI_Abort(MPI_COMM_WORLD, code);
  _Exit(code);
}

void ga_mpi_describe(int32_t error, char *text, int32_t capacity) {
  char own[MPI_MAX_ERROR_STRING + 1] = "";
  int length = 0;
  if (MPI_Error_string(error, own, &length) != MPI_SUCCESS) snprintf(own, sizeof own, "error %d", error);
  snprintf(text, (size_t)capacity, "%s", own);
}

int32_t ga_mpi_barrier(void) {
  // Ranks may wait for minutes, and a barrier of MPI would keep a core busy that another may need.
  const struct timespec pause = {0, 100000};
  MPI_Request request;
  int isDone = 0;
  check(MPI_Ibarrier(MPI_COMM_WORLD, &request));
  check(MPI_Test(&request, &isDone, MPI_STATUS_IGNORE));
  while (!isDone) {
    nanosleep(&pause, NULL);
    check(MPI_Test(&request, &isDone, MPI_STATUS_IGNORE));
  }
  return 0;
}

int32_t ga_mpi_broadcast(void *bytes, int64_t count, int32_t root) {
  for (int64_t first = 0; first < count; first += largest_message) {
    const int64_t rest = count - first;
    check(MPI_Bcast((char *)bytes + first, (int)(rest < largest_message ? rest : largest_message), MPI_BYTE, root,
                    MPI_COMM_WORLD));
  }
  // Whoever is not the root gets them once, wherever from.
  if (own_rank != root) bytes_sent += count;
  return 0;
}

static int32_t reduce(void *numbers, int64_t count, MPI_Datatype type, MPI_Op operation) {
  for (int64_t first = 0; first < count; first += INT_MAX / 16) {
    const int64_t rest = count - first;
    check(MPI_Allreduce(MPI_IN_PLACE, (char *)numbers + first * 8, (int)(rest < INT_MAX / 16 ? rest : INT_MAX / 16),
                        type, operation, MPI_COMM_WORLD));
  }
  if (rank_count > 1) bytes_sent += 2 * count * 8;
  return 0;
}

int32_t ga_mpi_sum(int64_t *numbers, int64_t count) { return reduce(numbers, count, MPI_INT64_T, MPI_SUM); }
int32_t ga_mpi_sum_unsigned(uint64_t *numbers, int64_t count) { return reduce(numbers, count, MPI_UINT64_T, MPI_SUM); }
int32_t ga_mpi_unite(uint64_t *bits, int64_t count) { return reduce(bits, count, MPI_UINT64_T, MPI_BOR); }
int32_t ga_mpi_least(double *numbers, int64_t count) { return reduce(numbers, count, MPI_DOUBLE, MPI_MIN); }
int32_t ga_mpi_largest(double *numbers, int64_t count) { return reduce(numbers, count, MPI_DOUBLE, MPI_MAX); }

int32_t ga_mpi_exchange_numbers(const int64_t *sent, int64_t *received) {
  if (rank_count > 1) bytes_sent += 8 * (rank_count - 1);
  return MPI_Alltoall(sent, 1, MPI_INT64_T, received, 1, MPI_INT64_T, MPI_COMM_WORLD);
}

static int64_t total(const int64_t *counts) {
  int64_t sum = 0;
  for (int32_t r = 0; r < rank_count; r++) sum += counts[r];
  return sum;
}

// Messages of at most largest_message bytes, for exchanges that are too large for MPI_Alltoallv.
static int32_t exchange_in_messages(const char *sent, const int64_t *sentCounts, char *received,
                                    const int64_t *receivedCounts, int64_t size) {
  for (int32_t step = 0; step < rank_count; step++) {
    const int32_t to = (own_rank + step) % rank_count, from = (own_rank - step + rank_count) % rank_count;
    const char *out = sent;
    char *in = received;
    for (int32_t r = 0; r < to; r++) out += sentCounts[r] * size;
    for (int32_t r = 0; r < from; r++) in += receivedCounts[r] * size;
    int64_t outCount = sentCounts[to] * size, inCount = receivedCounts[from] * size;
    while (outCount > 0 || inCount > 0) {
      const int outNow = (int)(outCount < largest_message ? outCount : largest_message);
      const int inNow = (int)(inCount < largest_message ? inCount : largest_message);
      check(MPI_Sendrecv(out, outNow, MPI_BYTE, outNow > 0 ? to : MPI_PROC_NULL, exchange_tag, in, inNow, MPI_BYTE,
                         inNow > 0 ? from : MPI_PROC_NULL, exchange_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
      out += outNow;
      in += inNow;
      outCount -= outNow;
      inCount -= inNow;
    }
  }
  return 0;
}

int32_t ga_mpi_exchange(const void *sent, const int64_t *sentCounts, void *received, const int64_t *receivedCounts,
                        int64_t size) {
  const int64_t out = total(sentCounts);
  bytes_sent += (out - sentCounts[own_rank]) * size;
  // All ranks must take the same way.
  int64_t largest = out > total(receivedCounts) ? out : total(receivedCounts);
  check(MPI_Allreduce(MPI_IN_PLACE, &largest, 1, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD));
  if (largest > INT_MAX / 2) {
    return exchange_in_messages((const char *)sent, sentCounts, (char *)received, receivedCounts, size);
  }
  int *numbers = malloc(4 * (size_t)rank_count * sizeof *numbers);
  if (!numbers) return MPI_ERR_NO_MEM;
  int *outCounts = numbers, *outPlaces = numbers + rank_count;
  int *inCounts = numbers + 2 * rank_count, *inPlaces = numbers + 3 * rank_count;
  int outPlace = 0, inPlace = 0;
  for (int32_t r = 0; r < rank_count; r++) {
    outCounts[r] = (int)sentCounts[r];
    inCounts[r] = (int)receivedCounts[r];
    outPlaces[r] = outPlace;
    inPlaces[r] = inPlace;
    outPlace += outCounts[r];
    inPlace += inCounts[r];
  }
  MPI_Datatype element;
  int code = MPI_Type_contiguous((int)size, MPI_BYTE, &element);
  if (code == MPI_SUCCESS) code = MPI_Type_commit(&element);
  if (code == MPI_SUCCESS) {
    code = MPI_Alltoallv(sent, outCounts, outPlaces, element, received, inCounts, inPlaces, element, MPI_COMM_WORLD);
    const int freed = MPI_Type_free(&element);
    if (code == MPI_SUCCESS) code = freed;
  }
  free(numbers);
  return code;
}

int32_t ga_mpi_send(const void *bytes, int64_t count, int32_t to) {
  for (int64_t first = 0; first < count; first += largest_message) {
    const int64_t rest = count - first;
    check(MPI_Send((const char *)bytes + first, (int)(rest < largest_message ? rest : largest_message), MPI_BYTE, to,
                   ordinary_tag, MPI_COMM_WORLD));
  }
  bytes_sent += count;
  return 0;
}

int32_t ga_mpi_receive(void *bytes, int64_t count, int32_t from) {
  for (int64_t first = 0; first < count; first += largest_message) {
    const int64_t rest = count - first;
    check(MPI_Recv((char *)bytes + first, (int)(rest < largest_message ? rest : largest_message), MPI_BYTE, from,
                   ordinary_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
  }
  return 0;
}

int64_t ga_mpi_bytes_sent(void) { return bytes_sent; }

void ga_mpi_count_sent(int64_t count) { bytes_sent += count; }

#endif
