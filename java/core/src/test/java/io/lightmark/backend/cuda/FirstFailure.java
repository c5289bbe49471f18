package io.lightmark.backend.cuda;

import io.lightmark.backend.Backend;
import io.lightmark.check.CheckFailedException;
import io.lightmark.check.Expectation;
import io.lightmark.check.OpCase;
import io.lightmark.check.OpCases;
import io.lightmark.check.OpCheck;
import io.lightmark.device.Devices;
import io.lightmark.error.CudaException;
import io.lightmark.op.Op;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs in a child: checks operations on the stand-in, small problems first, up to the first that fails, and prints it. */
final class FirstFailure {
    private static final long SEED = 20_240_601;

    private FirstFailure() {}

    public static void main(String[] operations) {
        List<String> names = Arrays.asList(operations);
        try (Backend backend = Devices.open(Devices.CUDA_STAND_IN, 1).backend()) {
            long cases = Stream.concat(OpCases.small().stream(), OpCases.covering().stream())
                    .filter(op -> names.contains(op.getClass().getSimpleName()))
                    .peek(op -> check(op, backend))
                    .count();
            System.out.println("survived " + cases + " problems");
        } catch (CheckFailedException | CudaException e) {
            System.out.println("caught " + e.getMessage());
        }
    }

    private static void check(Op op, Backend backend) {
        for (OpCase problem : OpCase.passes(op)) {
            for (Expectation expectation : Expectation.of(problem, SEED)) {
                OpCheck.check(expectation, backend, backend.name());
            }
        }
    }
}
