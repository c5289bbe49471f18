package io.lightmark.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.benchmarks.TrainingProblem;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.graph.TrainingLowering;
import io.lightmark.graph.Value;
import io.lightmark.models.Cascade48;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpBenchmarkTest {
    @ParameterizedTest
    @EnumSource(OpProblems.class)
    void everyProblemIsFoundByItsLine(OpProblems set) {
        List<OpProblem> problems = set.problems();
        assertTrue(problems.size() >= 10, set + " has " + problems.size() + " problems");
        assertEquals(
                problems.size(),
                problems.stream().map(OpProblem::describe).distinct().count(),
                set + ": descriptions are unique");
        for (OpProblem problem : problems) {
            assertEquals(problem, OpProblems.find(problem.describe()), problem.describe());
        }
    }

    @Test
    void inferenceSetAddsUpToTheNetwork() {
        long once = OpProblems.CASCADE48_INFERENCE.problems().stream()
                .mapToLong(OpProblem::multiplyAdds)
                .sum();
        assertTrue(once <= 4_720_576 && once > 4_000_000, "multiply-adds of the different operations: " + once);
    }

    @Test
    void onlyLinesOfProblemsAreFound() {
        assertEquals(147_456, OpProblems.find(OpBenchmark.DEFAULT_PROBLEM).multiplyAdds(), "JMH's default problem");
        assertThrows(IllegalArgumentException.class, () -> OpProblems.find("forward nothing"), "unknown problem");
    }

    /** The smallest problem of each operation and direction: what it writes must be finite and not all zero. */
    static List<OpProblem> smallest() {
        Program training = TrainingLowering.lower(
                Cascade48.network(5), 2, PictureInput.PIXELS, TrainingProblem.LOSS, TrainingProblem.UPDATE);
        return Stream.of(
                        OpProblems.CASCADE48_INFERENCE.problems(),
                        OpProblems.of(training),
                        OpProblems.MOBILENET.problems())
                .flatMap(List::stream)
                .collect(Collectors.toMap(
                        problem -> problem.op().getClass().getSimpleName() + problem.pass(),
                        problem -> problem,
                        (a, b) -> a.bytes() <= b.bytes() ? a : b))
                .values()
                .stream()
                .sorted(java.util.Comparator.comparing(OpProblem::describe))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smallest")
    void runsOnItsOwn(OpProblem problem) {
        try (Backend backend = new ReferenceBackend();
                SingleOp op = SingleOp.of(problem, backend)) {
            op.run();
            for (Value value : op.plan().program().values(Value.Role.OUTPUT)) {
                float[] data = new float[value.shape().length()];
                op.plan().read(value, data);
                double sum = 0;
                for (float element : data) {
                    sum += Math.abs(element);
                }
                assertTrue(Double.isFinite(sum) && sum > 0, value.name() + " of " + problem.describe() + ": " + sum);
            }
        }
    }

    @Test
    void jmhRunsOneProblemInThisProcess() {
        StringWriter out = new StringWriter();
        String line = "forward linear n1 256>10 bias";
        int code = OpBenchmarkCommand.run(
                new String[] {
                    "--device", "reference", "--only", line, "--forks", "0", "--iterations", "1", "--millis", "1"
                },
                new PrintWriter(out, true),
                new PrintWriter(out, true));
        assertEquals(0, code, out::toString);
        List<String> rows = out.toString()
                .lines()
                .filter(row -> row.startsWith("| forward"))
                .toList();
        assertEquals(1, rows.size(), out::toString);
        String[] cells = rows.get(0).split("\\|");
        assertEquals(line, cells[1].strip(), "the problem");
        assertTrue(Double.parseDouble(cells[2].strip()) > 0, "a time: " + rows);
        assertEquals("2560", cells[4].strip(), "multiply-adds");
        assertEquals(Integer.toString(4 * (256 + 2560 + 10 + 10)), cells[5].strip(), "bytes");
    }
}
