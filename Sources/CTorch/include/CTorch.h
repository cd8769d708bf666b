// Operations of libtorch for languages that cannot read its C++ headers.
//
// Every function that returns a tensor returns a new handle, which the caller frees, or NULL; every
// function that returns int returns 0, or −1. After NULL and −1, torch_error() is libtorch's message.
// No C++ exception leaves a function. Without the macro GA_TORCH the library is empty.
#ifndef CTORCH_H
#define CTORCH_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct TorchTensor TorchTensor;

enum TorchType { TORCH_FLOAT = 0, TORCH_DOUBLE = 1, TORCH_INTEGER = 2, TORCH_OTHER = 3 };

// The message of the last failure on this thread.
const char *torch_error(void);
const char *torch_version(void);

// The process.
int torch_seed(uint64_t seed);
int torch_set_threads(int count);
int torch_threads(void);
int torch_has_cuda(void);
// Whether operations are recorded for torch_backward on this thread; returns what was set before.
int torch_set_recording(int recording);

// Handles.
void torch_free(TorchTensor *tensor);
TorchTensor *torch_from_floats(const float *values, const int64_t *shape, int rank);
TorchTensor *torch_from_doubles(const double *values, const int64_t *shape, int rank);
TorchTensor *torch_from_integers(const int64_t *values, const int64_t *shape, int rank);
TorchTensor *torch_full(double value, const int64_t *shape, int rank, int type, int on_cuda);
int torch_rank(const TorchTensor *a);
int64_t torch_size(const TorchTensor *a, int dimension);
int64_t torch_count(const TorchTensor *a);
int torch_type(const TorchTensor *a);
int torch_is_cuda(const TorchTensor *a);
int torch_read_floats(const TorchTensor *a, float *values);
int torch_read_doubles(const TorchTensor *a, double *values);
int torch_read_integers(const TorchTensor *a, int64_t *values);
// Overwrites the numbers of a leaf, unrecorded.
int torch_assign(TorchTensor *a, const TorchTensor *b);
TorchTensor *torch_to(const TorchTensor *a, int type, int on_cuda);
TorchTensor *torch_detach(const TorchTensor *a);

// Gradients.
int torch_set_requires_grad(TorchTensor *a, int requires_grad);
int torch_backward(const TorchTensor *loss);
// NULL without an error when there is none: *has_grad says which.
TorchTensor *torch_grad(const TorchTensor *a, int *has_grad);
int torch_clear_grad(TorchTensor *a);
// Scales the gradients so that their norm together is at most max_norm; *norm is what it was.
int torch_clip_grads(TorchTensor *const *parameters, int count, double max_norm, double *norm);

// Element by element, with broadcasting.
TorchTensor *torch_add(const TorchTensor *a, const TorchTensor *b);
TorchTensor *torch_subtract(const TorchTensor *a, const TorchTensor *b);
TorchTensor *torch_multiply(const TorchTensor *a, const TorchTensor *b);
TorchTensor *torch_divide(const TorchTensor *a, const TorchTensor *b);
TorchTensor *torch_add_scalar(const TorchTensor *a, double b);
TorchTensor *torch_scale(const TorchTensor *a, double b);
TorchTensor *torch_sigmoid(const TorchTensor *a);
TorchTensor *torch_tanh(const TorchTensor *a);
TorchTensor *torch_relu(const TorchTensor *a);
TorchTensor *torch_gelu(const TorchTensor *a, int approximately);
TorchTensor *torch_dropout(const TorchTensor *a, double share);

// Shapes.
TorchTensor *torch_reshape(const TorchTensor *a, const int64_t *shape, int rank);
TorchTensor *torch_transpose(const TorchTensor *a, int first, int second);
TorchTensor *torch_unsqueeze(const TorchTensor *a, int dimension);
TorchTensor *torch_narrow(const TorchTensor *a, int dimension, int64_t start, int64_t length);
TorchTensor *torch_concatenate(TorchTensor *const *tensors, int count, int dimension);
TorchTensor *torch_index_rows(const TorchTensor *a, const TorchTensor *indices);

// Over dimensions.
TorchTensor *torch_sum_all(const TorchTensor *a);
TorchTensor *torch_sum(const TorchTensor *a, int dimension);
TorchTensor *torch_mean(const TorchTensor *a, int dimension);
TorchTensor *torch_maximum(const TorchTensor *a, int dimension);
TorchTensor *torch_argmax(const TorchTensor *a, int dimension);
TorchTensor *torch_softmax(const TorchTensor *a, int dimension);

// Layers.
TorchTensor *torch_matmul(const TorchTensor *a, const TorchTensor *b);
TorchTensor *torch_linear(const TorchTensor *a, const TorchTensor *weight, const TorchTensor *bias);
TorchTensor *torch_layer_norm(
    const TorchTensor *a, const TorchTensor *weight, const TorchTensor *bias, double epsilon);
TorchTensor *torch_embedding(
    const TorchTensor *weight, const TorchTensor *indices, int64_t padding_index);
TorchTensor *torch_conv1d(
    const TorchTensor *a, const TorchTensor *weight, const TorchTensor *bias, int64_t padding);
TorchTensor *torch_cross_entropy(const TorchTensor *logits, const TorchTensor *targets);

// Optimizers; both change the parameter, unrecorded, and do nothing without a gradient.
typedef struct {
  double rate, beta1, beta2, epsilon, decay;
  int corrects_bias;
  int64_t step; // from 1
} TorchAdamW;
int torch_adamw(TorchTensor *parameter, TorchTensor *mean, TorchTensor *square, TorchAdamW options);
int torch_sgd(TorchTensor *parameter, double rate, double decay);

#ifdef __cplusplus
}
#endif

#endif
