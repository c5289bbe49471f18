package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.cudnn.CudnnLibrary;
import io.lightmark.backend.cuda.cudnn.CudnnProvider;
import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.backend.cuda.kernel.StepProvider;
import io.lightmark.error.CudaFatalException;
import io.lightmark.error.DeviceException;
import io.lightmark.graph.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who does the steps of one plan. Opens cuDNN when the first step that it might do is met. */
final class PlanProviders {
    private static final Logger LOG = LoggerFactory.getLogger(PlanProviders.class);

    private final ProviderChoices choices;
    private final Stream stream;
    private final DeviceScope scope;
    private final StepTimer timer;
    private final Set<ProviderChoice> made = new LinkedHashSet<>();
    private @Nullable CudnnProvider cudnn;

    /**
     * @param stream the plan's
     * @param scope the plan's, owns what cuDNN needs
     */
    PlanProviders(ProviderChoices choices, Stream stream, DeviceScope scope, KernelLibrary kernels) {
        this.choices = choices;
        this.stream = stream;
        this.scope = scope;
        this.timer = new StepTimer(stream, kernels);
    }

    /** Who does a step. */
    StepProvider of(Step step) {
        StepProblem problem = StepProblem.of(step);
        CudnnLibrary library = choices.libraryFor(problem);
        CudnnProvider candidate = library == null ? null : cudnn(library);
        if (candidate == null) {
            return StepProvider.kernels();
        }
        ProviderChoice choice = choices.decide(problem, candidate, timer);
        if (made.add(choice)) {
            LOG.debug("{}", choice);
        }
        return switch (choice.provider()) {
            case CUDNN -> candidate;
            case KERNELS -> StepProvider.kernels();
        };
    }

    private @Nullable CudnnProvider cudnn(CudnnLibrary library) {
        if (cudnn == null) {
            try {
                cudnn = CudnnProvider.open(library, stream, scope);
            } catch (CudaFatalException e) {
                throw e;
            } catch (DeviceException e) {
                choices.giveUp(e);
                LOG.warn("Kernels of this library do everything: cuDNN cannot be used. {}", e.getMessage());
            }
        }
        return cudnn;
    }

    /** What was decided for this plan, each problem once, in the order of the steps. */
    List<ProviderChoice> made() {
        return new ArrayList<>(made);
    }
}
