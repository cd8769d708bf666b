// What a rank says to itself, in builds without MPI.
#ifndef GA_MPI

#include "CMPI.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int32_t ga_mpi_is_built(void) { return 0; }
int32_t ga_mpi_start(void) { return 0; }
int32_t ga_mpi_finish(void) { return 0; }
int32_t ga_mpi_rank(void) { return 0; }
int32_t ga_mpi_count(void) { return 1; }

int32_t ga_mpi_count_here(int32_t *count) {
  *count = 1;
  return 0;
}

void ga_mpi_abort(int32_t code) { _Exit(code); }

void ga_mpi_describe(int32_t error, char *text, int32_t capacity) {
  snprintf(text, (size_t)capacity, "error %d", error);
}

int32_t ga_mpi_barrier(void) { return 0; }
int32_t ga_mpi_broadcast(void *bytes, int64_t count, int32_t root) { return 0; }
int32_t ga_mpi_sum(int64_t *numbers, int64_t count) { return 0; }
int32_t ga_mpi_sum_unsigned(uint64_t *numbers, int64_t count) { return 0; }
int32_t ga_mpi_unite(uint64_t *bits, int64_t count) { return 0; }
int32_t ga_mpi_least(double *numbers, int64_t count) { return 0; }
int32_t ga_mpi_largest(double *numbers, int64_t count) { return 0; }

int32_t ga_mpi_exchange_numbers(const int64_t *sent, int64_t *received) {
  received[0] = sent[0];
  return 0;
}

int32_t ga_mpi_exchange(const void *sent, const int64_t *sentCounts, void *received, const int64_t *receivedCounts,
                        int64_t size) {
  if (sentCounts[0] != receivedCounts[0]) return 1;
  if (sentCounts[0] > 0) memcpy(received, sent, (size_t)(sentCounts[0] * size));
  return 0;
}

// There is no other rank.
int32_t ga_mpi_send(const void *bytes, int64_t count, int32_t to) { return 1; }
int32_t ga_mpi_receive(void *bytes, int64_t count, int32_t from) { return 1; }

int32_t ga_mpi_begin_shift(const void *sent, int64_t sentCount, int32_t to, void *received, int64_t receivedCount,
                           int32_t from, ga_mpi_shift **shift) {
  return 1;
}

int32_t ga_mpi_finish_shift(ga_mpi_shift *shift) { return 1; }
int64_t ga_mpi_bytes_sent(void) { return 0; }

#endif
