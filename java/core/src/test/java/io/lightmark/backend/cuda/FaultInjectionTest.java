package io.lightmark.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every single call of the driver fails once, in a short training and a prediction: the right exception comes out, nothing
 * is left behind, and after a failure that CUDA calls final the driver is not asked again.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FaultInjectionTest {
    private static final int[] FATAL = {719, 700, 999};

    /** A plain build tries every so many calls, where each costs a tenth of a second: prime to the rhythm of a plan. */
    private static final int SAMPLED = 7;

    /** After every so many failures the same process tries again. */
    private static final int RETRIED = 5;

    /** Functions that give something back: when one fails, that one thing stays. */
    private static final Set<String> RELEASES = Set.of(
            "cuMemFree",
            "cuModuleUnload",
            "cuStreamDestroy",
            "cuGraphDestroy",
            "cuGraphExecDestroy",
            "cuMemHostUnregister",
            "cuDevicePrimaryCtxRelease");

    private static final String NOTHING = " held {}";

    private String undisturbed = "";
    private int calls;

    @BeforeEach
    void countTheCalls() {
        StandIn.command("reset");
        undisturbed = new ShortRun().call();
        calls = Integer.parseInt(StandIn.command("calls"));
        assertTrue(undisturbed.startsWith("done ") && undisturbed.endsWith(NOTHING), undisturbed);
        assertEquals(Set.of(), live(), "left behind by an undisturbed run");
        assertTrue(calls > 50, "only " + calls + " calls");
    }

    @AfterEach
    void forgetEverything() {
        StandIn.command("reset");
    }

    private static void fail(int k, int code) {
        StandIn.command("reset");
        StandIn.command("fault * " + k + " " + code);
    }

    /** What the stand-in still holds, as {@code bytes=256}. */
    private static Set<String> live() {
        Set<String> live = new TreeSet<>(List.of(StandIn.command("live").split(" ")));
        live.removeIf(count -> count.endsWith("=0"));
        return live;
    }

    @ParameterizedTest(name = "code {0}")
    @ValueSource(ints = {1, 2})
    void aFailureLeavesNothingBehind(int code) {
        String exception = code == 2 ? "CudaOutOfMemoryException" : "CudaException";
        List<String> survived = new ArrayList<>();
        for (int k = 1; k <= calls; k++) {
            fail(k, code);
            String result = new ShortRun().call();
            String where = "call " + k + " of " + calls + " gives " + code + ": " + result;
            if (result.startsWith("done ")) {
                assertEquals(undisturbed, result, where);
                survived.add(where);
            } else {
                assertTrue(result.startsWith(exception + " " + code + " "), where);
            }
            assertTrue(result.endsWith(NOTHING), where);
            if (RELEASES.stream().noneMatch(result::contains)) {
                assertEquals(Set.of(), live(), where);
            }
            if (k % RETRIED == 0) {
                StandIn.command("fault clear");
                assertEquals(undisturbed, new ShortRun().call(), where + ", then again without fault");
            }
        }
        assertEquals(
                2, survived.size(), () -> "only locking host memory may fail silently, once per plan: " + survived);
    }

    @Test
    void afterAFatalFailureTheDriverIsNotAskedAgain() throws Exception {
        for (int k = 1; k <= calls; k += SAMPLED) {
            checkFatal(k, FATAL[k / SAMPLED % FATAL.length]);
        }
    }

    @Tag("nightly")
    @Test
    void afterEveryFatalFailureTheDriverIsNotAskedAgain() throws Exception {
        for (int k = 1; k <= calls; k++) {
            for (int code : FATAL) {
                checkFatal(k, code);
            }
        }
    }

    private void checkFatal(int k, int code) throws Exception {
        fail(k, code);
        String result = new FreshClasses().run(ShortRun.class);
        String where = "call " + k + " of " + calls + " gives " + code + ": " + result;
        assertTrue(result.startsWith("CudaFatalException " + code + " "), where);
        assertTrue(result.endsWith(" then the same" + NOTHING), where);
        assertEquals(Integer.toString(k), StandIn.command("calls"), where);
    }
}
