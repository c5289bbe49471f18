package io.lightmark.check;

import io.lightmark.backend.Backend;
import io.lightmark.error.CudaFatalException;
import io.lightmark.error.DeviceException;
import io.lightmark.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Checks the operations of a device. Inputs are drawn from a fixed seed, so two runs check the same. */
public final class KernelCheck {
    private static final long SEED = 20_240_601;
    private static final double NANOS = 1e9;

    private final Backend backend;

    /** @param backend the device; the caller closes it */
    public KernelCheck(Backend backend) {
        this.backend = backend;
    }

    /** The names of all operations, sorted. */
    public static Set<String> operations() {
        return Arrays.stream(Op.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Runs the cases of some operations.
     *
     * @param operations names out of {@link #operations()}
     * @param listener told of each case when it is done
     */
    public CheckReport run(Collection<String> operations, CheckSize size, Consumer<CaseResult> listener) {
        List<OpCase> problems = problems(operations, size);
        List<CaseResult> results = new ArrayList<>();
        long start = System.nanoTime();
        boolean lost = false;
        for (int i = 0; i < problems.size() && !lost; i++) {
            Outcome outcome = check(problems.get(i));
            lost = outcome.lost();
            results.add(outcome.result());
            listener.accept(outcome.result());
        }
        return new CheckReport(results, problems.size() - results.size(), seconds(start));
    }

    private static List<OpCase> problems(Collection<String> operations, CheckSize size) {
        return size.problems().stream()
                .filter(op -> operations.contains(name(op)))
                .flatMap(op -> OpCase.passes(op).stream())
                .toList();
    }

    /**
     * @param result of a case
     * @param lost whether no later case can run
     */
    private record Outcome(CaseResult result, boolean lost) {}

    private Outcome check(OpCase problem) {
        long start = System.nanoTime();
        try {
            double worst = 0;
            for (Expectation expectation : Expectation.of(problem, SEED)) {
                worst = Math.max(
                        worst,
                        OpCheck.check(expectation, backend, backend.name()).worst());
            }
            return new Outcome(
                    new CaseResult(name(problem.op()), problem.toString(), worst, null, seconds(start)), false);
        } catch (CheckFailedException | DeviceException | IllegalArgumentException e) {
            String failure = String.valueOf(e.getMessage());
            return new Outcome(
                    new CaseResult(name(problem.op()), problem.toString(), null, failure, seconds(start)),
                    e instanceof CudaFatalException);
        }
    }

    private static String name(Op op) {
        return op.getClass().getSimpleName();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / NANOS;
    }
}
