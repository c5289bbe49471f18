package io.lightmark.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.check.FaultyBackend.Fault;
import io.lightmark.check.FaultyBackend.FaultyPlan;
import io.lightmark.error.CudaFatalException;
import io.lightmark.error.DeviceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The suite as people run it: what it counts, what it says, when it stops. */
final class KernelCheckTest {
    private static final Set<String> TWO = Set.of("Add", "Linear");

    private static CheckReport run(Backend backend, Set<String> operations) {
        List<CaseResult> told = new ArrayList<>();
        CheckReport report = new KernelCheck(backend).run(operations, CheckSize.SMALL, told::add);
        assertEquals(told, report.cases());
        return report;
    }

    private static Fault failing(Supplier<RuntimeException> failure) {
        return new Fault() {
            @Override
            public void before(FaultyPlan plan) {
                throw failure.get();
            }
        };
    }

    @Test
    void smallProblemsCoverEveryOperation() {
        try (Backend backend = new ReferenceBackend()) {
            CheckReport report = run(backend, KernelCheck.operations());
            assertTrue(report.isOk(), report::toString);
            assertEquals(
                    KernelCheck.operations(),
                    Set.copyOf(
                            report.cases().stream().map(CaseResult::operation).toList()));
            for (CaseResult result : report.cases()) {
                assertNull(result.failure());
                Double worst = result.worst();
                assertTrue(worst != null && worst >= 0 && worst <= 1, result::toString);
            }
        }
    }

    @Test
    void everySizeContainsTheSmallerOne() {
        assertTrue(CheckSize.ALL.problems().containsAll(CheckSize.COVERING.problems()));
        assertTrue(CheckSize.COVERING.problems().size()
                > 5 * CheckSize.SMALL.problems().size());
    }

    @Test
    void wrongResultsAreCountedAndNamed() {
        Fault fault = new Fault() {
            @Override
            public void after(FaultyPlan plan) {
                plan.change("y", y -> new float[y.length]);
            }
        };
        try (Backend backend = new FaultyBackend(fault)) {
            CheckReport report = run(backend, TWO);
            List<CaseResult> forward = report.cases().stream()
                    .filter(result -> result.problem().endsWith("FORWARD"))
                    .toList();
            assertFalse(report.isOk());
            assertEquals(forward.size(), report.failed());
            assertEquals(report.cases().size(), report.passed() + report.failed());
            for (CaseResult result : forward) {
                assertNull(result.worst());
                assertTrue(String.valueOf(result.failure()).contains(result.problem()), result::toString);
            }
        }
    }

    @Test
    void aFailureOfTheDeviceIsOneCase() {
        try (Backend backend = new FaultyBackend(failing(() -> new DeviceException("a kernel", "none", "write it.")))) {
            CheckReport report = run(backend, TWO);
            assertEquals(report.cases().size(), report.failed());
            assertEquals(0, report.notRun());
            assertEquals(
                    "Expected a kernel, received none. Fix: write it.",
                    report.cases().get(0).failure());
        }
    }

    @Test
    void aLostDeviceEndsTheRun() {
        try (Backend backend = new FaultyBackend(failing(() -> new CudaFatalException(
                719, "CUDA_ERROR_LAUNCH_FAILED", "cuGraphLaunch", "a plan", "start again.", null)))) {
            CheckReport report = run(backend, TWO);
            assertFalse(report.isOk());
            assertEquals(1, report.cases().size());
            assertNotNull(report.cases().get(0).failure());
            assertTrue(report.notRun() > 3, report::toString);
        }
    }

    @Test
    void nothingCheckedIsNotWell() {
        try (Backend backend = new ReferenceBackend()) {
            assertFalse(run(backend, Set.of()).isOk());
        }
    }
}
