# A fingerprint ties parts that are built apart: a SHA-256 over the names and contents of source files, compiled into one
# part and written to a file that goes into the jar of the other.
#
# Included by CMakeLists.txt it defines lm_add_fingerprint; run as a script (cmake -P) at build time it writes the files,
# when a source changed.
if(NOT CMAKE_SCRIPT_MODE_FILE)
    set(LM_FINGERPRINT_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")
    # The CUDA kernels, for whoever builds them: the images and the stand-in driver.
    set(LM_KERNEL_PATTERNS *.cu *.cuh)

    # lm_add_fingerprint(<target> ROOT <folder> PATTERNS <pattern below ROOT> ...
    #                    [TEXT <file that gets the digits>]
    #                    [HEADER <file that defines LM_FINGERPRINT> SOURCE <C++ file that includes it>])
    function(lm_add_fingerprint target)
        cmake_parse_arguments(PARSE_ARGV 1 arg "" "ROOT;TEXT;HEADER;SOURCE" "PATTERNS")
        list(TRANSFORM arg_PATTERNS PREPEND "${arg_ROOT}/" OUTPUT_VARIABLE full_patterns)
        file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${full_patterns})
        # The list itself is an input: a file that is taken away changes it.
        set(listing "${CMAKE_CURRENT_BINARY_DIR}/${target}.sources")
        file(GENERATE OUTPUT "${listing}" CONTENT "${inputs}\n")
        add_custom_command(
            OUTPUT ${arg_HEADER} ${arg_TEXT}
            COMMAND "${CMAKE_COMMAND}" "-DROOT=${arg_ROOT}" "-DPATTERNS=${arg_PATTERNS}" "-DHEADER=${arg_HEADER}"
                    "-DTEXT=${arg_TEXT}" -P "${LM_FINGERPRINT_SCRIPT}"
            DEPENDS ${inputs} "${listing}" "${LM_FINGERPRINT_SCRIPT}"
            COMMENT "Fingerprint of the sources in ${arg_ROOT}"
            VERBATIM)
        add_custom_target(${target} DEPENDS ${arg_HEADER} ${arg_TEXT})
        if(arg_SOURCE)
            set_source_files_properties("${arg_SOURCE}" PROPERTIES COMPILE_OPTIONS "-include;${arg_HEADER}"
                                                                   OBJECT_DEPENDS "${arg_HEADER}")
        endif()
    endfunction()
    return()
endif()

list(TRANSFORM PATTERNS PREPEND "${ROOT}/")
file(GLOB_RECURSE inputs RELATIVE "${ROOT}" ${PATTERNS})
list(SORT inputs)
set(listing "")
foreach(input IN LISTS inputs)
    file(SHA256 "${ROOT}/${input}" hash)
    string(APPEND listing "${hash}  ${input}\n")
endforeach()
string(SHA256 fingerprint "${listing}")
if(HEADER)
    file(WRITE "${HEADER}" "#define LM_FINGERPRINT \"${fingerprint}\"\n")
endif()
if(TEXT)
    file(WRITE "${TEXT}" "${fingerprint}\n")
endif()
