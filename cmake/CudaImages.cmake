# Commands that make the images, and the index over them.

set(LM_IMAGE_INDEX_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/CudaImageIndex.cmake")

# lm_includes(<source> <result>): the files that a kernel source includes, directly or not.
function(lm_includes source result)
    set(found "")
    set(open "${source}")
    while(open)
        list(POP_FRONT open file)
        file(STRINGS "${file}" lines REGEX "^#include \"")
        foreach(line IN LISTS lines)
            string(REGEX REPLACE "^#include \"([^\"]*)\".*" "\\1" name "${line}")
            set(include "${CMAKE_CURRENT_SOURCE_DIR}/${name}")
            if(EXISTS "${include}" AND NOT include IN_LIST found)
                list(APPEND found "${include}")
                list(APPEND open "${include}")
            endif()
        endforeach()
    endwhile()
    # What is included can change only with these.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}" ${found})
    set("${result}" "${found}" PARENT_SCOPE)
endfunction()

# lm_virtual_below(<architecture> <result>): what nvcc translates the kernels for on the way to an architecture.
function(lm_virtual_below architecture result)
    list(GET LM_NVCC_ARCHITECTURES 0 best)
    foreach(virtual IN LISTS LM_VIRTUAL_ARCHITECTURES)
        if(virtual GREATER best AND virtual LESS_EQUAL architecture)
            set(best "${virtual}")
        endif()
    endforeach()
    set("${result}" "${best}" PARENT_SCOPE)
endfunction()

# A command whose error output is kept in a file and shown when it fails.
function(lm_add_logged_command log)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT;COMMENT" "COMMAND;DEPENDS")
    get_filename_component(folder "${arg_OUTPUT}" DIRECTORY)
    get_filename_component(log_folder "${log}" DIRECTORY)
    add_custom_command(
        OUTPUT "${arg_OUTPUT}"
        BYPRODUCTS "${log}"
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}" "${log_folder}"
        COMMAND sh -c "log=$1; shift; \"$@\" >\"$log\" 2>&1 || { cat \"$log\"; exit 1; }" sh "${log}" ${arg_COMMAND}
        DEPENDS ${arg_DEPENDS}
        COMMENT "${arg_COMMENT}"
        VERBATIM)
endfunction()

# One translation per virtual architecture, one assembly per real one; the lowest translation is an image, too.
function(lm_add_nvcc_images module source result)
    set(folder "nvcc-${LM_NVCC_VERSION}")
    lm_includes("${source}" includes)
    set(images "")
    set(translated "")
    foreach(architecture IN LISTS LM_NVCC_ARCHITECTURES)
        lm_virtual_below("${architecture}" virtual)
        set(ptx "${CMAKE_BINARY_DIR}/${folder}/compute_${virtual}/${module}.ptx")
        if(NOT virtual IN_LIST translated)
            if(NOT translated)
                set(ptx "${LM_IMAGE_DIR}/${folder}/compute_${virtual}/${module}.ptx")
                set(lowest "${ptx}")
            endif()
            list(APPEND translated "${virtual}")
            lm_add_logged_command(
                "${CMAKE_BINARY_DIR}/${folder}/compute_${virtual}/${module}.log" OUTPUT "${ptx}"
                COMMAND "${LM_NVCC}" ${LM_NVCC_FLAGS} -Werror all-warnings -ptx "-arch=compute_${virtual}" -o "${ptx}"
                        "${source}"
                DEPENDS "${source}" ${includes} COMMENT "${folder} compute_${virtual} ${module}")
        elseif(virtual EQUAL LM_NVCC_LOWEST)
            set(ptx "${lowest}")
        endif()
        set(cubin "${LM_IMAGE_DIR}/${folder}/sm_${architecture}/${module}.cubin")
        lm_add_logged_command(
            "${CMAKE_BINARY_DIR}/${folder}/sm_${architecture}/${module}.log" OUTPUT "${cubin}"
            COMMAND "${LM_NVCC}" --Wno-deprecated-gpu-targets -cubin "-arch=sm_${architecture}" -Xptxas -v -o "${cubin}"
                    "${ptx}"
            DEPENDS "${ptx}" COMMENT "${folder} sm_${architecture} ${module}")
        list(APPEND images "${cubin}")
    endforeach()
    set("${result}" "${images}" "${lowest}" PARENT_SCOPE)
endfunction()

function(lm_add_nvrtc_images module source result)
    set(folder "nvrtc-${LM_NVRTC_VERSION}")
    lm_includes("${source}" includes)
    set(targets "")
    foreach(architecture IN LISTS LM_NVRTC_ARCHITECTURES)
        list(APPEND targets "sm_${architecture}")
    endforeach()
    list(APPEND targets "compute_${LM_NVRTC_LOWEST}")
    set(images "")
    foreach(target IN LISTS targets)
        set(ending cubin)
        if(target MATCHES "compute")
            set(ending ptx)
        endif()
        set(image "${LM_IMAGE_DIR}/${folder}/${target}/${module}.${ending}")
        set(log "${CMAKE_BINARY_DIR}/${folder}/${target}/${module}.log")
        lm_add_logged_command(
            "${log}.messages" OUTPUT "${image}"
            COMMAND "${LM_NVRTC_COMPILE}" "${LM_NVRTC}" "${source}" "${target}" "${image}" "${log}"
            DEPENDS "${source}" ${includes} "${LM_NVRTC_COMPILE}" COMMENT "${folder} ${target} ${module}")
        list(APPEND images "${image}")
    endforeach()
    set("${result}" "${images}" PARENT_SCOPE)
endfunction()

# lm_add_images(<kernel source> ...): all images of all toolkits, the index, and the line that build.sh prints.
function(lm_add_images)
    set(images "")
    set(listing "")
    set(summary "")
    set(modules "")
    foreach(source IN LISTS ARGN)
        get_filename_component(module "${source}" NAME_WE)
        list(APPEND modules "${module}")
    endforeach()
    foreach(toolkit IN LISTS LM_CUDA_TOOLKITS)
        string(TOLOWER "${toolkit}" name)
        list(GET LM_${toolkit}_ARCHITECTURES 0 lowest)
        set(LM_${toolkit}_LOWEST "${lowest}")
        foreach(source module IN ZIP_LISTS ARGN modules)
            if(toolkit STREQUAL NVCC)
                lm_add_nvcc_images("${module}" "${source}" made)
            else()
                lm_add_nvrtc_images("${module}" "${source}" made)
            endif()
            list(APPEND images ${made})
        endforeach()
        list(JOIN LM_${toolkit}_ARCHITECTURES " " architectures)
        string(APPEND listing "toolkit ${name} ${LM_${toolkit}_VERSION} ${lowest} ${architectures}\n")
        string(REPLACE " " " sm_" architectures "sm_${architectures}")
        string(APPEND summary "; ${name} ${LM_${toolkit}_VERSION}: ${architectures}, PTX ${lowest}")
    endforeach()
    foreach(module IN LISTS modules)
        string(APPEND listing "module ${module}\n")
    endforeach()
    lm_add_image_index("${listing}" ${images})
    list(LENGTH modules count)
    if(summary)
        set(summary "${count} modules${summary}")
    elseif(LM_CUDA_ARCHITECTURES STREQUAL "none")
        set(summary "none, as asked for")
    else()
        set(summary "none: ${LM_NVCC_ABSENCE}; ${LM_NVRTC_ABSENCE}")
    endif()
    file(WRITE "${CMAKE_BINARY_DIR}/summary.txt" "CUDA images: ${summary}\n")
endfunction()

# images.json, and an end to files that no longer belong there.
function(lm_add_image_index listing)
    set(list "${CMAKE_BINARY_DIR}/images.txt")
    file(GENERATE OUTPUT "${list}" CONTENT "${listing}")
    set(kept "${CMAKE_BINARY_DIR}/kept.txt")
    file(GENERATE OUTPUT "${kept}" CONTENT "${ARGN}")
    set(awk_script "${CMAKE_CURRENT_SOURCE_DIR}/tools/image_index.awk")
    set(index "${LM_IMAGE_DIR}/images.json")
    add_custom_command(
        OUTPUT "${index}"
        COMMAND "${CMAKE_COMMAND}" "-DIMAGES=${LM_IMAGE_DIR}" "-DKEPT=${kept}" "-DINDEX=${index}" "-DLIST=${list}"
                "-DAWK_SCRIPT=${awk_script}" "-DLOGS=${CMAKE_BINARY_DIR}" "-DFINGERPRINT=${LM_FINGERPRINT_FILE}"
                -P "${LM_IMAGE_INDEX_SCRIPT}"
        DEPENDS ${ARGN} "${list}" "${kept}" "${awk_script}" "${LM_IMAGE_INDEX_SCRIPT}" "${LM_FINGERPRINT_FILE}"
        COMMENT "Index of the images"
        VERBATIM)
    add_custom_target(images ALL DEPENDS "${index}")
    add_dependencies(images fingerprint)
endfunction()
