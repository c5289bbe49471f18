# LM_JAVA_HOME, a JDK with jni.h.
set(LM_JAVA_HOME "$ENV{JAVA_HOME}" CACHE PATH "The JDK whose jni.h is used")
if(NOT EXISTS "${LM_JAVA_HOME}/include/jni.h")
    message(FATAL_ERROR "Expected include/jni.h in the JDK ${LM_JAVA_HOME}, received none. Fix: install a JDK (Debian: "
                        "apt-get install openjdk-17-jdk-headless) and run Maven with it (JAVA_HOME).")
endif()
