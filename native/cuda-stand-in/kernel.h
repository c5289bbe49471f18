// A kernel as the driver sees it: its name, its launch bound, and the types of its arguments, all taken from the
// declaration of the function itself. C++14, because the kernels' sources include it.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lm {
namespace stand_in {

struct Argument {
  std::size_t size;
  std::size_t offset;  // in a packed argument buffer
  bool pointer;
};

class Kernel {
 public:
  // Calls the function for one CUDA thread; values[i] points at argument i.
  using Invoke = void (*)(const Kernel& kernel, const void* const* values);
  using Function = void (*)();

  // Registers itself; LM_KERNEL makes one static object per kernel.
  template <typename... Types>
  Kernel(const char* module, const char* name, unsigned threads, void (*function)(Types...))
      : Kernel(module, name, threads, reinterpret_cast<Function>(function), &invokeWith<Types...>,
               Signature<Types...>::arguments(), sizeof...(Types)) {}

  const char* const module;
  const char* const name;
  const unsigned threads;
  const Invoke invoke;
  const Argument* const arguments;
  const std::size_t argumentCount;

  // The size of the arguments one after the other, each at a multiple of its own size.
  std::size_t packedSize() const {
    return argumentCount == 0 ? 0 : arguments[argumentCount - 1].offset + arguments[argumentCount - 1].size;
  }

 private:
  template <typename Type>
  static constexpr bool allowed() {
    return std::is_pointer<Type>::value || std::is_same<Type, int>::value || std::is_same<Type, float>::value ||
           std::is_same<Type, long long>::value;
  }

  template <typename... Types>
  struct Signature {
    static const Argument* arguments() {
      static Argument table[sizeof...(Types) + 1] = {describe<Types>()..., Argument{0, 0, false}};
      std::size_t offset = 0;
      for (std::size_t i = 0; i < sizeof...(Types); i++) {
        offset = (offset + table[i].size - 1) / table[i].size * table[i].size;
        table[i].offset = offset;
        offset += table[i].size;
      }
      return table;
    }
  };

  template <typename Type>
  static Argument describe() {
    static_assert(allowed<Type>(), "kernels take pointers, int, float and long long, nothing else");
    return Argument{sizeof(Type), 0, std::is_pointer<Type>::value};
  }

  template <typename... Types, std::size_t... Index>
  static void invokeIndexed(const Kernel& kernel, const void* const* values, std::index_sequence<Index...>) {
    (void)values;
    reinterpret_cast<void (*)(Types...)>(kernel.function)(*static_cast<const Types*>(values[Index])...);
  }

  template <typename... Types>
  static void invokeWith(const Kernel& kernel, const void* const* values) {
    invokeIndexed<Types...>(kernel, values, std::index_sequence_for<Types...>());
  }

  Kernel(const char* module, const char* name, unsigned threads, Function function, Invoke invoke,
         const Argument* arguments, std::size_t argumentCount);

  const Function function;
};

}  // namespace stand_in
}  // namespace lm
