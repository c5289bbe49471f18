package io.lightmark.vision.format;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real files beside the project, where there are some. */
public final class SharedData {
    private SharedData() {}

    /** A folder or file of the data beside the project; the test is skipped where it is absent. */
    public static Path require(String name) {
        Path module = Path.of("").toAbsolutePath();
        for (Path parent = module; parent != null; parent = parent.getParent()) {
            if (Files.isDirectory(parent.resolve("java")) && Files.isRegularFile(parent.resolve("pom.xml"))) {
                Path found = parent.resolveSibling("shared")
                        .resolve("data")
                        .resolve(name)
                        .normalize();
                return require(Files.exists(found), found);
            }
        }
        return require(false, module);
    }

    private static Path require(boolean there, Path place) {
        if (!there) {
            System.out.println("skipped: no data at " + place);
        }
        assumeTrue(there, () -> "no data at " + place);
        return place;
    }
}
