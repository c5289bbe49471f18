package io.lightmark.backend.cuda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.DeviceException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelImagesTest {
    private static final String NVCC =
            toolkit("nvcc", "13.0", 13000, 75, "75, 80, 86, 87, 88, 89, 90, 100, 103, 110, 120, 121");
    private static final String NVRTC = toolkit("nvrtc", "11.8", 11080, 61, "61, 70, 75, 80, 86, 89, 90");

    @ParameterizedTest(name = "sm_{0}{1}, driver {2}: {3}")
    @CsvSource({
        "9, 0, 13000, nvcc-13.0/sm_90, its own architecture by the newest compiler",
        "9, 0, 13020, nvcc-13.0/sm_90, a later driver of the same major version",
        "9, 0, 12040, nvrtc-11.8/sm_90, CUDA 13 code needs a driver for CUDA 13",
        "6, 1, 13000, nvrtc-11.8/sm_61, only the older compiler knows it",
        "6, 1, 11080, nvrtc-11.8/sm_61, the very version",
        "7, 0, 12090, nvrtc-11.8/sm_70, Volta",
        "7, 2, 13000, nvrtc-11.8/compute_61, an embedded chip without its own code translates PTX",
        "7, 5, 13000, nvcc-13.0/sm_75, both made it",
        "8, 7, 13000, nvcc-13.0/sm_87, an embedded chip with its own code",
        "8, 7, 12040, nvrtc-11.8/compute_61, an embedded chip does not run code for a card",
        "8, 9, 13000, nvcc-13.0/sm_89, Ada",
        "6, 5, 12000, nvrtc-11.8/sm_61, a later revision of the same generation",
        "10, 1, 13000, nvcc-13.0/compute_75, an embedded chip",
        "10, 6, 13000, nvcc-13.0/sm_103, the newest earlier revision",
        "12, 0, 12080, nvrtc-11.8/compute_61, a card newer than the compiler that the driver can follow",
        "13, 0, 14000, nvcc-13.0/compute_75, a generation nobody knew",
    })
    void theBestImageIsChosen(int major, int minor, int driver, String folder, String why) {
        DeviceImages chosen = images(NVCC + "," + NVRTC).forDevice(new ComputeCapability(major, minor), driver);
        String expected = folder + "/add" + (folder.contains("compute") ? ".ptx\0" : ".cubin");
        assertEquals(expected, new String(chosen.module("add"), StandardCharsets.UTF_8), why);
    }

    @ParameterizedTest(name = "{0}, sm_{1}{2}, driver {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "both | 3 | 5 | 12040 | CUDA images for sm_35 | sm_61 sm_70 | use a GPU of compute capability 6.1",
                "nvcc | 6 | 1 | 13000 | CUDA images for sm_61 | sm_75 sm_80 | build lightmark with a CUDA compiler that makes sm_61",
                "nvcc | 9 | 0 | 12040 | driver for CUDA 12.4 loads | nvcc 13.0 | install an NVIDIA driver for CUDA 13.0",
                "both | 9 | 0 | 10020 | driver for CUDA 10.2 loads | nvrtc 11.8 | install an NVIDIA driver for CUDA 11.8",
                "nvrtc | 12 | 0 | 11040 | CUDA images for sm_120 | compute_61 | install an NVIDIA driver for CUDA 11.8",
                "none | 9 | 0 | 13000 | CUDA images for sm_90 | a build without any | install nvcc",
            })
    void whatDoesNotFitIsExplained(
            String made, int major, int minor, int driver, String expected, String received, String fix) {
        String toolkits = switch (made) {
            case "both" -> NVCC + "," + NVRTC;
            case "nvcc" -> NVCC;
            case "nvrtc" -> NVRTC;
            default -> "";
        };
        ComputeCapability device = new ComputeCapability(major, minor);
        DeviceException e =
                assertThrows(DeviceException.class, () -> images(toolkits).forDevice(device, driver));
        for (String part : new String[] {expected, received, "Fix: " + fix}) {
            assertTrue(e.getMessage().contains(part), () -> "'" + part + "' in: " + e.getMessage());
        }
    }

    @Test
    void machineCodeIsHandedOverAsItIs() {
        byte[] code = {127, 'E', 'L', 'F', 0, -1};
        Map<String, byte[]> files = new HashMap<>();
        files.put("images.json", index(NVCC).getBytes(StandardCharsets.UTF_8));
        files.put("nvcc-13.0/sm_90/add.cubin", code);
        DeviceImages chosen = KernelImages.read(files::get, "abc").forDevice(new ComputeCapability(9, 0), 13000);
        assertArrayEquals(code, chosen.module("add"), "bytes");
        assertEquals("sm_90 by nvcc 13.0", chosen.description(), "description");
        assertMessage(
                assertThrows(IllegalArgumentException.class, () -> chosen.module("sub"), "an unknown module"),
                "one of the kernel modules [add, mul], received 'sub'");
        assertMessage(
                assertThrows(DeviceException.class, () -> chosen.module("mul"), "a file that is missing"),
                "/io/lightmark/cuda/nvcc-13.0/sm_90/mul.cubin");
    }

    @Test
    void imagesOfAnotherBuildAreRefused() {
        ImageResources resources = resources(index(NVCC));
        assertMessage(
                assertThrows(DeviceException.class, () -> KernelImages.read(resources, "def"), "other kernels"),
                "with fingerprint def, received abc");
    }

    @Test
    void aMissingArtefactIsNamed() {
        assertMessage(
                assertThrows(DeviceException.class, () -> KernelImages.read(path -> null, "abc"), "no artefact"),
                "with classifier cuda");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{}", "[]", "nonsense", "{\"fingerprint\": \"abc\"}", "{\"toolkits\": 3}", "null"})
    void aDamagedListIsRefused(String json) {
        assertMessage(
                assertThrows(DeviceException.class, () -> KernelImages.read(resources(json), "abc"), json),
                "a list of CUDA images");
    }

    @Test
    void thisBuildsImagesBelongToItsClasses() {
        KernelImages images = KernelImages.load();
        assertTrue(images.fingerprint().matches("[0-9a-f]{64}"), images.fingerprint());
        for (Toolkit toolkit : images.toolkits()) {
            for (int architecture : toolkit.architectures()) {
                DeviceImages chosen =
                        images.forDevice(ComputeCapability.ofArchitecture(architecture), toolkit.cudaVersion());
                byte[] code = chosen.module("add");
                assertEquals("\177ELF", new String(code, 0, 4, StandardCharsets.ISO_8859_1), chosen.description());
            }
        }
    }

    private static KernelImages images(String toolkits) {
        return KernelImages.read(resources(index(toolkits)), "abc");
    }

    /** Every image holds its own name. */
    private static ImageResources resources(String index) {
        return path -> (path.equals("images.json") ? index : path).getBytes(StandardCharsets.UTF_8);
    }

    private static String index(String toolkits) {
        return "{\"fingerprint\": \"abc\", \"toolkits\": [" + toolkits
                + "], \"modules\": [\"add\", \"mul\"], \"kernels\": [{\"name\": \"add_forward\"}]}";
    }

    private static String toolkit(String name, String version, int cudaVersion, int ptx, String architectures) {
        return "{\"name\": \"" + name + " " + version + "\", \"folder\": \"" + name + "-" + version
                + "\", \"cudaVersion\": " + cudaVersion + ", \"ptx\": " + ptx + ", \"architectures\": ["
                + architectures + "]}";
    }

    private static void assertMessage(Exception e, String part) {
        assertTrue(String.valueOf(e.getMessage()).contains(part), () -> "'" + part + "' in: " + e.getMessage());
    }
}
