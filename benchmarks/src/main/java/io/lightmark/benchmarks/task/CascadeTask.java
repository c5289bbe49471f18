package io.lightmark.benchmarks.task;

import io.lightmark.benchmarks.measure.Agreement;
import io.lightmark.benchmarks.measure.Contender;
import io.lightmark.benchmarks.onnx.OnnxLayout;
import io.lightmark.benchmarks.peer.CascadeContender;
import io.lightmark.benchmarks.peer.ForwardPeer;
import io.lightmark.benchmarks.peer.LightmarkCascade;
import io.lightmark.benchmarks.peer.PeerCascade;
import io.lightmark.benchmarks.peer.Peers;
import io.lightmark.picture.Pixels;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A whole cascade, all levels with the crops between them: from decoded pictures, or from JPEG files. */
public final class CascadeTask {
    private CascadeTask() {}

    /** From pictures that are decoded already. */
    public static Measured fromPictures(Setting setting) {
        List<Pixels> pictures = read(setting.photos().take(setting.batch()));
        return measure(setting, pictures, () -> pictures);
    }

    /** From files, which the system has in memory: reading, checking and decoding are part of a run, the same for all. */
    public static Measured fromFiles(Setting setting) {
        List<Path> files = setting.photos().take(setting.batch());
        return measure(setting, read(files), () -> read(files));
    }

    private static Measured measure(Setting setting, List<Pixels> sample, Supplier<List<Pixels>> source) {
        int bytes = sample.stream().mapToInt(Pixels::bytes).reduce(0, Math::addExact);
        try (Contenders<Contender> contenders = new Contenders<>()) {
            contenders.add(
                    new Run(LightmarkCascade.prepare(setting.backend(), setting.cascade(), setting.batch()), source));
            for (Peers peer : setting.peers()) {
                for (ForwardPeer runtime : peer.forward(OnnxLayout.NHWC)) {
                    PeerCascade cascade = PeerCascade.prepare(
                            runtime, setting.backend(), setting.cascade(), setting.batch(), setting.threads(), bytes);
                    contenders.add(new Run(cascade, source));
                }
            }
            double agreement = Agreement.require(contenders.all(), ForwardTask.TOLERANCE);
            long multiplyAdds = setting.cascade().levels().stream()
                    .mapToLong(level -> level.network().multiplyAdds())
                    .sum();
            return Measured.of(
                    setting.batch() * multiplyAdds,
                    agreement,
                    contenders.all(),
                    setting.clock().time(contenders.all()));
        }
    }

    private static List<Pixels> read(List<Path> files) {
        PictureReader reader = new PictureReader();
        return files.stream().map(reader::read).map(Picture::pixels).toList();
    }

    /** A cascade with where its pictures come from. */
    private static final class Run implements Contender {
        private final CascadeContender cascade;
        private final Supplier<List<Pixels>> source;
        private float[] result = new float[0];

        Run(CascadeContender cascade, Supplier<List<Pixels>> source) {
            this.cascade = cascade;
            this.source = source;
        }

        @Override
        public String name() {
            return cascade.name();
        }

        @Override
        public String describe() {
            return cascade.describe();
        }

        @Override
        public void run() {
            result = cascade.predict(source.get());
        }

        @Override
        public float[] result() {
            return result.clone();
        }

        @Override
        public void close() {
            cascade.close();
        }
    }
}
