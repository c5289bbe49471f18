# LM_SANITIZE=address or LM_SANITIZE=undefined instruments everything; any finding ends the program with an error.
# Less optimisation, since instrumented code takes the compiler far longer.
set(LM_SANITIZE "" CACHE STRING "Empty, address or undefined")
set_property(CACHE LM_SANITIZE PROPERTY STRINGS "" address undefined)

if(LM_SANITIZE STREQUAL "address" OR LM_SANITIZE STREQUAL "undefined")
    add_compile_options(-fsanitize=${LM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g1)
    add_link_options(-fsanitize=${LM_SANITIZE})
elseif(LM_SANITIZE)
    message(FATAL_ERROR "Expected LM_SANITIZE to be empty, address or undefined, received ${LM_SANITIZE}. "
                        "Fix: pass one of these.")
endif()
