package io.lightmark.backend;

import io.lightmark.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation, forward and backward, on every backend of this machine, against the oracle. The oracle computes each
 * problem once for all backends.
 */
final class BackendContractTest {
    private static final long SEED = 20_240_601;
    private static final List<Backend> COMPARED = new ArrayList<>();
    private static final List<Backend> ALL = new ArrayList<>();

    @BeforeAll
    static void open() {
        Backends.compared().forEach(choice -> COMPARED.add(choice.open().get()));
        ALL.addAll(COMPARED);
        ALL.add(Backends.reference().open().get());
    }

    @AfterAll
    static void close() {
        ALL.forEach(Backend::close);
        ALL.clear();
        COMPARED.clear();
    }

    static Stream<Arguments> small() {
        return cases(OpCases.small());
    }

    static Stream<Arguments> covering() {
        return cases(OpCases.covering());
    }

    static Stream<Arguments> all() {
        return cases(OpCases.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("small")
    void smallProblemsOnAllBackends(String name, OpCase problem) {
        check(problem, ALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("covering")
    void everyPairOfSizesAndAttributes(String name, OpCase problem) {
        check(problem, COMPARED);
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void everySizeChannelCountAndBatch(String name, OpCase problem) {
        check(problem, COMPARED);
    }

    private static void check(OpCase problem, List<Backend> backends) {
        for (Expectation expectation : Expectation.of(problem, SEED)) {
            for (Backend backend : backends) {
                OpCheck.check(expectation, backend);
            }
        }
    }

    private static Stream<Arguments> cases(List<Op> ops) {
        return ops.stream()
                .flatMap(op -> OpCase.passes(op).stream())
                .map(problem -> Arguments.of(problem.toString(), problem));
    }
}
