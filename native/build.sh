#!/bin/sh
# Builds the native library for Maven: checks the tools, configures, builds what changed.
#
#   native/build.sh <build directory> [CMake -D options …]
#
# The compiler's output goes to <build directory>/build.log and is shown when something fails. CXX chooses the compiler.
set -eu

root=$(cd "$(dirname "$0")" && pwd)
build=$1
shift

fail() {
    echo "lightmark native build: Expected $1, received none. Fix: install the build tools" \
        "(Debian: apt-get install cmake make g++ openjdk-17-jdk-headless$2)." >&2
    exit 1
}

command -v cmake >/dev/null || fail "cmake 3.18 or newer on the PATH" ""
command -v make >/dev/null || fail "make on the PATH" ""
if [ -n "${CXX:-}" ]; then
    command -v "$CXX" >/dev/null || fail "the C++17 compiler that CXX names ($CXX)" ", or unset CXX"
else
    command -v g++ >/dev/null || command -v clang++ >/dev/null || command -v c++ >/dev/null \
        || fail "a C++17 compiler (g++ or clang++) on the PATH" ""
fi

mkdir -p "$build"
log=$build/build.log
if ! { cmake -S "$root" -B "$build" -G "Unix Makefiles" "$@" \
    && cmake --build "$build" --parallel "$(getconf _NPROCESSORS_ONLN)"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
