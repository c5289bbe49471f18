package io.lightmark.check;

import java.util.List;

/**
 * The outcome of a whole run.
 *
 * @param cases in the order in which they ran
 * @param notRun cases that did not run because the device was lost before them
 * @param seconds wall time
 */
public record CheckReport(List<CaseResult> cases, int notRun, double seconds) {
    public CheckReport {
        cases = List.copyOf(cases);
    }

    /** How many cases did as they should. */
    public long passed() {
        return cases.stream().filter(CaseResult::isOk).count();
    }

    /** How many did not. */
    public long failed() {
        return cases.size() - passed();
    }

    /** Whether there were cases, all of them ran, and all did as they should. */
    public boolean isOk() {
        return !cases.isEmpty() && notRun == 0 && failed() == 0;
    }
}
