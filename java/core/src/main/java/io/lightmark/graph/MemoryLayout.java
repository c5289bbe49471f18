package io.lightmark.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where each value of a program lives. Host-visible values lie one after another in a host block, resident ones first,
 * then inputs, then outputs; all others in one arena, where transient values whose lifetimes do not meet share memory
 * (largest first, lowest free place).
 *
 * <p>Places are aligned to {@value #ALIGNMENT} bytes and separated by a guard of {@value #GUARD} bytes that nothing may
 * write, which lets a backend detect a kernel that strays.
 */
public final class MemoryLayout {
    /** Alignment of every value in bytes: one cache line, one 512-bit vector. */
    public static final int ALIGNMENT = 64;

    /** Unused bytes behind every value. */
    public static final int GUARD = 64;

    /** What follows the resident inputs begins on a page, so that a device may lock it without them. */
    public static final int PAGE = 4096;

    /** Values of one role lie side by side, so that one copy moves all of them. */
    private static final List<Value.Role> HOST_ORDER =
            List.of(Value.Role.RESIDENT, Value.Role.INPUT, Value.Role.OUTPUT);

    private final long[] offsets;
    private final long hostBytes;
    private final long persistentBytes;
    private final long arenaBytes;

    private MemoryLayout(long[] offsets, long hostBytes, long persistentBytes, long arenaBytes) {
        this.offsets = offsets;
        this.hostBytes = hostBytes;
        this.persistentBytes = persistentBytes;
        this.arenaBytes = arenaBytes;
    }

    /** Lays out a program. */
    public static MemoryLayout of(Program program) {
        long[] offsets = new long[program.values().size()];
        long host = GUARD;
        long arena = GUARD;
        List<Lifetime> lifetimes = lifetimes(program);
        for (Value.Role role : HOST_ORDER) {
            if (role == Value.Role.INPUT && host > GUARD) {
                host = (host + PAGE - 1) / PAGE * PAGE;
            }
            for (Value value : program.values(role)) {
                offsets[value.id()] = host;
                host += room(value);
            }
        }
        for (Value value : program.values()) {
            if (value.role().isPersistent() && !value.role().isHostVisible()) {
                offsets[value.id()] = arena;
                arena += room(value);
            }
        }
        long end = arena;
        List<Placed> placed = new ArrayList<>();
        lifetimes.sort(Comparator.comparingLong((Lifetime l) -> -l.bytes).thenComparingInt(l -> l.id));
        for (Lifetime lifetime : lifetimes) {
            long offset = lowestGap(placed, lifetime, arena);
            offsets[lifetime.id] = offset;
            placed.add(new Placed(offset, lifetime));
            end = Math.max(end, offset + lifetime.bytes);
        }
        return new MemoryLayout(offsets, host, arena, end);
    }

    /** Byte offset of a value, in the host block if its role is host-visible, else in the arena. */
    public long offset(Value value) {
        return offsets[value.id()];
    }

    /**
     * Where the values of a host-visible role lie in the host block, first to last.
     *
     * @param offset of the first byte
     * @param bytes up to the end of the last value; 0 if the role has no values
     */
    public record HostRange(long offset, long bytes) {}

    /** The part of the host block that holds the values of one host-visible role. */
    public HostRange hostRange(Program program, Value.Role role) {
        List<Value> values = program.values(role);
        if (values.isEmpty()) {
            return new HostRange(0, 0);
        }
        long begin = offset(values.get(0));
        Value last = values.get(values.size() - 1);
        return new HostRange(begin, offset(last) + last.bytes() - begin);
    }

    /** Size of the host block. */
    public long hostBytes() {
        return hostBytes;
    }

    /** Size of the arena's part that outlives a run; it comes first. */
    public long persistentBytes() {
        return persistentBytes;
    }

    /** Size of the whole arena. */
    public long arenaBytes() {
        return arenaBytes;
    }

    private record Lifetime(int id, long bytes, int first, int last) {
        boolean meets(Lifetime other) {
            return first <= other.last && other.first <= last;
        }
    }

    private record Placed(long offset, Lifetime lifetime) {}

    private static long lowestGap(List<Placed> placed, Lifetime lifetime, long start) {
        List<Placed> inTheWay = placed.stream()
                .filter(p -> p.lifetime.meets(lifetime))
                .sorted(Comparator.comparingLong(Placed::offset))
                .toList();
        long candidate = start;
        for (Placed p : inTheWay) {
            if (candidate + lifetime.bytes <= p.offset) {
                break;
            }
            candidate = Math.max(candidate, p.offset + p.lifetime.bytes);
        }
        return candidate;
    }

    private static List<Lifetime> lifetimes(Program program) {
        int count = program.values().size();
        int[] first = new int[count];
        int[] last = new int[count];
        java.util.Arrays.fill(first, Integer.MAX_VALUE);
        java.util.Arrays.fill(last, -1);
        for (int s = 0; s < program.steps().size(); s++) {
            for (int id : program.steps().get(s).values()) {
                if (id != Step.OMITTED) {
                    first[id] = Math.min(first[id], s);
                    last[id] = s;
                }
            }
        }
        List<Lifetime> lifetimes = new ArrayList<>();
        for (Value value : program.values()) {
            if (value.role() == Value.Role.TRANSIENT) {
                boolean isUsed = last[value.id()] >= 0;
                int from = isUsed ? first[value.id()] : 0;
                int to = isUsed ? last[value.id()] : program.steps().size();
                lifetimes.add(new Lifetime(value.id(), room(value), from, to));
            }
        }
        return lifetimes;
    }

    private static long room(Value value) {
        return (value.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + GUARD;
    }
}
