/**
 * Results of trainings as one page of HTML that needs no network: {@link io.lightmark.cli.report.ReportModel} says what
 * there is to show, {@link io.lightmark.cli.report.ExperimentReport} writes it, and each class between draws one kind of
 * table or chart as text or SVG.
 */
@NullMarked
package io.lightmark.cli.report;

import org.jspecify.annotations.NullMarked;
