package io.lightmark.models;

import io.lightmark.nn.Layer;
import java.util.List;
import java.util.Set;

/**
 * Networks that share one table and differ in width, picture side and options. A network is a trunk, from the picture to
 * the last feature map, and a head, from there to the output.
 */
public sealed interface NetworkFamily permits BaseCnn, Cascade48, MobileNet {
    /** As it stands in names: lower case, words joined by hyphens. */
    String name();

    /** Side of the picture in pixels where a name says none. */
    int defaultSide();

    /** Whether there is only one width and one side. */
    boolean isFixed();

    /** The options that a name of this family may have. */
    Set<NetworkOption> options();

    /** The layers from the picture [1,side,side,3] to the last feature map [1,h,w,c]. */
    List<Layer> trunk(NetworkName name);

    /** The layers from the last feature map to [1,outputs]. */
    List<Layer> head(NetworkName name, int outputs);
}
