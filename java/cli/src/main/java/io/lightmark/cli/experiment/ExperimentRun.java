package io.lightmark.cli.experiment;

import io.lightmark.nn.CoordinateExpectation;
import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.train.TrainingPreset;
import java.util.List;

/**
 * One cell of an experiment's table: a network, at a size of its input, trained by a recipe.
 *
 * @param contestant which network
 * @param recipe how it is trained
 * @param network the network itself
 */
public record ExperimentRun(Contestant contestant, Recipe recipe, Network network) {
    /** Its name and that of its folder, such as {@code v2-seed}. */
    public String id() {
        return contestant.key() + "-" + recipe.key();
    }

    /** The recipe for this network, with the loss of its head. */
    public TrainingPreset preset() {
        List<Node> nodes = network.nodes();
        boolean classifies = nodes.get(nodes.size() - 1).layer().orElse(null) instanceof CoordinateExpectation;
        return recipe.classLoss()
                .filter(loss -> classifies)
                .map(recipe.preset()::withLoss)
                .orElse(recipe.preset());
    }

    /** What training costs beside other runs on the same pictures: multiply-adds of a picture times epochs. */
    public double cost() {
        return network.multiplyAdds() * recipe.epochs();
    }
}
