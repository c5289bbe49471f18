package io.lightmark.backend.reference;

import io.lightmark.op.FlattenChannels;
import io.lightmark.op.Pass;

/** Every channel of a map as one row of its pixels. */
final class ReferenceFlattenChannels implements ReferenceKernel<FlattenChannels> {
    @Override
    public void run(FlattenChannels op, Pass pass, OperandArrays arrays) {
        Nhwc map = Nhwc.of(op.input());
        Nhwc rows = Nhwc.of(op.output());
        for (int n = 0; n < map.n(); n++) {
            for (int y = 0; y < map.h(); y++) {
                for (int x = 0; x < map.w(); x++) {
                    for (int c = 0; c < map.c(); c++) {
                        int inMap = map.at(n, y, x, c);
                        int inRows = rows.at(n, c, 0, y * map.w() + x);
                        if (pass == Pass.FORWARD) {
                            arrays.get("y")[inRows] = arrays.get("x")[inMap];
                        } else {
                            arrays.get("grad.x")[inMap] = arrays.get("grad.y")[inRows];
                        }
                    }
                }
            }
        }
    }
}
