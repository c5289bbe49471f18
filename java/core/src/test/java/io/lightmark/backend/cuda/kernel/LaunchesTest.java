package io.lightmark.backend.cuda.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Add;
import io.lightmark.op.GradientNorm;
import io.lightmark.op.MovingAverage;
import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;
import io.lightmark.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How updates of parameters become one launch. */
class LaunchesTest {
    private static final long TABLES = 1 << 20;
    private static final long RATE = 64;

    private final Launches launches = new Launches(4096, TABLES);

    @Test
    void updatesThatFollowOneAnotherAreOneLaunch() {
        sgd("a", 5000, 1000);
        sgd("b", 7, 2000);
        assertEquals(1, launches.all().size());
        Launch.Kernel kernel = (Launch.Kernel) launches.all().get(0);
        assertEquals("sgd_update_forward", kernel.function());
        assertEquals(3, kernel.gridX(), "two blocks for 5,000 elements, one for 7");
        assertEquals(
                "'a', forward of sgd [5000] momentum0.9 decay0.0 rate1.0, and the updates behind it, together 2",
                launches.origins().get(0));
    }

    @Test
    void theTablesHoldARowPerParameterAndAPiecePerBlock() {
        sgd("a", 5000, 1000);
        sgd("b", 7, 2000);
        Launch.Kernel kernel = (Launch.Kernel) launches.all().get(0);
        long rows = ((Launch.Address) kernel.arguments().get(0)).value();
        long pieces = ((Launch.Address) kernel.arguments().get(1)).value();
        ByteBuffer tables = ByteBuffer.wrap(launches.tables()).order(ByteOrder.nativeOrder());
        int secondRow = (int) (rows - TABLES) + 40;
        assertEquals(2000, tables.getLong(secondRow), "gradient");
        assertEquals(2001, tables.getLong(secondRow + 8), "parameter");
        assertEquals(7, tables.getInt(secondRow + 24), "elements");
        int secondPiece = (int) (pieces - TABLES) + 8;
        assertEquals(0, tables.getInt(secondPiece), "row of the second block");
        assertEquals(4096, tables.getInt(secondPiece + 4), "its first element");
        assertEquals(1, tables.getInt(secondPiece + 8), "row of the third block");
    }

    @Test
    void anotherStepBetweenUpdatesKeepsItsPlace() {
        sgd("a", 8, 1000);
        launches.step(
                "sum",
                new Add(Shape.of(8)),
                Pass.FORWARD,
                new CudaArrays(Map.of("a", 1L, "b", 2L, "y", 3L)),
                StepProvider.kernels());
        sgd("b", 8, 2000);
        assertEquals(3, launches.all().size());
        assertEquals("add", ((Launch.Kernel) launches.all().get(1)).module());
    }

    @Test
    void updatesOfOneParameterTwiceAreTwoLaunches() {
        sgd("a", 8, 1000);
        sgd("a again", 8, 1000);
        assertEquals(2, launches.all().size());
    }

    @Test
    void updatesOfAnotherKindAreAnotherLaunch() {
        sgd("a", 8, 1000);
        AdamUpdate adam = new AdamUpdate(Shape.of(8), 0.9f, 0.999f, 1e-8f, 0, false, 1);
        Map<String, Long> operands =
                Map.of("gradient", 1L, "rate", RATE, "runState", 2L, "parameter", 3L, "moment1", 4L, "moment2", 5L);
        launches.step("b", adam, Pass.FORWARD, new CudaArrays(operands), StepProvider.kernels());
        assertEquals(2, launches.all().size());
    }

    @Test
    void averagesOfManyWeightsAreOneLaunchBehindTheirUpdates() {
        sgd("a", 8, 1000);
        sgd("b", 8, 2000);
        average("a", 1001, 1003);
        average("b", 2001, 2003);
        assertEquals(
                List.of("sgd_update", "moving_average"),
                launches.all().stream()
                        .map(launch -> ((Launch.Kernel) launch).module())
                        .toList());
    }

    private void average(String label, long value, long average) {
        launches.step(
                label,
                new MovingAverage(Shape.of(8), 0.9f),
                Pass.FORWARD,
                new CudaArrays(Map.of("value", value, "runState", 2L, "average", average)),
                StepProvider.kernels());
    }

    @Test
    void theNormOfManyGradientsIsOneLaunchAndItsEnd() {
        launches.step(
                "norm",
                new GradientNorm(List.of(Shape.of(5000), Shape.of(3)), 1),
                Pass.FORWARD,
                new CudaArrays(Map.of("gradient0", 1000L, "gradient1", 2000L, "factor", 3000L)),
                StepProvider.kernels());
        Launch.Kernel partials = (Launch.Kernel) launches.all().get(0);
        assertEquals(3, partials.gridX(), "two blocks for the first gradient, one for the second");
        assertEquals(2, launches.all().size());
    }

    @Test
    void tablesOfSeveralLaunchesAreAligned() {
        sgd("a", 8, 1000);
        sgd("a again", 8, 1000);
        for (Launch launch : launches.all()) {
            long rows = ((Launch.Address) ((Launch.Kernel) launch).arguments().get(0)).value();
            assertTrue(rows % 256 == 0, "address " + rows);
        }
    }

    /** An update whose operands lie at an address and behind it. */
    private void sgd(String label, int elements, long address) {
        Map<String, Long> operands =
                Map.of("gradient", address, "rate", RATE, "parameter", address + 1, "velocity", address + 2);
        launches.step(
                label,
                new SgdUpdate(Shape.of(elements), 0.9f, 0, 1),
                Pass.FORWARD,
                new CudaArrays(operands),
                StepProvider.kernels());
    }
}
