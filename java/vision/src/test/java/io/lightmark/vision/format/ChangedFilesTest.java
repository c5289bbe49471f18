package io.lightmark.vision.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.DataException;
import io.lightmark.vision.AnnotationFormats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with random changes: faces or a DataException, no other exception, and soon. */
final class ChangedFilesTest {
    private static final int ROUNDS = 600;
    private static final String PIECES = "<>/'\"={}[],:&;!?-+.eE0123456789 \n\r\tNaN\u0000\u00ff\u20ac#%box part null";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "dlib | a.xml | <?xml version='1.0'?><dataset><images><image file='a.jpg'><box top='1' left='2'"
                        + " width='3' height='4'><part name='0' x='1' y='2'/></box></image></images></dataset>",
                "coco | a.json |"
                        + " {\"images\":[{\"id\":1,\"file_name\":\"a.jpg\"}],\"annotations\":[{\"image_id\":1,\"iscrowd\":0,\"keypoints\":[1,2,2,3,4,1],\"bbox\":[1,2,3,4]}]}",
                "csv  | a.csv | name,split,x1,y1,x2,y2;a.jpg,train,1,2,3,4;b.jpg,,5,6,7,8",
                "cuhk | testImageList.txt | x\\a.jpg 1 9 2 8 1 2 3 4 5 6 7 8 9 10;x\\b.jpg 1 9 2 8 1 2 3 4 5 6 7 8 9"
                        + " 10",
                "mtfl | training.txt | a.jpg 1 2 3 4 5 6 7 8 9 10 1 1 1 1",
                "pts  | a.pts | version: 1;n_points: 2;{;1 2;3 4;}"
            })
    void noChangeOfAFileDoesHarm(String format, String name, String text) throws IOException {
        byte[] good = text.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
        byte[] pieces = PIECES.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("a.jpg"), new byte[0]);
        Path file = folder.resolve(name);
        Path source = format.equals("pts") ? folder : file;
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = good.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changed[random.nextInt(changed.length)] = pieces[random.nextInt(pieces.length)];
            }
            Files.write(file, random.nextInt(8) == 0 ? Arrays.copyOf(changed, random.nextInt(good.length)) : changed);
            try {
                AnnotationFormats.open(source, Optional.of(format), OptionalInt.empty());
            } catch (DataException expected) {
                refused++;
            }
        }
        assertTrue(refused > ROUNDS / 10 && refused < ROUNDS, refused + " of " + ROUNDS + " files were refused");
    }
}
