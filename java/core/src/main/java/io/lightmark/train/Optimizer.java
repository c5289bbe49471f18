package io.lightmark.train;

import io.lightmark.graph.UpdateRule;

/** How gradients move weights. */
public sealed interface Optimizer extends UpdateRule permits Sgd, Adam {}
