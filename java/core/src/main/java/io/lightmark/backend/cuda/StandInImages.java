package io.lightmark.backend.cuda;

import io.lightmark.backend.library.ClassPathResource;
import java.util.Arrays;
import java.util.function.Function;

/** The images that the stand-in driver takes: a few lines that name a module compiled into it. */
final class StandInImages implements Function<String, byte[]> {
    @Override
    public byte[] apply(String module) {
        String resource = "/io/lightmark/cuda-stand-in/" + module + ".image";
        byte[] text = ClassPathResource.require(
                resource,
                "the image " + resource + " of the stand-in driver on the class path",
                "add the artefact io.lightmark:lightmark-core with classifier linux-x86_64-cuda-stand-in.");
        return Arrays.copyOf(text, text.length + 1);
    }
}
