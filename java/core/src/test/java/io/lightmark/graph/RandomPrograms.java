package io.lightmark.graph;

import io.lightmark.op.Activation;
import io.lightmark.op.Add;
import io.lightmark.op.Linear;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Programs of random linear layers and sums in which values of many sizes live for random spans. */
final class RandomPrograms {
    private RandomPrograms() {}

    static Program of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Program.Builder builder = new Program.Builder();
        List<Value> readable = new ArrayList<>();
        readable.add(builder.value("input", Shape.of(1, 1 + random.nextInt(40)), Value.Role.INPUT));
        int steps = 1 + random.nextInt(25);
        for (int s = 0; s < steps; s++) {
            Value from = readable.get(random.nextInt(readable.size()));
            boolean last = s == steps - 1;
            Value.Role role = last || random.nextInt(8) == 0 ? Value.Role.OUTPUT : Value.Role.TRANSIENT;
            if (random.nextInt(3) == 0) {
                Value sum = builder.value("sum" + s, from.shape(), role);
                builder.step("sum", new Add(from.shape()), Pass.FORWARD, Map.of("a", from, "b", from, "y", sum));
                readable.add(sum);
            } else {
                Linear op = new Linear(from.shape(), 1 + random.nextInt(60), false, Activation.IDENTITY);
                Value weight = builder.value("weight" + s, op.weight(), Value.Role.PARAMETER);
                Value y = builder.value("y" + s, op.output(), role);
                builder.step("linear", op, Pass.FORWARD, Map.of("x", from, "weight", weight, "y", y));
                readable.add(y);
            }
            if (random.nextInt(10) == 0) {
                builder.value("unused" + s, Shape.of(1 + random.nextInt(30)), Value.Role.TRANSIENT);
            }
            if (random.nextInt(6) == 0) {
                builder.value("state" + s, Shape.of(1 + random.nextInt(30)), Value.Role.STATE);
            }
        }
        return builder.build();
    }
}
