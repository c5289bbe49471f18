package io.lightmark.cli.experiment;

import io.lightmark.error.TrainingException;
import java.util.List;

/** Guards that the runs of one table are judged on the same pictures: figures of different ones cannot be compared. */
final class HeldOutPictures {
    private static final String KEY = "heldOut=";

    private HeldOutPictures() {}

    /** How a run's identity ends: with the fingerprint of its held-out pictures. */
    static String identity(String fingerprint) {
        return KEY + fingerprint;
    }

    /**
     * Requires that all runs were judged on the same pictures.
     *
     * @throws TrainingException if two were not
     */
    static void requireSame(List<RunResult> results) {
        if (!results.isEmpty()) {
            requireSame(results, fingerprint(results.get(0)));
        }
    }

    /**
     * Requires that all runs were judged on the pictures of this fingerprint.
     *
     * @throws TrainingException if one was not
     */
    static void requireSame(List<RunResult> results, String fingerprint) {
        for (RunResult result : results) {
            requireSame("the run " + result.subject().run(), fingerprint(result), fingerprint);
        }
    }

    /**
     * Requires two fingerprints to be the same.
     *
     * @param subject what has the first, for the message
     * @throws TrainingException if they differ
     */
    static void requireSame(String subject, String received, String expected) {
        if (!received.equals(expected)) {
            throw new TrainingException(
                    "runs of one folder to be judged on the same held-out pictures (" + expected + ")",
                    "others in " + subject + " (" + received + ")",
                    "repeat --data, --hold-out, --seed and --max-side of the first run, or choose another folder.");
        }
    }

    private static String fingerprint(RunResult result) {
        String identity = result.subject().identity();
        return identity.substring(identity.lastIndexOf(KEY) + KEY.length());
    }
}
