package io.lightmark.benchmarks.peer;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cascade.Prediction;
import io.lightmark.picture.Pixels;
import java.util.List;

/** Our own cascade predictor: one run takes a batch of pictures to landmarks, all levels. */
public final class LightmarkCascade implements CascadeContender {
    private final Backend backend;
    private final CascadePredictor predictor;

    private LightmarkCascade(Backend backend, CascadePredictor predictor) {
        this.backend = backend;
        this.predictor = predictor;
    }

    /** Makes a cascade ready on a backend, which stays the caller's. */
    public static LightmarkCascade prepare(Backend backend, LandmarkCascade cascade, int batch) {
        return new LightmarkCascade(backend, cascade.predictor(backend, batch));
    }

    @Override
    public String name() {
        return LightmarkPeer.NAME;
    }

    @Override
    public String describe() {
        return backend.describe();
    }

    @Override
    public float[] predict(List<Pixels> pictures) {
        List<Prediction> predictions = predictor.predict(pictures);
        float[] all = new float[2 * predictor.cascade().points() * pictures.size()];
        int at = 0;
        for (Prediction prediction : predictions) {
            float[] points = prediction.points();
            System.arraycopy(points, 0, all, at, points.length);
            at += points.length;
        }
        return all;
    }

    @Override
    public void close() {
        predictor.close();
    }
}
