package io.lightmark.vision.annotation;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.vision.Progress;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.image.PictureScaler;
import io.lightmark.vision.image.Reading;
import io.lightmark.vision.report.Flagged;
import io.lightmark.vision.report.ReadReport;
import io.lightmark.vision.report.Rejected;
import io.lightmark.vision.report.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads all photos of an annotation source with several threads and hands them on in the order of the source, a few at a time, so that
 * a dataset of any size passes through little memory. Every photo is either handed on or listed in the report.
 *
 * @param reader decodes the files
 * @param crop which part of each photo is kept
 * @param maxSide limit for the longer side, larger pictures are averaged down after the crop; 0 for none
 * @param threads decoding at the same time, at least 1
 */
public record PhotoReader(PictureReader reader, FaceCrop crop, int maxSide, int threads) {
    public PhotoReader {
        if (maxSide < 0 || threads < 1) {
            throw new IllegalArgumentException("Expected a longest side of at least 1 (or 0 for no limit) and at least"
                    + " one thread, received " + maxSide + " and " + threads + ". Fix: use 256 and 2.");
        }
    }

    /** One photo's result: exactly one of picture and rejected is there. */
    private sealed interface Outcome {
        record Usable(AnnotatedPicture picture, List<Flagged> flagged) implements Outcome {}

        record Unusable(Rejected rejected) implements Outcome {}
    }

    /**
     * Reads all photos.
     *
     * @param target called on the calling thread, in order
     * @return what became of every annotation
     */
    public ReadReport read(Annotations source, Progress progress, Consumer<AnnotatedPicture> target) {
        List<Rejected> listed = new ArrayList<>(source.listed());
        List<Flagged> flagged = new ArrayList<>();
        int total = source.photos().size();
        int[] used = {0};
        int[] done = {0};
        OrderedWork.run(source.photos(), threads, photo -> outcome(source, photo), outcome -> {
            if (outcome instanceof Outcome.Usable usable) {
                target.accept(usable.picture());
                flagged.addAll(usable.flagged());
                used[0]++;
            } else if (outcome instanceof Outcome.Unusable unusable) {
                listed.add(unusable.rejected());
            }
            progress.update(++done[0], total);
        });
        return new ReadReport(source.source(), total + source.listed().size(), used[0], listed, flagged);
    }

    /** Reads one photo; empty if it cannot be used. */
    public Optional<AnnotatedPicture> attempt(Annotations source, Photo photo) {
        return outcome(source, photo) instanceof Outcome.Usable usable
                ? Optional.of(usable.picture())
                : Optional.empty();
    }

    private Outcome outcome(Annotations source, Photo photo) {
        Reading reading = source.read(reader, photo);
        if (reading instanceof Reading.Refused refused) {
            return new Outcome.Unusable(new Rejected(photo.name(), refused.reason(), refused.detail()));
        }
        Picture stored = reading.orThrow();
        LandmarkCheck check = LandmarkCheck.of(photo, stored.width(), stored.height());
        if (check.rejected().isPresent()) {
            return new Outcome.Unusable(check.rejected().get());
        }
        List<Flagged> flagged = new ArrayList<>(check.flagged());
        photo.box()
                .filter(box -> !box.hasArea())
                .ifPresent(box -> flagged.add(new Flagged(
                        photo.name(), Remark.ZERO_SIZE_BOX, "a box of " + box.width() + "x" + box.height())));
        return crop.around() == FaceCrop.Around.NONE
                ? usable(photo, stored, photo.landmarks(), flagged)
                : cropped(photo, stored, flagged);
    }

    private Outcome cropped(Photo photo, Picture stored, List<Flagged> flagged) {
        Optional<Rejected> obstacle = CroppedFace.obstacle(photo, stored, crop);
        if (obstacle.isPresent()) {
            return new Outcome.Unusable(obstacle.get());
        }
        CroppedFace face = CroppedFace.of(photo, stored, crop);
        Photo moved = photo.withLandmarks(face.landmarks());
        LandmarkCheck check =
                LandmarkCheck.of(moved, face.picture().width(), face.picture().height());
        if (check.rejected().isPresent()) {
            return new Outcome.Unusable(check.rejected().get());
        }
        check.flagged().stream()
                .filter(remark -> flagged.stream().noneMatch(known -> known.remark() == remark.remark()))
                .forEach(flagged::add);
        return usable(photo, face.picture(), face.landmarks(), flagged);
    }

    private Outcome usable(Photo photo, Picture kept, float[] landmarks, List<Flagged> flagged) {
        Picture picture = maxSide == 0 ? kept : PictureScaler.limit(kept, maxSide);
        return new Outcome.Usable(
                new AnnotatedPicture(
                        photo.name(),
                        photo.split(),
                        picture.width(),
                        picture.height(),
                        picture.bgr(),
                        PictureScaler.move(landmarks, kept, picture),
                        photo.attributes()),
                flagged);
    }
}
