package io.lightmark.backend;

import io.lightmark.backend.cuda.cudnn.CudnnProvider;
import io.lightmark.check.Expectation;
import io.lightmark.check.OpCase;
import io.lightmark.check.OpCases;
import io.lightmark.check.OpCheck;
import io.lightmark.op.Op;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final Backends.Choice CUDNN = Backends.cudnnStandIn();
    private static final Map<String, Backend> OPEN = new LinkedHashMap<>();

    @BeforeAll
    static void open() {
        Backends.all().forEach(choice -> OPEN.put(choice.name(), choice.open().get()));
        OPEN.put(CUDNN.name(), CUDNN.open().get());
    }

    @AfterAll
    static void close() {
        OPEN.values().forEach(Backend::close);
        OPEN.clear();
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
        check(problem, Backends.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("covering")
    void everyPairOfSizesAndAttributes(String name, OpCase problem) {
        check(problem, Backends.compared());
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void everySizeChannelCountAndBatch(String name, OpCase problem) {
        check(problem, Backends.compared());
    }

    private static void check(OpCase problem, List<Backends.Choice> choices) {
        for (Expectation expectation : Expectation.of(problem, SEED)) {
            Map<String, Map<String, float[]>> families = new HashMap<>();
            for (Backends.Choice choice : withCudnn(choices, problem.op())) {
                Backend backend = OPEN.get(choice.name());
                Map<String, float[]> results =
                        OpCheck.check(expectation, backend, choice.name()).outputs();
                Map<String, float[]> sibling = families.putIfAbsent(choice.family(), results);
                if (sibling != null) {
                    OpCheck.requireSameBits(expectation + " on all of " + choice.family(), sibling, results);
                }
            }
        }
    }

    private static List<Backends.Choice> withCudnn(List<Backends.Choice> choices, Op op) {
        return CudnnProvider.supports(op)
                ? Stream.concat(choices.stream(), Stream.of(CUDNN)).toList()
                : choices;
    }

    private static Stream<Arguments> cases(List<Op> ops) {
        return ops.stream()
                .flatMap(op -> OpCase.passes(op).stream())
                .map(problem -> Arguments.of(problem.toString(), problem));
    }
}
