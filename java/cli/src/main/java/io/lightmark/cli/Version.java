package io.lightmark.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build: that of the jar, or {@code development} when classes run from a folder. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"lightmark " + text()};
    }

    /** The version alone. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
