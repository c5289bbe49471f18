package io.lightmark.check;

import java.util.Map;

/** Looks up what must be there: operands by their names. */
final class Named {
    private Named() {}

    static <V> V get(Map<String, V> byName, String name) {
        V value = byName.get(name);
        if (value == null) {
            throw new IllegalStateException("Expected '" + name + "' to be one of " + byName.keySet()
                    + ", received another name. Fix: name an operand of the operation.");
        }
        return value;
    }
}
