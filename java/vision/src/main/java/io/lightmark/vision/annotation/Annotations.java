package io.lightmark.vision.annotation;

import io.lightmark.landmark.LandmarkConversion;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.image.Reading;
import io.lightmark.vision.report.Reason;
import io.lightmark.vision.report.Rejected;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * An opened annotation source of any format: everything its lists say, checked; the pictures are not read yet. {@link
 * PhotoReader} reads those.
 *
 * @param source what was opened and what was done to it, for reports
 * @param pictures the folder that the names of pictures are relative to
 * @param points landmarks of every face
 * @param photos the faces to use, in the order of the source
 * @param listed annotations that cannot be used, whatever their picture
 */
public record Annotations(String source, Path pictures, int points, List<Photo> photos, List<Rejected> listed) {
    public Annotations {
        photos = List.copyOf(photos);
        listed = List.copyOf(listed);
    }

    /**
     * The same faces with another number of landmarks, see {@link LandmarkConversion}; these if it is theirs already.
     *
     * @throws io.lightmark.error.DataException if there is no such conversion
     */
    public Annotations withPoints(int wanted) {
        if (wanted == points) {
            return this;
        }
        LandmarkConversion conversion = WantedPoints.conversion(source, points, wanted);
        return new Annotations(
                WantedPoints.describe(source, points, wanted),
                pictures,
                wanted,
                photos.stream()
                        .map(photo -> photo.withLandmarks(conversion.apply(photo.landmarks())))
                        .toList(),
                listed);
    }

    /** Reads a face's picture. A name that this system cannot express as a path is one more defect of the photo. */
    public Reading read(PictureReader reader, Photo photo) {
        Path file;
        try {
            file = pictures.resolve(photo.picture());
        } catch (InvalidPathException inexpressible) {
            return new Reading.Refused(
                    photo.name(),
                    Reason.UNREADABLE,
                    "a name in the system's encoding",
                    inexpressible.getReason(),
                    "start Java with a UTF-8 locale, such as LC_ALL=C.UTF-8.");
        }
        return reader.attempt(file);
    }
}
