package io.lightmark.vision.text;

/** Names of pictures in lists: relative paths that stay inside the picture folder. */
public final class PictureName {
    private PictureName() {}

    /** The same of a name with {@code \} between folders, as Windows writes them. */
    public static String ofBackslashes(Token token) {
        return of(new Token(
                token.file(), token.line(), token.column(), token.text().replace('\\', '/')));
    }

    /** The name, or a refusal of one that leads elsewhere. */
    public static String of(Token token) {
        String name = token.text();
        boolean inside = !name.startsWith("~") && name.indexOf('\\') < 0 && name.indexOf(':') < 0;
        for (String part : name.split("/", -1)) {
            inside &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
        }
        if (!inside) {
            throw token.bad(
                    "a picture's name inside the picture folder",
                    "use relative names with '/' and without '..', ':' and '\\'.");
        }
        return name;
    }
}
