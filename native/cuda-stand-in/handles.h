// What the host holds for contexts, streams and the like: numbers that are never used twice, so that one that has been
// destroyed is known for what it is.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "error.h"

namespace lm::stand_in {

class Context;

class Object {
 public:
  explicit Object(Context* context) : context(context) {}
  virtual ~Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  virtual const char* kind() const = 0;

  Context* const context;  // the context that it belongs to; for a context, itself
  uint64_t handle = 0;
};

class Handles {
 public:
  // Gives the object a handle and keeps it until remove().
  void add(const std::shared_ptr<Object>& object) {
    object->handle = next_;
    next_ += 16;
    objects_.emplace(object->handle, object);
  }

  void remove(const Object& object) { objects_.erase(object.handle); }

  void removeAllOf(const Context& context) {
    for (auto it = objects_.begin(); it != objects_.end();) {
      it = it->second->context == &context ? objects_.erase(it) : std::next(it);
    }
  }

  // The live object of this handle; none: nullptr.
  template <typename Type>
  std::shared_ptr<Type> tryFind(const void* handle) const {
    auto found = objects_.find(reinterpret_cast<uint64_t>(handle));
    return found == objects_.end() ? nullptr : std::dynamic_pointer_cast<Type>(found->second);
  }

  template <typename Type>
  std::shared_ptr<Type> find(const void* handle) const {
    std::shared_ptr<Type> object = tryFind<Type>(handle);
    if (object == nullptr) {
      throw Failure(CODE_INVALID_HANDLE, std::string("Expected the handle of a live ") + Type::KIND + ", received " +
                                             (handle == nullptr ? "0" : "another") + ".");
    }
    return object;
  }

  // One line per live object, each after a line break.
  std::string list() const {
    std::string lines;
    for (const auto& entry : objects_) {
      lines += std::string("\n") + entry.second->kind();
    }
    return lines;
  }

  template <typename Type>
  uint64_t count() const {
    uint64_t result = 0;
    for (const auto& entry : objects_) {
      result += dynamic_cast<const Type*>(entry.second.get()) == nullptr ? 0 : 1;
    }
    return result;
  }

 private:
  // Not an address that anybody could have: nothing lies there on x86-64.
  uint64_t next_ = 0x4c4d000000001000u;
  std::map<uint64_t, std::shared_ptr<Object>> objects_;
};

template <typename Handle>
Handle handleOf(const Object& object) {
  return reinterpret_cast<Handle>(object.handle);
}

}  // namespace lm::stand_in
