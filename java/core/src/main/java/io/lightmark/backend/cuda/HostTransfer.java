package io.lightmark.backend.cuda;

import io.lightmark.backend.HostBlock;
import io.lightmark.backend.cuda.driver.DeviceMemory;
import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.graph.MemoryLayout;
import io.lightmark.graph.MemoryLayout.HostRange;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;

/** The copies between a plan's host block and its mirror on the device. */
final class HostTransfer {
    private final HostBlock host;
    private final DeviceMemory mirror;
    private final HostRange inputs;
    private final HostRange outputs;

    HostTransfer(Program program, MemoryLayout layout, HostBlock host, DeviceMemory mirror) {
        this.host = host;
        this.mirror = mirror;
        this.inputs = layout.hostRange(program, Value.Role.INPUT);
        this.outputs = layout.hostRange(program, Value.Role.OUTPUT);
    }

    /** Copies all inputs but the resident ones to the device. */
    void in(Stream stream) {
        if (inputs.bytes() > 0) {
            mirror.write(stream, inputs.offset(), host.bytes(), (int) inputs.offset(), inputs.bytes());
        }
    }

    /** Copies all outputs to the host. */
    void out(Stream stream) {
        if (outputs.bytes() > 0) {
            mirror.read(stream, outputs.offset(), host.bytes(), (int) outputs.offset(), outputs.bytes());
        }
    }

    /** Copies one value to the device and returns when it is done. */
    void upload(Stream stream, long offset, long bytes) {
        mirror.write(stream, offset, host.bytes(), (int) offset, bytes);
        stream.synchronize("the upload of a resident input");
    }
}
