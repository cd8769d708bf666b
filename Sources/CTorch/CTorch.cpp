// Libtorch itself, tensors and their gradients; see CTorch.h. Only ATen is included: it has operations, gradients
// and devices, and compiles in seconds where the front end takes minutes.
#ifdef GA_TORCH

#include "handles.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <dlfcn.h>
#include <torch/csrc/api/include/torch/version.h>

#include <mutex>
#include <vector>

thread_local std::string message;

void remember(const std::exception &error) {
  // libtorch appends a backtrace to what(), which tells a user nothing.
  if (auto *own = dynamic_cast<const c10::Error *>(&error)) {
    message = own->what_without_backtrace();
  } else {
    message = error.what();
  }
}

// A CUDA build keeps its kernels in a library of its own, which nothing here refers to. Libtorch looks once whether
// it is there and keeps the answer, so it has to be loaded before anything asks.
static void load_cuda() {
  static std::once_flag once;
  std::call_once(once, [] { dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL); });
}

static bool has_cuda() {
  load_cuda();
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
  return attempt([&] {
    // Seeding asks for CUDA as well.
    load_cuda();
    at::manual_seed(seed);
  });
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
    // One number is read at the end, for every reading waits for the device.
    std::vector<at::Tensor> norms;
    for (int i = 0; i < count; i++) {
      const at::Tensor &grad = parameters[i]->value.grad();
      if (grad.defined()) norms.push_back(at::norm(grad));
    }
    *norm = norms.empty() ? 0 : at::norm(at::stack(norms).to(at::kDouble)).item<double>();
    if (!(*norm > max_norm)) return;
    double scale = max_norm / (*norm + 1e-6);
    for (int i = 0; i < count; i++) {
      at::Tensor grad = parameters[i]->value.grad();
      if (grad.defined()) grad.mul_(scale);
    }
  });
}

} // extern "C"

#endif
