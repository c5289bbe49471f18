// Compiles one kernel source with NVIDIA's run-time compiler, any version from 11.2 on: for machines without nvcc, and for
// architectures that the nvcc at hand no longer knows. The library is opened by name; no CUDA headers are needed.
//
//   nvrtc_compile <library>                                       prints "11.8 61 70 75 …": version and architectures
//   nvrtc_compile <library> <source> sm_<n>|compute_<n> <output> <log>  makes a cubin or PTX; the log holds ptxas's figures
//
// Exit code 0: done; 1: said why on the standard error output.
#include <dirent.h>
#include <dlfcn.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct OpaqueProgram;
using Program = OpaqueProgram*;

std::string folderOf(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

// The compiler opens its library of built-in functions by a bare name, which is found when that library is already in
// the process; it lies beside the compiler.
void openBuiltins(const std::string& folder) {
  DIR* directory = folder.empty() ? nullptr : opendir(folder.c_str());
  if (directory == nullptr) {
    return;
  }
  const std::string prefix = "libnvrtc-builtins.so";
  while (const dirent* entry = readdir(directory)) {
    if (std::string(entry->d_name).compare(0, prefix.size(), prefix) == 0) {
      dlopen((folder + entry->d_name).c_str(), RTLD_NOW | RTLD_GLOBAL);
    }
  }
  closedir(directory);
}

// The functions of NVRTC that are used here, with the signatures of its documentation.
class Nvrtc {
 public:
  explicit Nvrtc(const std::string& path) {
    openBuiltins(folderOf(path));
    library_ = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library_ == nullptr) {
      throw std::runtime_error("Expected NVRTC at " + path + ", received: " + dlerror() +
                               ". Fix: correct LIGHTMARK_NVRTC, or unset it.");
    }
    find(version, "nvrtcVersion");
    find(archCount, "nvrtcGetNumSupportedArchs");
    find(archs, "nvrtcGetSupportedArchs");
    find(create, "nvrtcCreateProgram");
    find(destroy, "nvrtcDestroyProgram");
    find(compile, "nvrtcCompileProgram");
    find(logSize, "nvrtcGetProgramLogSize");
    find(log, "nvrtcGetProgramLog");
    find(cubinSize, "nvrtcGetCUBINSize");
    find(cubin, "nvrtcGetCUBIN");
    find(ptxSize, "nvrtcGetPTXSize");
    find(ptx, "nvrtcGetPTX");
    find(errorString, "nvrtcGetErrorString");
  }

  void check(int result, const char* call) const {
    if (result != 0) {
      throw std::runtime_error(std::string(call) + ": " + errorString(result));
    }
  }

  // What a pair of functions gives that first tell a size and then fill as many bytes.
  std::string text(Program program, int (*size)(Program, size_t*), int (*fill)(Program, char*),
                   const char* call) const {
    size_t bytes = 0;
    check(size(program, &bytes), call);
    std::string content(bytes, '\0');
    if (bytes > 0) {
      check(fill(program, &content[0]), call);
    }
    return content;
  }

  int (*version)(int*, int*) = nullptr;
  int (*archCount)(int*) = nullptr;
  int (*archs)(int*) = nullptr;
  int (*create)(Program*, const char*, const char*, int, const char* const*, const char* const*) = nullptr;
  int (*destroy)(Program*) = nullptr;
  int (*compile)(Program, int, const char* const*) = nullptr;
  int (*logSize)(Program, size_t*) = nullptr;
  int (*log)(Program, char*) = nullptr;
  int (*cubinSize)(Program, size_t*) = nullptr;
  int (*cubin)(Program, char*) = nullptr;
  int (*ptxSize)(Program, size_t*) = nullptr;
  int (*ptx)(Program, char*) = nullptr;
  const char* (*errorString)(int) = nullptr;

 private:
  template <typename Function>
  void find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(dlsym(library_, name));
    if (function == nullptr) {
      throw std::runtime_error(std::string("Expected NVRTC 11.2 or newer, received a library without ") + name +
                               ". Fix: use a newer one.");
    }
  }

  void* library_ = nullptr;
};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) {
    throw std::runtime_error("Expected a readable file at " + path + ", received none. Fix: correct the path.");
  }
  return content;
}

void write(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) {
    throw std::runtime_error("Expected to write " + path + ", received an error. Fix: free space or rights there.");
  }
}

// C strings end with a zero byte that does not belong into a file.
std::string withoutZero(std::string content) {
  while (!content.empty() && content.back() == '\0') {
    content.pop_back();
  }
  return content;
}

void describe(const Nvrtc& nvrtc) {
  int major = 0;
  int minor = 0;
  nvrtc.check(nvrtc.version(&major, &minor), "nvrtcVersion");
  int count = 0;
  nvrtc.check(nvrtc.archCount(&count), "nvrtcGetNumSupportedArchs");
  std::vector<int> archs(static_cast<size_t>(count));
  nvrtc.check(nvrtc.archs(archs.data()), "nvrtcGetSupportedArchs");
  std::printf("%d.%d", major, minor);
  for (int arch : archs) {
    std::printf(" %d", arch);
  }
  std::printf("\n");
}

void compile(const Nvrtc& nvrtc, const std::string& source, const std::string& architecture,
             const std::string& output, const std::string& logFile) {
  bool machineCode = architecture.compare(0, 3, "sm_") == 0;
  std::string code = read(source);
  std::string arch = "-arch=" + architecture;
  std::string include = "-I" + folderOf(source);
  // Lambdas within kernels carry no mark of where they run; nvcc takes them for device functions by itself.
  std::vector<const char*> options = {"-std=c++14", "-default-device", arch.c_str(), include.c_str()};
  if (machineCode) {
    options.push_back("--ptxas-options=-v");
  }
  Program program = nullptr;
  nvrtc.check(nvrtc.create(&program, code.c_str(), source.c_str(), 0, nullptr, nullptr), "nvrtcCreateProgram");
  int result = nvrtc.compile(program, static_cast<int>(options.size()), options.data());
  std::string log = withoutZero(nvrtc.text(program, nvrtc.logSize, nvrtc.log, "nvrtcGetProgramLog"));
  write(logFile, log);
  if (result != 0) {
    throw std::runtime_error(log + source + " for " + architecture + ": " + nvrtc.errorString(result));
  }
  write(output, machineCode ? nvrtc.text(program, nvrtc.cubinSize, nvrtc.cubin, "nvrtcGetCUBIN")
                            : withoutZero(nvrtc.text(program, nvrtc.ptxSize, nvrtc.ptx, "nvrtcGetPTX")));
  nvrtc.check(nvrtc.destroy(&program), "nvrtcDestroyProgram");
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count == 2) {
      describe(Nvrtc(arguments[1]));
    } else if (count == 6) {
      compile(Nvrtc(arguments[1]), arguments[2], arguments[3], arguments[4], arguments[5]);
    } else {
      throw std::runtime_error("Expected nvrtc_compile <library> [<source> sm_<n>|compute_<n> <output> <log>].");
    }
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "nvrtc_compile: %s\n", e.what());
    return 1;
  }
}
