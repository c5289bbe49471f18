package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.cudnn.CudnnChoice;
import io.lightmark.backend.cuda.cudnn.CudnnLibrary;
import io.lightmark.backend.cuda.cudnn.CudnnProvider;
import io.lightmark.backend.cuda.driver.Device;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.backend.cuda.kernel.StepProvider;
import io.lightmark.error.CudaFatalException;
import io.lightmark.error.DeviceException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who does which problem on a backend. A problem is decided once, so that all plans of a backend compute it in the same
 * way and give the same bits.
 */
final class ProviderChoices {
    /** Kernels of ours need no installation and are recorded as they are, so a tie is theirs. */
    private static final float LEAST_GAIN = 1.05f;

    private final CudnnChoice choice;
    private @Nullable CudnnLibrary library;
    private volatile String description;
    private final Map<StepProblem, ProviderChoice> decided = new LinkedHashMap<>();

    private ProviderChoices(CudnnChoice choice, @Nullable CudnnLibrary library, String description) {
        this.choice = choice;
        this.library = library;
        this.description = description;
    }

    /** Looks for cuDNN unless it is off. */
    static ProviderChoices of(CudnnChoice choice, LoadedDriver.Kind driver, Device device) {
        if (choice == CudnnChoice.OFF) {
            return new ProviderChoices(choice, null, "cuDNN off");
        }
        try {
            CudnnLibrary library = CudnnLibrary.load(driver);
            library.requireFit(device);
            String where = choice == CudnnChoice.FORCED ? " wherever it can" : " where it is faster";
            return new ProviderChoices(choice, library, "cuDNN " + library.version() + where);
        } catch (DeviceException e) {
            if (choice == CudnnChoice.FORCED || e instanceof CudaFatalException) {
                throw e;
            }
            return new ProviderChoices(choice, null, without(e));
        }
    }

    private static String without(DeviceException failure) {
        return "without cuDNN (" + failure.getMessage() + ")";
    }

    /** Whether cuDNN was asked for. */
    boolean isAsked() {
        return choice != CudnnChoice.OFF;
    }

    /** How cuDNN is used, or why not. */
    String description() {
        return description;
    }

    /** The library, if it may do this problem. */
    @Nullable
    CudnnLibrary libraryFor(StepProblem problem) {
        return CudnnProvider.supports(problem.op()) ? library : null;
    }

    /**
     * Takes note that cuDNN does not start. Where it is only used if faster, this backend does without it from now on.
     *
     * @throws DeviceException the failure, if cuDNN was asked for wherever it can
     */
    void giveUp(DeviceException failure) {
        if (choice == CudnnChoice.FORCED) {
            throw failure;
        }
        library = null;
        description = without(failure);
    }

    /**
     * Decides a problem, or repeats what was decided.
     *
     * @param cudnn what would do it
     * @param timer where to try it
     */
    ProviderChoice decide(StepProblem problem, StepProvider cudnn, StepTimer timer) {
        ProviderChoice known = decided.get(problem);
        if (known == null) {
            known = choice == CudnnChoice.FORCED ? rehearse(problem, cudnn, timer) : measure(problem, cudnn, timer);
            decided.put(problem, known);
        }
        return known;
    }

    private static ProviderChoice rehearse(StepProblem problem, StepProvider cudnn, StepTimer timer) {
        timer.rehearse(problem, cudnn);
        return new ProviderChoice(problem.describe(), ProviderChoice.Provider.CUDNN, "as asked");
    }

    private static ProviderChoice measure(StepProblem problem, StepProvider cudnn, StepTimer timer) {
        String name = problem.describe();
        float ours = timer.milliseconds(problem, StepProvider.kernels());
        float theirs;
        try {
            theirs = timer.milliseconds(problem, cudnn);
        } catch (CudaFatalException e) {
            throw e;
        } catch (DeviceException e) {
            return new ProviderChoice(name, ProviderChoice.Provider.KERNELS, "cuDNN failed: " + e.getMessage());
        }
        ProviderChoice.Provider faster =
                theirs * LEAST_GAIN < ours ? ProviderChoice.Provider.CUDNN : ProviderChoice.Provider.KERNELS;
        return new ProviderChoice(
                name, faster, String.format(Locale.ROOT, "kernels %.4f ms, cuDNN %.4f ms", ours, theirs));
    }
}
