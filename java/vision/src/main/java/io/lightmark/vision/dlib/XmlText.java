package io.lightmark.vision.dlib;

import io.lightmark.error.DataException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes XML by the encoding that its first line names, UTF-8 without one. The parser gets characters instead of bytes
 * because Java's own prints to the terminal when bytes are malformed.
 */
final class XmlText {
    private static final int DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("^\\ufeff?<\\?xml[^>]*encoding=['\"]([A-Za-z0-9._-]+)['\"]");

    private XmlText() {}

    /**
     * The characters of a file.
     *
     * @throws DataException with the line if bytes do not fit the encoding
     */
    static String decode(String file, byte[] bytes) {
        Charset charset = charset(file, bytes);
        int length = (int) (bytes.length * (double) charset.newDecoder().maxCharsPerByte()) + 1;
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer to = CharBuffer.allocate(length);
        CoderResult result = charset.newDecoder().decode(from, to, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < from.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new DataException(
                    file,
                    line,
                    0,
                    "well-formed XML in " + charset,
                    result.toString(),
                    "name the right encoding in it.");
        }
        String text = to.flip().toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static Charset charset(String file, byte[] bytes) {
        int length = Math.min(DECLARATION, bytes.length);
        Matcher declared = ENCODING.matcher(new String(bytes, 0, length, StandardCharsets.UTF_8));
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new DataException(
                    file, 1, 0, "an encoding that Java knows", declared.group(1), "save the file in UTF-8.");
        }
    }
}
