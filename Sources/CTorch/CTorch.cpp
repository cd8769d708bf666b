// See CTorch.h. Only ATen is included: it has operations, gradients and devices, and compiles in
// seconds where the front end takes minutes.
#ifdef GA_TORCH

#include "CTorch.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <dlfcn.h>
#include <torch/csrc/api/include/torch/version.h>

#include <cmath>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

struct TorchTensor {
  at::Tensor value;
};

static thread_local std::string message;

static void remember(const std::exception &error) {
  // libtorch appends a backtrace to what(), which tells a user nothing.
  if (auto *own = dynamic_cast<const c10::Error *>(&error)) {
    message = own->what_without_backtrace();
  } else {
    message = error.what();
  }
}

// Runs `body`, whose result becomes a new handle.
template <typename Body> static TorchTensor *make(Body body) noexcept {
  try {
    return new TorchTensor{body()};
  } catch (const std::exception &error) {
    remember(error);
  } catch (...) {
    message = "unknown failure";
  }
  return nullptr;
}

// Runs `body`; 0, or −1 if it throws.
template <typename Body> static int attempt(Body body) noexcept {
  try {
    body();
    return 0;
  } catch (const std::exception &error) {
    remember(error);
  } catch (...) {
    message = "unknown failure";
  }
  return -1;
}

static at::ScalarType scalar(int type) {
  return type == TORCH_FLOAT ? at::kFloat : type == TORCH_DOUBLE ? at::kDouble : at::kLong;
}

static at::IntArrayRef sizes(const int64_t *shape, int rank) {
  return at::IntArrayRef(shape, static_cast<size_t>(rank));
}

// A CUDA build keeps its kernels in a library of its own, which nothing here refers to.
static bool has_cuda() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (!at::hasCUDA()) dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
  });
  return at::hasCUDA();
}

static at::Device device(int on_cuda) {
  if (on_cuda && !has_cuda()) {
    throw std::runtime_error("this libtorch has no CUDA, or the machine has no CUDA device");
  }
  return at::Device(on_cuda ? at::kCUDA : at::kCPU);
}

template <typename Value>
static TorchTensor *copy(const Value *values, const int64_t *shape, int rank, at::ScalarType type) {
  return make([&] {
    // from_blob does not write, it only takes what it could write to.
    return at::from_blob(const_cast<Value *>(values), sizes(shape, rank), at::TensorOptions(type))
        .clone();
  });
}

template <typename Value>
static int read(const TorchTensor *a, Value *values, at::ScalarType type) {
  return attempt([&] {
    at::Tensor plain = a->value.detach().to(at::kCPU, type).contiguous();
    const Value *source = plain.data_ptr<Value>();
    std::copy(source, source + plain.numel(), values);
  });
}

extern "C" {

const char *torch_error(void) { return message.c_str(); }
const char *torch_version(void) {
#ifdef TORCH_VERSION
  return TORCH_VERSION;
#else
  return "";
#endif
}

int torch_seed(uint64_t seed) {
  return attempt([&] { at::manual_seed(seed); });
}
int torch_set_threads(int count) {
  return attempt([&] {
    at::set_num_threads(count);
    // The matrix products of Debian's build are OpenBLAS's, whose thread count another module of the
    // process may have set; other builds have no such function.
    using Set = void (*)(int);
    if (auto set = reinterpret_cast<Set>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) {
      set(count);
    }
  });
}
int torch_threads(void) { return at::get_num_threads(); }
int torch_has_cuda(void) {
  int result = 0;
  attempt([&] { result = has_cuda(); });
  return result;
}
int torch_set_recording(int recording) {
  int before = at::GradMode::is_enabled();
  at::GradMode::set_enabled(recording != 0);
  return before;
}

void torch_free(TorchTensor *tensor) { delete tensor; }
TorchTensor *torch_from_floats(const float *values, const int64_t *shape, int rank) {
  return copy(values, shape, rank, at::kFloat);
}
TorchTensor *torch_from_doubles(const double *values, const int64_t *shape, int rank) {
  return copy(values, shape, rank, at::kDouble);
}
TorchTensor *torch_from_integers(const int64_t *values, const int64_t *shape, int rank) {
  return copy(values, shape, rank, at::kLong);
}
TorchTensor *torch_full(double value, const int64_t *shape, int rank, int type, int on_cuda) {
  return make([&] {
    return at::full(
        sizes(shape, rank), value, at::TensorOptions(scalar(type)).device(device(on_cuda)));
  });
}
int torch_rank(const TorchTensor *a) { return static_cast<int>(a->value.dim()); }
int64_t torch_size(const TorchTensor *a, int dimension) { return a->value.size(dimension); }
int64_t torch_count(const TorchTensor *a) { return a->value.numel(); }
int torch_type(const TorchTensor *a) {
  switch (a->value.scalar_type()) {
  case at::kFloat: return TORCH_FLOAT;
  case at::kDouble: return TORCH_DOUBLE;
  case at::kLong: return TORCH_INTEGER;
  default: return TORCH_OTHER;
  }
}
int torch_is_cuda(const TorchTensor *a) { return a->value.is_cuda(); }
int torch_read_floats(const TorchTensor *a, float *values) { return read(a, values, at::kFloat); }
int torch_read_doubles(const TorchTensor *a, double *values) {
  return read(a, values, at::kDouble);
}
int torch_read_integers(const TorchTensor *a, int64_t *values) {
  return read(a, values, at::kLong);
}
int torch_assign(TorchTensor *a, const TorchTensor *b) {
  return attempt([&] {
    at::NoGradGuard guard;
    TORCH_CHECK(
        a->value.sizes() == b->value.sizes(), "cannot assign a tensor of shape ",
        b->value.sizes(), " to one of shape ", a->value.sizes());
    a->value.copy_(b->value);
  });
}
TorchTensor *torch_to(const TorchTensor *a, int type, int on_cuda) {
  return make([&] { return a->value.to(device(on_cuda), scalar(type)); });
}
TorchTensor *torch_detach(const TorchTensor *a) {
  return make([&] { return a->value.detach(); });
}

int torch_set_requires_grad(TorchTensor *a, int requires_grad) {
  return attempt([&] { a->value.requires_grad_(requires_grad != 0); });
}
int torch_backward(const TorchTensor *loss) {
  return attempt([&] { loss->value.backward(); });
}
TorchTensor *torch_grad(const TorchTensor *a, int *has_grad) {
  *has_grad = a->value.grad().defined();
  if (!*has_grad) return nullptr;
  return make([&] { return a->value.grad(); });
}
int torch_clear_grad(TorchTensor *a) {
  return attempt([&] { a->value.mutable_grad().reset(); });
}
int torch_clip_grads(TorchTensor *const *parameters, int count, double max_norm, double *norm) {
  return attempt([&] {
    at::NoGradGuard guard;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      const at::Tensor &grad = parameters[i]->value.grad();
      if (!grad.defined()) continue;
      double own = at::norm(grad).item<double>();
      sum += own * own;
    }
    *norm = std::sqrt(sum);
    if (!(*norm > max_norm)) return;
    double scale = max_norm / (*norm + 1e-6);
    for (int i = 0; i < count; i++) {
      at::Tensor grad = parameters[i]->value.grad();
      if (grad.defined()) grad.mul_(scale);
    }
  });
}

#define UNARY(name, expression) \
  TorchTensor *name(const TorchTensor *a) { return make([&] { return expression; }); }
#define BINARY(name, operation) \
  TorchTensor *name(const TorchTensor *a, const TorchTensor *b) { \
    return make([&] { return operation(a->value, b->value); }); \
  }

BINARY(torch_add, at::add)
BINARY(torch_subtract, at::sub)
BINARY(torch_multiply, at::mul)
BINARY(torch_divide, at::div)
BINARY(torch_matmul, at::matmul)
UNARY(torch_sigmoid, at::sigmoid(a->value))
UNARY(torch_tanh, at::tanh(a->value))
UNARY(torch_relu, at::relu(a->value))
UNARY(torch_sum_all, at::sum(a->value))

TorchTensor *torch_add_scalar(const TorchTensor *a, double b) {
  return make([&] { return at::add(a->value, b); });
}
TorchTensor *torch_scale(const TorchTensor *a, double b) {
  return make([&] { return at::mul(a->value, b); });
}
TorchTensor *torch_gelu(const TorchTensor *a, int approximately) {
  return make([&] { return at::gelu(a->value, approximately ? "tanh" : "none"); });
}
TorchTensor *torch_dropout(const TorchTensor *a, double share) {
  return make([&] { return at::dropout(a->value, share, true); });
}

TorchTensor *torch_reshape(const TorchTensor *a, const int64_t *shape, int rank) {
  return make([&] { return at::reshape(a->value, sizes(shape, rank)); });
}
TorchTensor *torch_transpose(const TorchTensor *a, int first, int second) {
  return make([&] { return at::transpose(a->value, first, second); });
}
TorchTensor *torch_unsqueeze(const TorchTensor *a, int dimension) {
  return make([&] { return at::unsqueeze(a->value, dimension); });
}
TorchTensor *torch_narrow(const TorchTensor *a, int dimension, int64_t start, int64_t length) {
  return make([&] { return at::narrow(a->value, dimension, start, length); });
}
TorchTensor *torch_concatenate(TorchTensor *const *tensors, int count, int dimension) {
  return make([&] {
    std::vector<at::Tensor> parts;
    for (int i = 0; i < count; i++) parts.push_back(tensors[i]->value);
    return at::cat(parts, dimension);
  });
}
TorchTensor *torch_index_rows(const TorchTensor *a, const TorchTensor *indices) {
  return make([&] { return at::index_select(a->value, 0, indices->value); });
}

TorchTensor *torch_sum(const TorchTensor *a, int dimension) {
  return make([&] { return at::sum(a->value, dimension); });
}
TorchTensor *torch_mean(const TorchTensor *a, int dimension) {
  return make([&] { return at::mean(a->value, dimension); });
}
TorchTensor *torch_maximum(const TorchTensor *a, int dimension) {
  return make([&] { return std::get<0>(at::max(a->value, dimension)); });
}
TorchTensor *torch_argmax(const TorchTensor *a, int dimension) {
  return make([&] { return at::argmax(a->value, dimension); });
}
TorchTensor *torch_softmax(const TorchTensor *a, int dimension) {
  return make([&] { return at::softmax(a->value, dimension); });
}

TorchTensor *torch_linear(
    const TorchTensor *a, const TorchTensor *weight, const TorchTensor *bias) {
  return make([&] { return at::linear(a->value, weight->value, bias->value); });
}
TorchTensor *torch_layer_norm(
    const TorchTensor *a, const TorchTensor *weight, const TorchTensor *bias, double epsilon) {
  return make([&] {
    return at::layer_norm(
        a->value, weight->value.sizes(), weight->value, bias->value, epsilon, false);
  });
}
TorchTensor *torch_embedding(
    const TorchTensor *weight, const TorchTensor *indices, int64_t padding_index) {
  return make([&] { return at::embedding(weight->value, indices->value, padding_index); });
}
TorchTensor *torch_conv1d(
    const TorchTensor *a, const TorchTensor *weight, const TorchTensor *bias, int64_t padding) {
  return make([&] { return at::conv1d(a->value, weight->value, bias->value, 1, padding); });
}
TorchTensor *torch_cross_entropy(const TorchTensor *logits, const TorchTensor *targets) {
  return make([&] { return at::cross_entropy_loss(logits->value, targets->value); });
}

} // extern "C"

// One pass over the four arrays instead of a dozen: they do not fit into any cache.
static void adamw_plain(
    float *parameter, const float *grad, float *mean, float *square, int64_t count,
    const TorchAdamW &o, float rate, float scale) {
  const float keep = 1 - static_cast<float>(o.rate * o.decay);
  const float beta1 = static_cast<float>(o.beta1), beta2 = static_cast<float>(o.beta2);
  const float rest1 = static_cast<float>(1 - o.beta1), rest2 = static_cast<float>(1 - o.beta2);
  const float epsilon = static_cast<float>(o.epsilon);
  at::parallel_for(0, count, 1 << 14, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      const float g = grad[i];
      const float m = beta1 * mean[i] + rest1 * g;
      const float v = beta2 * square[i] + rest2 * g * g;
      mean[i] = m;
      square[i] = v;
      parameter[i] = parameter[i] * keep - rate * m / (std::sqrt(v) * scale + epsilon);
    }
  });
}

extern "C" {

int torch_adamw(TorchTensor *parameter, TorchTensor *mean, TorchTensor *square, TorchAdamW o) {
  return attempt([&] {
    at::NoGradGuard guard;
    at::Tensor grad = parameter->value.grad();
    if (!grad.defined()) return;
    // m̂ = m ∕ (1 − β₁ᵗ) and v̂ = v ∕ (1 − β₂ᵗ), folded into two factors.
    const double step = static_cast<double>(o.step);
    const double correction1 = o.corrects_bias ? 1 - std::pow(o.beta1, step) : 1;
    const double correction2 = o.corrects_bias ? 1 - std::pow(o.beta2, step) : 1;
    const double rate = o.rate / correction1, scale = 1 / std::sqrt(correction2);
    at::Tensor &p = parameter->value, &m = mean->value, &v = square->value;
    const bool is_plain = p.is_cpu() && p.scalar_type() == at::kFloat && p.is_contiguous() &&
                          m.is_contiguous() && v.is_contiguous() &&
                          grad.scalar_type() == at::kFloat;
    if (is_plain) {
      grad = grad.contiguous();
      adamw_plain(
          p.data_ptr<float>(), grad.data_ptr<float>(), m.data_ptr<float>(), v.data_ptr<float>(),
          p.numel(), o, static_cast<float>(rate), static_cast<float>(scale));
      return;
    }
    m.mul_(o.beta1).add_(grad, 1 - o.beta1);
    v.mul_(o.beta2).addcmul_(grad, grad, 1 - o.beta2);
    p.mul_(1 - o.rate * o.decay);
    p.addcdiv_(m, v.sqrt().mul_(scale).add_(o.epsilon), -rate);
  });
}
int torch_sgd(TorchTensor *parameter, double rate, double decay) {
  return attempt([&] {
    at::NoGradGuard guard;
    at::Tensor grad = parameter->value.grad();
    if (!grad.defined()) return;
    // Decay adds to the gradient, as in PyTorch; w ← w − rate·(g + decay·w).
    parameter->value.mul_(1 - rate * decay).sub_(grad, rate);
  });
}

} // extern "C"

#endif
