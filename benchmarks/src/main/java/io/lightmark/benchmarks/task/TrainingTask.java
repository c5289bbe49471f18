package io.lightmark.benchmarks.task;

import io.lightmark.benchmarks.TrainingProblem;
import io.lightmark.benchmarks.measure.Agreement;
import io.lightmark.benchmarks.measure.Contender;
import io.lightmark.benchmarks.peer.LightmarkTraining;
import io.lightmark.benchmarks.peer.Peers;
import io.lightmark.benchmarks.peer.TrainingPeer;
import java.util.List;
import java.util.Optional;

/** One training step: forward, loss, backward, update, on a batch that is already where the runtime wants it. */
public final class TrainingTask {
    /** Steps whose losses must agree: the second depends on the first one's gradients, the third on its momentum. */
    private static final int COMPARED_STEPS = 3;

    private static final double TOLERANCE = 1e-3;

    private TrainingTask() {}

    /** Checks that all contenders' losses agree without dropout, then times them in turn with it. */
    public static Measured measure(Setting setting) {
        TrainingProblem problem = TrainingProblem.of(setting.network(), setting.batch());
        List<TrainingPeer> peers = setting.peers().stream()
                .flatMap(peer -> available(peer, setting).stream())
                .toList();
        double agreement = 0;
        try (Contenders<Contender> contenders = new Contenders<>()) {
            prepare(contenders, setting, problem.withoutDropout(), peers);
            for (int step = 0; step < COMPARED_STEPS; step++) {
                agreement = Math.max(agreement, Agreement.require(contenders.all(), TOLERANCE));
            }
        }
        try (Contenders<Contender> contenders = new Contenders<>()) {
            LightmarkTraining ours = prepare(contenders, setting, problem, peers);
            return Measured.of(
                    ours.multiplyAdds(),
                    agreement,
                    contenders.all(),
                    setting.clock().time(contenders.all()));
        }
    }

    private static List<TrainingPeer> available(Peers peer, Setting setting) {
        return peer.training().stream()
                .filter(training -> {
                    Optional<String> reason = training.missing();
                    reason.ifPresent(why -> setting.notes().accept("peer " + training.name() + " left out: " + why));
                    return reason.isEmpty();
                })
                .toList();
    }

    private static LightmarkTraining prepare(
            Contenders<Contender> contenders, Setting setting, TrainingProblem problem, List<TrainingPeer> peers) {
        LightmarkTraining ours = LightmarkTraining.prepare(setting.backend(), problem);
        contenders.add(ours);
        peers.forEach(peer -> contenders.add(peer.prepare(problem, setting.threads())));
        return ours;
    }
}
