#!/bin/sh
# Builds the CUDA images for Maven, with whatever CUDA compilers are there, and prints one line of what was made.
#
#   cuda-kernels/build.sh <build directory> [CMake -D options …]
#
# The compilers' output goes to <build directory>/build.log and is shown when something fails. Environment:
#   CUDA_HOME        a toolkit whose nvcc is not on the PATH
#   LIGHTMARK_NVRTC  the file of the NVRTC to use; without it one is searched for
set -eu

root=$(cd "$(dirname "$0")" && pwd)
build=$1
shift

mkdir -p "$build"
log=$build/build.log
if ! { cmake -S "$root" -B "$build" -G "Unix Makefiles" "$@" \
    && cmake --build "$build" --parallel "$(getconf _NPROCESSORS_ONLN)"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
cat "$build/summary.txt"
