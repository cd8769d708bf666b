#ifndef CMPI_H
#define CMPI_H

#include <stdint.h>

// What ranks of one program say to each other, over MPI: plain C, in which no handle of Open MPI or MPICH is seen.
//
// Without the trait MPI there is one rank, and everything here is what it says to itself: nothing, or a copy.
//
// All functions but ga_mpi_rank, ga_mpi_count, ga_mpi_abort and ga_mpi_bytes_sent return 0, or an error code that
// ga_mpi_describe puts into words; MPI ends no process by itself. Those that say “all ranks” must be called by all,
// in one order. One thread at a time may call any of them.

/// Whether this build knows MPI.
int32_t ga_mpi_is_built(void);

/// Joins the other ranks; once in a process.
int32_t ga_mpi_start(void);

/// Takes leave; all ranks.
int32_t ga_mpi_finish(void);

/// This rank, from 0; and how many there are.
int32_t ga_mpi_rank(void);
int32_t ga_mpi_count(void);

/// How many ranks share this machine; all ranks.
int32_t ga_mpi_count_here(int32_t *count);

/// Ends all ranks; the exit code of the whole is `code`.
_Noreturn void ga_mpi_abort(int32_t code);

/// Puts an error code into words.
void ga_mpi_describe(int32_t error, char *text, int32_t capacity);

/// Waits until all ranks have come here.
int32_t ga_mpi_barrier(void);

/// Gives all ranks the bytes of `root`.
int32_t ga_mpi_broadcast(void *bytes, int64_t count, int32_t root);

/// Replaces numbers by their sums, unions of bits, smallest or largest over all ranks. Whole numbers alone are added up, so that no
/// order of ranks shows.
int32_t ga_mpi_sum(int64_t *numbers, int64_t count);
int32_t ga_mpi_sum_unsigned(uint64_t *numbers, int64_t count);
int32_t ga_mpi_unite(uint64_t *bits, int64_t count);
int32_t ga_mpi_least(double *numbers, int64_t count);
int32_t ga_mpi_largest(double *numbers, int64_t count);

/// Tells every rank a number of its own: `sent[r]` goes to rank r, and `received[r]` comes from it.
int32_t ga_mpi_exchange_numbers(const int64_t *sent, int64_t *received);

/// Sends every rank elements of its own.
///
/// - sent, received: elements for, and from, rank 0, then rank 1, and so on.
/// - sentCounts, receivedCounts: how many of them are for, and from, each rank.
/// - size: the bytes of an element.
int32_t ga_mpi_exchange(const void *sent, const int64_t *sentCounts, void *received, const int64_t *receivedCounts,
                        int64_t size);

/// Sends bytes to one rank, or receives as many from it.
int32_t ga_mpi_send(const void *bytes, int64_t count, int32_t to);
int32_t ga_mpi_receive(void *bytes, int64_t count, int32_t from);

/// Bytes on their way to one rank and from another, while this one computes.
typedef struct ga_mpi_shift ga_mpi_shift;

/// Begins to send and to receive. A thread of its own looks after the messages, so that they travel meanwhile: no
/// other function may be called before ga_mpi_finish_shift.
///
/// - sent, received: stay where they are until then.
int32_t ga_mpi_begin_shift(const void *sent, int64_t sentCount, int32_t to, void *received, int64_t receivedCount,
                           int32_t from, ga_mpi_shift **shift);

/// Waits for both, and frees the shift.
int32_t ga_mpi_finish_shift(ga_mpi_shift *shift);

/// How many bytes this rank has sent to others so far: what was handed over, without what MPI adds.
int64_t ga_mpi_bytes_sent(void);

#endif
