# Flags for all hand-written C++: strict warnings, no exceptions to IEEE arithmetic that could change a result between
# two runs, and nothing exported but the JNI entry points.
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Release or Debug" FORCE)
endif()

if(NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    message(FATAL_ERROR "Expected g++ or clang++, received ${CMAKE_CXX_COMPILER_ID} (${CMAKE_CXX_COMPILER}). "
                        "Fix: install one (Debian: apt-get install g++) and set CXX to it.")
endif()

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O3")

add_library(lightmark_flags INTERFACE)
target_compile_options(lightmark_flags INTERFACE -Wall -Wextra -Werror -fno-math-errno -fno-trapping-math)

# The same sources must give the same library wherever they lie, and the fingerprint must be the only build stamp.
target_compile_options(lightmark_flags INTERFACE "-ffile-prefix-map=${CMAKE_SOURCE_DIR}=native"
                                                 "-ffile-prefix-map=${CMAKE_BINARY_DIR}=build")
