# Compiles a list of kernel sources once per instruction set. Each build gets
#   LM_SIMD       0 baseline, 1 AVX2 with FMA and F16C, 2 AVX-512 (F, BW, DQ, VL) with FMA
#   LM_NAMESPACE  lm_baseline, lm_avx2 or lm_avx512, the namespace that the file must put everything in
# so that one process can hold all three and choose at load. Of inline code that several builds share, the linker keeps the
# copy of the first object; JniLibrary.cmake therefore names the baseline's objects first.
set(LM_BASELINE_FLAGS -march=x86-64)
set(LM_AVX2_FLAGS -march=x86-64 -mavx2 -mfma -mf16c)
set(LM_AVX512_FLAGS ${LM_AVX2_FLAGS} -mavx512f -mavx512bw -mavx512dq -mavx512vl)

# lm_add_simd_variants(<out: list of object expressions> <source>…)
function(lm_add_simd_variants objects)
    set(level 0)
    set(result "")
    foreach(variant IN ITEMS baseline avx2 avx512)
        if(ARGN)
            string(TOUPPER "LM_${variant}_FLAGS" flags)
            add_library(lightmark_${variant} OBJECT ${ARGN})
            target_include_directories(lightmark_${variant} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}" cpu cpu/kernels jni)
            target_compile_definitions(lightmark_${variant} PRIVATE LM_SIMD=${level} LM_NAMESPACE=lm_${variant})
            target_compile_options(lightmark_${variant} PRIVATE ${${flags}})
            target_link_libraries(lightmark_${variant} PRIVATE lightmark_flags)
            list(APPEND result "$<TARGET_OBJECTS:lightmark_${variant}>")
        endif()
        math(EXPR level "${level} + 1")
    endforeach()
    set(${objects} "${result}" PARENT_SCOPE)
endfunction()
