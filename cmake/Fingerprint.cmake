# The fingerprint ties the Java classes to the native library: a SHA-256 over the names and contents of all files under
# cpu/ and jni/, compiled in as LM_FINGERPRINT and written to a file that goes into the jar of the classes.
#
# Included by CMakeLists.txt it defines lm_add_fingerprint; run as a script (cmake -P) at build time it writes the two
# files, when a source changed.
if(NOT CMAKE_SCRIPT_MODE_FILE)
    set(LM_FINGERPRINT_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

    # lm_add_fingerprint(<C++ file that gets the macro LM_FINGERPRINT> <text file for the jar>)
    function(lm_add_fingerprint source text)
        file(GLOB_RECURSE inputs CONFIGURE_DEPENDS cpu/*.cpp cpu/*.h jni/*.cpp jni/*.h)
        set(header "${CMAKE_BINARY_DIR}/fingerprint.h")
        add_custom_command(
            OUTPUT "${header}" "${text}"
            COMMAND "${CMAKE_COMMAND}" "-DROOT=${CMAKE_CURRENT_SOURCE_DIR}" "-DHEADER=${header}" "-DTEXT=${text}"
                    -P "${LM_FINGERPRINT_SCRIPT}"
            DEPENDS ${inputs} "${LM_FINGERPRINT_SCRIPT}"
            COMMENT "Fingerprint of the native sources"
            VERBATIM)
        add_custom_target(fingerprint DEPENDS "${header}" "${text}")
        set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS "-include;${header}"
                                                           OBJECT_DEPENDS "${header}")
    endfunction()
    return()
endif()

file(GLOB_RECURSE inputs RELATIVE "${ROOT}" "${ROOT}/cpu/*.cpp" "${ROOT}/cpu/*.h" "${ROOT}/jni/*.cpp" "${ROOT}/jni/*.h")
list(SORT inputs)
set(listing "")
foreach(input IN LISTS inputs)
    file(SHA256 "${ROOT}/${input}" hash)
    string(APPEND listing "${hash}  ${input}\n")
endforeach()
string(SHA256 fingerprint "${listing}")
file(WRITE "${HEADER}" "#define LM_FINGERPRINT \"${fingerprint}\"\n")
file(WRITE "${TEXT}" "${fingerprint}\n")
