package io.lightmark.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.testing.ChildJvm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stand-in driver in a virtual machine; what it does by itself is tested in native/cuda-stand-in/test. */
final class StandInTest {
    /**
     * Every function that JCuda's library refers to is there (the dynamic linker looks for all of them at once), and faults
     * of kernels and those of Java's null checks, also of host functions, do not get in each other's way.
     */
    @Test
    void sharesAProcessWithJava() throws Exception {
        ChildJvm child = ChildJvm.start(
                CudaEnvironmentTest.classPath(true),
                List.of("-Xmx256m"),
                Map.of("LD_BIND_NOW", "1"),
                StandInScenario.class);
        assertEquals("1\nfaults 30\nexit 0", child.finish());
    }
}
