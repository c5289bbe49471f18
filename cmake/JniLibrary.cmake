# The shared library that Java loads: the C interface, the kernels and the JNI code that JavaCPP generated.
include(JavaHome)

# JavaCPP rewrites its files in every build; the sorted copies change only when the binding does.
set(jni_sources "")
set(copies "")
foreach(name IN ITEMS jnijavacpp.cpp jnilightmark.cpp)
    list(APPEND jni_sources "${CMAKE_BINARY_DIR}/jni/${name}")
    list(APPEND copies COMMAND "${CMAKE_COMMAND}" "-DINPUT=${LM_JNI_DIR}/${name}"
                               "-DOUTPUT=${CMAKE_BINARY_DIR}/jni/${name}" -P "${CMAKE_CURRENT_LIST_DIR}/SortedJni.cmake")
endforeach()
add_custom_target(jni_sources ${copies} BYPRODUCTS ${jni_sources} VERBATIM)

# The order of the objects matters: of a template or inline function that several of them hold the linker keeps the
# first copy, so those for the oldest processor come first.
add_library(jnilightmark SHARED ${jni_sources} $<TARGET_OBJECTS:lightmark_core> ${kernel_objects})
add_dependencies(jnilightmark jni_sources)
target_include_directories(jnilightmark PRIVATE jni
                           "${LM_JAVA_HOME}/include" "${LM_JAVA_HOME}/include/linux")
# Generated code is not ours to keep free of warnings. Strings cross the border as UTF-8 whatever the locale.
target_compile_options(jnilightmark PRIVATE -w ${LM_BASELINE_FLAGS})
target_compile_definitions(jnilightmark PRIVATE "STRING_BYTES_CHARSET=\"UTF-8\"")
target_link_libraries(jnilightmark PRIVATE Threads::Threads ${CMAKE_DL_LIBS})
target_link_options(jnilightmark PRIVATE "-Wl,--version-script=${CMAKE_CURRENT_SOURCE_DIR}/jni/exports.map"
                    -Wl,--no-undefined -Wl,-z,noexecstack -Wl,--build-id=sha1)
set_target_properties(jnilightmark PROPERTIES LINK_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/jni/exports.map"
                      LIBRARY_OUTPUT_DIRECTORY "${LM_LIBRARY_DIR}")
