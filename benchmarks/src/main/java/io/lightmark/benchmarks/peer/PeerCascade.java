package io.lightmark.benchmarks.peer;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cascade whose networks a peer runs. Cropping, resizing and normalising are ours, so that what differs is the networks
 * alone; the peer reads the cropped pixels where our crop leaves them.
 */
public final class PeerCascade implements CascadeContender {
    private record Stage(CascadeLevel level, CropStage crop, ForwardContender network) {}

    private final List<Stage> stages = new ArrayList<>();
    private final int outputs;

    private PeerCascade(LandmarkCascade cascade) {
        this.outputs = 2 * cascade.points();
    }

    /**
     * Makes a cascade ready.
     *
     * @param peer runs the networks on pixels in [n,h,w,c] order
     * @param backend ours, for the crops; stays the caller's
     * @param sourceBytes bytes of all pictures of a batch at most
     */
    public static PeerCascade prepare(
            ForwardPeer peer, Backend backend, LandmarkCascade cascade, int batch, int threads, int sourceBytes) {
        PeerCascade result = new PeerCascade(cascade);
        try {
            for (CascadeLevel level : cascade.levels()) {
                result.add(peer, CropStage.open(backend, level, batch, sourceBytes), level, batch, threads);
            }
            return result;
        } catch (RuntimeException e) {
            result.close();
            throw e;
        }
    }

    private void add(ForwardPeer peer, CropStage crop, CascadeLevel level, int batch, int threads) {
        try {
            stages.add(new Stage(
                    level, crop, peer.prepare(level.network(), level.weights(), batch, threads, crop.pixels())));
        } catch (RuntimeException e) {
            crop.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return stages.get(0).network().name();
    }

    @Override
    public String describe() {
        return stages.get(0).network().describe() + ", on our crops";
    }

    @Override
    public float[] predict(List<Pixels> pictures) {
        float[] points = new float[outputs * pictures.size()];
        List<View> views = new ArrayList<>(pictures.size());
        for (Stage stage : stages) {
            views.clear();
            stage.crop().feed().begin();
            for (int i = 0; i < pictures.size(); i++) {
                Pixels picture = pictures.get(i);
                float[] before = Arrays.copyOfRange(points, i * outputs, (i + 1) * outputs);
                View view = stage.level().crop().view(before, picture.width(), picture.height());
                stage.crop().feed().put(i, picture, view.pixels());
                views.add(view);
            }
            stage.crop().run();
            stage.network().run();
            float[] prediction = stage.network().result();
            for (int i = 0; i < pictures.size(); i++) {
                float[] own = Arrays.copyOfRange(prediction, i * outputs, (i + 1) * outputs);
                System.arraycopy(views.get(i).decode(own), 0, points, i * outputs, outputs);
            }
        }
        return points;
    }

    @Override
    public void close() {
        stages.forEach(stage -> {
            stage.network().close();
            stage.crop().close();
        });
        stages.clear();
    }
}
