package io.lightmark.backend.cuda.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.backend.cuda.StandIn;
import io.lightmark.check.OpCases;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The problems of the contract test and of {@code kernels check} launch every kernel there is. */
class EveryKernelIsCheckedTest {
    /** Launched beside calls of cuDNN only, by the contract test where cuDNN is forced. */
    private static final String OF_CUDNN = "cudnn_";

    @Test
    void byTheCoveringProblems() {
        Set<String> launched = new TreeSet<>();
        OpCases.covering().forEach(op -> addFunctions(op, launched));
        Set<String> all = new TreeSet<>(List.of(StandIn.command("kernels").split(" ")));
        all.removeAll(launched);
        all.removeIf(name -> name.startsWith(OF_CUDNN));
        assertEquals(Set.of(), all, "kernels that no problem launches: add one to OpCases.large()");
    }

    private static void addFunctions(Op op, Set<String> functions) {
        for (Pass pass : Pass.values()) {
            if (op.supports(pass)) {
                for (Predicate<Operand> optional : choicesOfOptionalOperands(op, pass)) {
                    Launches launches = new Launches(0, 0);
                    launches.step("step", op, pass, arrays(op, pass, optional), StepProvider.kernels());
                    for (Launch launch : launches.all()) {
                        if (launch instanceof Launch.Kernel kernel) {
                            functions.add(kernel.function());
                        }
                    }
                }
            }
        }
    }

    /** All of them, and each alone, as the check runs them. */
    private static List<Predicate<Operand>> choicesOfOptionalOperands(Op op, Pass pass) {
        List<Predicate<Operand>> choices = new ArrayList<>();
        choices.add(operand -> true);
        op.operands(pass).stream().filter(Operand::optional).forEach(only -> choices.add(only::equals));
        return choices;
    }

    private static CudaArrays arrays(Op op, Pass pass, Predicate<Operand> optional) {
        Map<String, Long> addresses = new HashMap<>();
        for (Operand operand : op.operands(pass)) {
            if (!operand.optional() || optional.test(operand)) {
                addresses.put(operand.name(), 256L * (addresses.size() + 1));
            }
        }
        return new CudaArrays(addresses);
    }
}
