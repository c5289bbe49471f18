package io.lightmark.vision.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lightmark.vision.pointfile.PtsFile;
import io.lightmark.vision.text.TextFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PtsWritingTest {
    @Test
    void whatIsWrittenIsReadBack() {
        float[] landmarks = {0, -1, 12.34567f, 1999.5f, 0.1f, -0.25f};
        String text = PtsFile.text(landmarks);
        assertEquals("version: 1\nn_points: 3\n{\n1.00000 0.00000\n", text.substring(0, 41));
        TextFile file = TextFile.parse("a.pts", text.getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(landmarks, PtsFile.parse(file), 1e-4f);
    }

    @Test
    void whatIsNoNumberIsNotWritten() {
        assertThrows(IllegalArgumentException.class, () -> PtsFile.text(new float[] {1, Float.NaN}));
    }
}
