package io.lightmark.cascade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.backend.Backend;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.data.PictureSet;
import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.Preprocessing;
import io.lightmark.picture.View;
import io.lightmark.testing.TinyFaces;
import io.lightmark.testing.TinyNetworks;
import io.lightmark.train.PictureSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which judges are the same: pictures and windows decide. */
class LevelValidationTest {
    private static String fingerprint(Backend backend, PictureSet set, List<Integer> indices, double side) {
        List<PictureSource.Sample> samples =
                indices.stream().map(i -> new PictureSource.Sample(set, i)).toList();
        List<View> views = indices.stream()
                .map(i -> (View) new FrameView(Frame.square(8, 8, side), View.Quality.GOOD))
                .toList();
        return new LevelValidation(backend, TinyNetworks.network(5), Preprocessing.DEFAULT, samples, views)
                .fingerprint();
    }

    @Test
    void otherPicturesOrWindowsAreAnotherJudge() {
        try (Backend backend = new ReferenceBackend();
                PictureSet set = TinyFaces.set(4, 0, 1);
                PictureSet same = TinyFaces.set(4, 0, 1);
                PictureSet other = TinyFaces.set(4, 0, 2)) {
            String one = fingerprint(backend, set, List.of(0, 1), 8);
            assertEquals(one, fingerprint(backend, same, List.of(0, 1), 8));
            Set<String> different = Stream.of(
                            one,
                            fingerprint(backend, other, List.of(0, 1), 8),
                            fingerprint(backend, set, List.of(0, 2), 8),
                            fingerprint(backend, set, List.of(0), 8),
                            fingerprint(backend, set, List.of(0, 1), 8.001))
                    .collect(Collectors.toSet());
            assertEquals(5, different.size(), different::toString);
        }
    }
}
