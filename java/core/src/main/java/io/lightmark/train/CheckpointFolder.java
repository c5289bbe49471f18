package io.lightmark.train;

import io.lightmark.error.ModelFileException;
import io.lightmark.error.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of one run's checkpoints: the last two, {@code step-<steps>.safetensors}, {@code best.safetensors}, and
 * the weights of the few best steps, {@code top-<steps>.safetensors}, where these are averaged at the end. A lock keeps
 * a second training out for as long as the folder is open; the system frees it when a process dies.
 */
final class CheckpointFolder implements AutoCloseable {
    private static final int KEPT = 2;
    private static final String STEP = "step-";
    private static final String TOP = "top-";
    private static final Pattern NUMBER = Pattern.compile("\\d{12}\\.safetensors");

    private final Path folder;
    private final TrainingListener listener;
    private final FileChannel lockFile;
    /** Held here because Java's own table of locks holds them weakly. */
    private final FileLock lock;

    private final Set<Path> damaged = new HashSet<>();

    private CheckpointFolder(Path folder, TrainingListener listener, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.listener = listener;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Makes the folder if need be and locks it. */
    static CheckpointFolder open(Path folder, TrainingListener listener) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("training.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new TrainingException(
                        "a checkpoint folder of its own",
                        folder + ", which another training is writing",
                        "wait for it, or choose another folder.");
            }
            return new CheckpointFolder(folder, listener, channel, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a checkpoint folder that can be written, received " + folder
                            + ". Fix: check its permissions.",
                    e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The newest checkpoint that is whole; damaged ones are reported and passed over. */
    Optional<Checkpoint> newest() {
        List<Path> files = new ArrayList<>(files(STEP));
        files.sort(Comparator.reverseOrder());
        return files.stream().flatMap(file -> load(file).stream()).findFirst();
    }

    /** The checkpoint of the best validation, if it is whole. */
    Optional<Checkpoint> best() {
        return Files.exists(bestFile()) ? load(bestFile()) : Optional.empty();
    }

    /**
     * Saves, then deletes all but the last two of the whole checkpoints up to this one. Later ones, which a resume
     * passed over, stay until the run comes to their step.
     */
    void save(Checkpoint checkpoint) {
        Path file = file(STEP, checkpoint.steps());
        checkpoint.save(file);
        damaged.remove(file);
        listener.saved(file);
        List<Path> files = files(STEP).stream()
                .filter(old -> old.compareTo(file) <= 0 && !damaged.contains(old))
                .toList();
        delete(files.subList(0, Math.max(0, files.size() - KEPT)));
    }

    private static void delete(List<Path> files) {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void saveBest(Checkpoint checkpoint) {
        checkpoint.save(bestFile());
    }

    /** The weights of steps that were among the best, up to a step; damaged ones are reported and passed over. */
    List<Checkpoint> top(long upToSteps) {
        return files(TOP).stream()
                .filter(file -> file.compareTo(file(TOP, upToSteps)) <= 0)
                .flatMap(file -> load(file).stream())
                .toList();
    }

    /**
     * Saves the weights of a step that is among the best, then deletes those of earlier steps that are no longer. Later
     * ones, which a resume passed over, stay until the run comes to their step.
     *
     * @param stillTop the steps that are among the best now
     */
    void saveTop(Checkpoint weights, Set<Long> stillTop) {
        Path newest = file(TOP, weights.steps());
        weights.save(newest);
        Set<Path> kept = stillTop.stream().map(steps -> file(TOP, steps)).collect(Collectors.toSet());
        delete(files(TOP).stream()
                .filter(file -> file.compareTo(newest) <= 0 && !kept.contains(file))
                .toList());
    }

    @Override
    public void close() {
        try (lockFile) {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path bestFile() {
        return folder.resolve("best.safetensors");
    }

    private Optional<Checkpoint> load(Path file) {
        try {
            return Optional.of(Checkpoint.load(file));
        } catch (ModelFileException e) {
            damaged.add(file);
            listener.skipped(file, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Path file(String kind, long steps) {
        return folder.resolve(String.format(Locale.ROOT, "%s%012d.safetensors", kind, steps));
    }

    /** All files of a kind, oldest step first. */
    private List<Path> files(String kind) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isOf(kind, file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOf(String kind, String name) {
        return name.startsWith(kind)
                && NUMBER.matcher(name.substring(kind.length())).matches();
    }
}
