# cmake -DINPUT=… -DOUTPUT=… -P SortedJni.cmake
#
# Copies a file that JavaCPP generated with its functions sorted by name, and leaves the copy alone when nothing changed.
# JavaCPP writes them in the order of Class.getDeclaredMethods(), which differs from one virtual machine to the next;
# sorted, the build is incremental and the library reproducible.
file(READ "${INPUT}" text)

# The characters that mean something in a CMake list, kept out of the way.
string(ASCII 1 semicolon)
string(ASCII 2 open)
string(ASCII 3 close)
string(REPLACE ";" "${semicolon}" text "${text}")
string(REPLACE "[" "${open}" text "${text}")
string(REPLACE "]" "${close}" text "${text}")

string(REGEX REPLACE "\n+}\n+$" "" text "${text}")
string(REGEX REPLACE "\n+JNIEXPORT ([A-Za-z]+) JNICALL Java_" ";JNIEXPORT \\1 JNICALL Java_" functions "${text}")
list(POP_FRONT functions head)
list(SORT functions)
list(JOIN functions "\n" body)
set(text "${head}\n${body}\n}\n")

string(REPLACE "${semicolon}" ";" text "${text}")
string(REPLACE "${open}" "[" text "${text}")
string(REPLACE "${close}" "]" text "${text}")

set(old "")
if(EXISTS "${OUTPUT}")
    file(READ "${OUTPUT}" old)
endif()
if(NOT text STREQUAL old)
    file(WRITE "${OUTPUT}" "${text}")
endif()
