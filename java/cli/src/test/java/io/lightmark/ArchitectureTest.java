package io.lightmark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assertions;

/** The directions of dependency between the modules; docs/architecture.md draws them. */
@AnalyzeClasses(packages = "io.lightmark", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule theLibraryKnowsNoModuleAboveIt = noClasses()
            .that()
            .resideOutsideOfPackages("io.lightmark.vision..", "io.lightmark.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.lightmark.vision..",
                    "io.lightmark.cli..",
                    "io.lightmark.benchmarks..",
                    "org.bytedeco.opencv..",
                    "picocli..",
                    "ch.qos.logback..");

    @ArchTest
    static final ArchRule nothingKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("io.lightmark.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lightmark.cli..");

    @ArchTest
    static final ArchRule onlyVisionKnowsOpenCv = noClasses()
            .that()
            .resideOutsideOfPackage("io.lightmark.vision..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.opencv..");

    @ArchTest
    static final ArchRule onlyTheCudaBackendKnowsJCuda = noClasses()
            .that()
            .resideOutsideOfPackage("io.lightmark.backend.cuda..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jcuda..");

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage("io.lightmark.cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager)");

    @ArchTest
    static void everyPackageIsDescribedAndNullMarked(JavaClasses classes) {
        JavaPackage root = classes.getPackage("io.lightmark");
        List<String> unmarked = Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream())
                .filter(each -> !each.getClasses().isEmpty())
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();
        Assertions.assertEquals(List.of(), unmarked, "packages without a package-info.java that says @NullMarked");
    }
}
