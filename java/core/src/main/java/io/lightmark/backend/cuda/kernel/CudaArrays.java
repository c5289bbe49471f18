package io.lightmark.backend.cuda.kernel;

import java.util.Map;

/** The device addresses of a step's operands. */
public final class CudaArrays {
    private final Map<String, Long> addresses;

    /** @param addresses device address by operand name; an optional operand that the step leaves out is missing */
    public CudaArrays(Map<String, Long> addresses) {
        this.addresses = Map.copyOf(addresses);
    }

    /** Whether the step has this operand. */
    public boolean has(String operand) {
        return addresses.containsKey(operand);
    }

    /** The address of an operand; 0 for one that the step leaves out. */
    public long address(String operand) {
        return addresses.getOrDefault(operand, 0L);
    }
}
