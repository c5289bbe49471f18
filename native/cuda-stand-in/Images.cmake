# cmake -DMODULES=<names> -DFINGERPRINT=<file> -DFOLDER=<folder> -P Images.cmake
#
# Writes <folder>/<module>.image for each module: the text that the stand-in's cuModuleLoadData reads. Other images in
# the folder are of modules that are gone.
cmake_policy(VERSION 3.18)
file(STRINGS "${FINGERPRINT}" fingerprint LIMIT_COUNT 1)
file(GLOB old "${FOLDER}/*.image")
foreach(image IN LISTS old)
    get_filename_component(module "${image}" NAME_WE)
    if(NOT module IN_LIST MODULES)
        file(REMOVE "${image}")
    endif()
endforeach()
foreach(module IN LISTS MODULES)
    file(WRITE "${FOLDER}/${module}.image" "lightmark-stand-in-image 1\nmodule ${module}\nfingerprint ${fingerprint}\n")
endforeach()
