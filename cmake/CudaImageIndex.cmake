# Writes images.json and removes images that are no longer made; run as a script (cmake -P) by CudaImages.cmake.
cmake_minimum_required(VERSION 3.18)

file(READ "${KEPT}" kept)
file(GLOB_RECURSE present "${IMAGES}/*")
foreach(file IN LISTS present)
    if(NOT file IN_LIST kept)
        file(REMOVE "${file}")
    endif()
endforeach()

file(STRINGS "${FINGERPRINT}" fingerprint)
file(MAKE_DIRECTORY "${IMAGES}")
execute_process(
    COMMAND awk -v "fingerprint=${fingerprint}" -v "images=${IMAGES}" -v "logs=${LOGS}" -f "${AWK_SCRIPT}" "${LIST}"
    OUTPUT_FILE "${INDEX}.part" RESULT_VARIABLE code ERROR_VARIABLE output)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "Expected awk to write ${INDEX}, received: ${output}")
endif()
file(RENAME "${INDEX}.part" "${INDEX}")
