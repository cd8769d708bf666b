// Operations on tensors and steps of optimizers; see CTorch.h.
#ifdef GA_TORCH

#include "handles.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <vector>

extern "C" {

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
