package io.lightmark.seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.CompatCrop;
import io.lightmark.cascade.CompatWhole;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cascade.Prediction;
import io.lightmark.device.Devices;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.models.Cascade48;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.PictureFeed;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.Preprocessing;
import io.lightmark.picture.PublishedView;
import io.lightmark.picture.View;
import io.lightmark.testing.OpenBackends;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Level 1 of the published cascade: its outputs to 10⁻⁴, its pixels and crop boxes exactly. */
class SeedWeightsTest {
    private static final double TOLERANCE = 1e-4;
    private static final int SIDE = Cascade48.INPUT_SIDE;

    private static Path folder = Path.of("");
    private static Map<String, Object> expected = Map.of();
    private static Network network = Cascade48.network(5);
    private static Weights weights;

    @BeforeAll
    static void read() throws IOException {
        folder = Path.of(System.getProperty("user.dir"), "..", "..", "..", "shared", "data", "seed-weights")
                .normalize();
        boolean present = Files.exists(folder.resolve("expected.json"));
        if (!present) {
            System.out.println("SeedWeightsTest is skipped: the published weights are not at " + folder);
        }
        assumeTrue(present, "the published weights are not at " + folder);
        expected = JSON.std.mapFrom(Files.readString(folder.resolve("expected.json")));
        weights = SeedWeights.of(network, CaffeModel.parse(Files.readAllBytes(folder.resolve("l1_net.caffemodel"))));
    }

    static List<String> backends() {
        return OpenBackends.names();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aRandomInputGivesThePublishedOutputs(String device) throws IOException {
        FloatBuffer chw = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("random-input-3x48x48-f32le.bin")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] hwc = new float[3 * SIDE * SIDE];
        for (int i = 0; i < hwc.length; i++) {
            hwc[i] = chw.get(i % 3 * SIDE * SIDE + i / 3);
        }
        InferenceLowering lowering = InferenceLowering.lower(network, weights, 1, PictureInput.PIXELS);
        try (Backend backend = Devices.open(device, 1).backend();
                Plan plan = backend.plan(lowering.program())) {
            lowering.weights()
                    .forEach((name, tensor) -> plan.write(plan.program().value(name), tensor.data()));
            plan.write(plan.program().value("input"), hwc);
            plan.run();
            float[] outputs = new float[10];
            plan.read(plan.program().value("prediction"), outputs);
            compare(numbers(expected.get("random_input_level1_output")), outputs, device);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void photosGiveThePublishedOutputsPixelsAndCrops(String device) throws IOException {
        CascadeLevel first = new CascadeLevel(network, weights, Preprocessing.PUBLISHED, new CompatWhole());
        CascadeLevel second = new CascadeLevel(network, weights, Preprocessing.PUBLISHED, CompatCrop.FIVE_POINTS);
        LandmarkCascade cascade = new LandmarkCascade(5, List.of(first, second), Map.of());
        try (Backend backend = Devices.open(device, 1).backend();
                CascadePredictor predictor = cascade.predictor(backend)) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) expected.get("images")).entrySet()) {
                Map<?, ?> values = (Map<?, ?>) entry.getValue();
                String name = device + " " + entry.getKey();
                Pixels picture = decode(folder.resolve("img").resolve(String.valueOf(entry.getKey())));
                Prediction prediction = predictor.predict(picture);
                assertArrayEquals(
                        floats(numbers(values.get("level1_pixels"))),
                        prediction.levels().get(0).points(),
                        0,
                        name);
                PublishedView crop = (PublishedView) prediction.levels().get(1).view();
                double[] box = {
                    crop.left(), crop.top(), crop.left() + crop.labelWidth(), crop.top() + crop.labelHeight()
                };
                assertArrayEquals(numbers(values.get("crop_ws_hs_we_he")), box, 0, name);
                assertEquals(View.Quality.GOOD, crop.quality(), name);
                compare(numbers(values.get("level1_output")), outputs(backend, picture), name);
            }
        }
    }

    /** The first level's raw outputs, which a prediction rounds to pixels. */
    private static float[] outputs(Backend backend, Pixels picture) {
        View view = PublishedView.whole(picture.width(), picture.height(), View.Quality.GOOD);
        InferenceLowering lowering =
                InferenceLowering.lower(network, weights, 1, Preprocessing.PUBLISHED.input(picture.bytes()));
        try (Plan plan = backend.plan(lowering.program())) {
            lowering.weights()
                    .forEach((name, tensor) -> plan.write(plan.program().value(name), tensor.data()));
            PictureFeed feed = new PictureFeed(plan, network.input(), Preprocessing.PUBLISHED.normalization());
            feed.begin();
            feed.put(0, picture, view.pixels());
            plan.run();
            float[] outputs = new float[10];
            plan.read(plan.program().value("prediction"), outputs);
            return outputs;
        }
    }

    private static Pixels decode(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        byte[] bgr = new byte[3 * image.getWidth() * image.getHeight()];
        for (int i = 0; i < bgr.length / 3; i++) {
            int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            bgr[3 * i] = (byte) rgb;
            bgr[3 * i + 1] = (byte) (rgb >> 8);
            bgr[3 * i + 2] = (byte) (rgb >> 16);
        }
        return Pixels.of(bgr, image.getWidth(), image.getHeight());
    }

    private static void compare(double[] wanted, float[] outputs, String name) {
        double worst = 0;
        for (int i = 0; i < wanted.length; i++) {
            worst = Math.max(worst, Math.abs(wanted[i] - outputs[i]));
            assertEquals(wanted[i], outputs[i], TOLERANCE, name + " output " + i);
        }
        System.out.println("published weights, " + name + ": largest difference " + worst);
    }

    private static double[] numbers(Object list) {
        return ((List<?>) list)
                .stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
