// What the files of this target share: handles of tensors, and how errors become return values.
#ifndef GA_TORCH_HANDLES_H
#define GA_TORCH_HANDLES_H

#include <ATen/ATen.h>

#include <exception>
#include <string>

#include "CTorch.h"

struct TorchTensor {
  at::Tensor value;
};

/// What the last call of this thread that failed has to say.
extern thread_local std::string message;

/// Keeps what an error has to say.
void remember(const std::exception &error);

/// Runs `body`, whose result becomes a new handle.
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

/// Runs `body`; 0, or −1 if it throws.
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

static inline at::ScalarType scalar(int type) {
  return type == TORCH_FLOAT ? at::kFloat : type == TORCH_DOUBLE ? at::kDouble : at::kLong;
}

static inline at::IntArrayRef sizes(const int64_t *shape, int rank) {
  return at::IntArrayRef(shape, static_cast<size_t>(rank));
}

#endif
