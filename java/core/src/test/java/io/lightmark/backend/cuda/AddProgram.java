package io.lightmark.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.backend.Plan;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.Add;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.util.Arrays;
import java.util.Map;

/** The smallest program there is, to see what happens around it: {@code sum = input + weight}. */
final class AddProgram {
    private AddProgram() {}

    static Program of(int elements) {
        Shape shape = Shape.of(elements);
        Program.Builder builder = new Program.Builder();
        Value input = builder.value("input", shape, Value.Role.INPUT);
        Value weight = builder.value("weight", shape, Value.Role.PARAMETER);
        Value sum = builder.value("sum", shape, Value.Role.OUTPUT);
        builder.step("sum", new Add(shape), Pass.FORWARD, Map.of("a", input, "b", weight, "y", sum));
        return builder.build();
    }

    /** Adds two numbers on the device and requires the right sum. */
    static void use(Plan plan, float input, float weight) {
        Program program = plan.program();
        int elements = program.value("sum").shape().length();
        plan.write(program.value("input"), filled(elements, input));
        plan.write(program.value("weight"), filled(elements, weight));
        plan.run();
        float[] sum = new float[elements];
        plan.read(program.value("sum"), sum);
        for (float element : sum) {
            assertEquals(input + weight, element);
        }
    }

    private static float[] filled(int elements, float value) {
        float[] array = new float[elements];
        Arrays.fill(array, value);
        return array;
    }
}
