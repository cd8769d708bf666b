// Messages that travel while the program computes. MPI moves large ones only while it is called, so a thread calls
// it now and then.
#ifdef GA_MPI

#include "CMPI.h"

#include <mpi.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { shift_message = 1 << 30, shift_tag = 3 };

void ga_mpi_count_sent(int64_t count);

struct ga_mpi_shift {
  pthread_t thread;
  MPI_Request *requests;
  int count;
  int code;
};

static void *look_after(void *argument) {
  ga_mpi_shift *shift = argument;
  const struct timespec pause = {0, 200000};
  int isDone = 0;
  while (!isDone && shift->code == MPI_SUCCESS) {
    shift->code = MPI_Testall(shift->count, shift->requests, &isDone, MPI_STATUSES_IGNORE);
    if (!isDone) nanosleep(&pause, NULL);
  }
  return NULL;
}

static int pieces(int64_t count) { return (int)((count + shift_message - 1) / shift_message); }

int32_t ga_mpi_begin_shift(const void *sent, int64_t sentCount, int32_t to, void *received, int64_t receivedCount,
                           int32_t from, ga_mpi_shift **result) {
  ga_mpi_shift *shift = calloc(1, sizeof *shift);
  if (!shift) return MPI_ERR_NO_MEM;
  shift->requests = calloc((size_t)(pieces(sentCount) + pieces(receivedCount) + 1), sizeof *shift->requests);
  int code = shift->requests ? MPI_SUCCESS : MPI_ERR_NO_MEM;
  for (int64_t first = 0; first < receivedCount && code == MPI_SUCCESS; first += shift_message) {
    const int64_t rest = receivedCount - first;
    code = MPI_Irecv((char *)received + first, (int)(rest < shift_message ? rest : shift_message), MPI_BYTE, from,
                     shift_tag, MPI_COMM_WORLD, &shift->requests[shift->count++]);
  }
  for (int64_t first = 0; first < sentCount && code == MPI_SUCCESS; first += shift_message) {
    const int64_t rest = sentCount - first;
    code = MPI_Isend((const char *)sent + first, (int)(rest < shift_message ? rest : shift_message), MPI_BYTE, to,
                     shift_tag, MPI_COMM_WORLD, &shift->requests[shift->count++]);
  }
  ga_mpi_count_sent(sentCount);
  if (code == MPI_SUCCESS && pthread_create(&shift->thread, NULL, look_after, shift) != 0) code = MPI_ERR_OTHER;
  if (code != MPI_SUCCESS) {
    free(shift->requests);
    free(shift);
    return code;
  }
  *result = shift;
  return 0;
}

int32_t ga_mpi_finish_shift(ga_mpi_shift *shift) {
  if (pthread_join(shift->thread, NULL) != 0 && shift->code == MPI_SUCCESS) shift->code = MPI_ERR_OTHER;
  const int code = shift->code;
  free(shift->requests);
  free(shift);
  return code;
}

#endif
