package io.lightmark.train;

import io.lightmark.nn.WeightSpec;

/** Which weights decay, and how fast each kind learns. */
public enum WeightGroups {
    /** All weights decay and learn alike: what PyTorch's optimisers do unless they are told otherwise. */
    UNIFORM {
        @Override
        boolean decays(WeightSpec.Kind kind) {
            return true;
        }

        @Override
        float rateScale(WeightSpec.Kind kind) {
            return 1;
        }
    },
    /** As in the published solver: depthwise filters do not decay, biases learn twice as fast, all else alike. */
    CAFFE {
        @Override
        boolean decays(WeightSpec.Kind kind) {
            return kind != WeightSpec.Kind.DEPTHWISE_WEIGHT;
        }

        @Override
        float rateScale(WeightSpec.Kind kind) {
            return kind == WeightSpec.Kind.BIAS ? 2 : 1;
        }
    },
    /** Weights of convolutions and linear layers decay, biases and normalisations do not. */
    MODERN {
        @Override
        boolean decays(WeightSpec.Kind kind) {
            return switch (kind) {
                case CONV_WEIGHT, DEPTHWISE_WEIGHT, LINEAR_WEIGHT -> true;
                case BIAS, NORM_SCALE, NORM_SHIFT, RUNNING_MEAN, RUNNING_VARIANCE -> false;
            };
        }

        @Override
        float rateScale(WeightSpec.Kind kind) {
            return 1;
        }
    };

    /** Whether weight decay applies. */
    abstract boolean decays(WeightSpec.Kind kind);

    /** Factor on the learning rate. */
    abstract float rateScale(WeightSpec.Kind kind);
}
