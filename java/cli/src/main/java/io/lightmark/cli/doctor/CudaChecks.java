package io.lightmark.cli.doctor;

import io.lightmark.backend.cuda.CudaSurvey;
import io.lightmark.backend.cuda.CudaSurvey.FoundDevice;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.cli.output.Figures;
import io.lightmark.device.NvidiaHardware;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** NVIDIA's driver and GPUs, the kernel images, cuDNN, the stand-in. None is essential: what is missing is a note. */
final class CudaChecks {
    private CudaChecks() {}

    static Finding hardware() {
        return NvidiaHardware.isPresent()
                ? Finding.ok("gpu", "NVIDIA hardware with its kernel driver", "see cudaDevices")
                : Finding.note("gpu", "no NVIDIA hardware", "--device auto takes the processor");
    }

    /** Asks the driver, which costs half a second and is not done without hardware unless asked for. */
    static Finding devices(boolean always) {
        if (!always && !NvidiaHardware.isPresent()) {
            return Finding.note("cudaDevices", "not asked: no NVIDIA hardware", "--cuda loads the driver all the same");
        }
        try {
            return devices(CudaSurvey.take());
        } catch (RuntimeException | LinkageError e) {
            return Finding.note("cudaDevices", Finding.message(e), "--device auto takes the processor");
        }
    }

    private static Finding devices(CudaSurvey survey) {
        List<FoundDevice> devices = survey.devices();
        boolean isUsable = devices.stream().anyMatch(FoundDevice::isUsable);
        String found = devices.stream().map(CudaChecks::line).collect(Collectors.joining("; "));
        String all = survey.driver() + ": " + (devices.isEmpty() ? "no GPU" : found);
        Finding finding = isUsable
                ? Finding.ok(
                        "cudaDevices", all, "--device cuda:N; check one with 'lightmark kernels check --device cuda:N'")
                : Finding.note("cudaDevices", all, "--device auto takes the processor");
        return finding.withDetails(Map.of(
                "driver", survey.driver(),
                "devices", devices.stream().map(CudaChecks::figures).toList()));
    }

    private static String line(FoundDevice device) {
        return "cuda:" + device.number() + " " + device.name() + ", compute capability " + device.computeCapability()
                + ", "
                + Figures.bytes(device.memoryBytes()) + ", " + device.multiprocessors() + " multiprocessors, "
                + (device.isUsable() ? "images " : "no images: ") + device.images();
    }

    private static Map<String, Object> figures(FoundDevice device) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("number", device.number());
        figures.put("name", device.name());
        figures.put("computeCapability", device.computeCapability());
        figures.put("multiprocessors", device.multiprocessors());
        figures.put("memoryBytes", device.memoryBytes());
        figures.put("usable", device.isUsable());
        figures.put("images", device.images());
        return figures;
    }

    static Finding images() {
        try {
            List<String> toolkits = CudaSurvey.toolkits();
            Finding finding = toolkits.isEmpty()
                    ? Finding.note(
                            "cudaImages", "none in this build", "install nvcc or NVRTC and build again for a GPU")
                    : Finding.ok("cudaImages", String.join(", ", toolkits), "one fits each GPU of these architectures");
            return finding.withDetails(Map.of("toolkits", toolkits));
        } catch (RuntimeException | LinkageError e) {
            return Finding.note("cudaImages", Finding.message(e), "needed for --device cuda only");
        }
    }

    static Finding cudnn() {
        List<String> files = CudnnFiles.find();
        Finding finding = files.isEmpty()
                ? Finding.note(
                        "cudnn",
                        "no libcudnn.so.9 on the library path",
                        "not needed: every operation has a kernel of ours")
                : Finding.ok(
                        "cudnn", String.join(", ", files), "found; not needed: every operation has a kernel of ours");
        return finding.withDetails(Map.of("files", files));
    }

    static Finding standIn() {
        return LoadedDriver.isStandInPresent()
                ? Finding.ok("cudaStandIn", "present", "--device cuda:stand-in runs the CUDA kernels on the processor")
                : Finding.note("cudaStandIn", "not on the class path", "--device cuda:stand-in, for tests, needs it");
    }
}
