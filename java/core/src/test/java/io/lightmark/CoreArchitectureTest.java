package io.lightmark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of dependency inside the library; docs/architecture.md draws them. */
@AnalyzeClasses(packages = "io.lightmark", importOptions = ImportOption.DoNotIncludeTests.class)
final class CoreArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.lightmark.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule descriptionsKnowNoBackend = noClasses()
            .that()
            .resideInAnyPackage("..tensor..", "..op..", "..nn..", "..models..", "..graph..", "..format..", "..metric..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..backend..", "..device..");

    @ArchTest
    static final ArchRule onlyTheDeviceChoiceKnowsTheBackends = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..backend.cpu..", "..backend.reference..", "..backend.cuda..", "..device..", "..check..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..backend.cpu..", "..backend.reference..", "..backend.cuda..");

    @ArchTest
    static final ArchRule theCheckKnowsNoBackendButTheOracle = noClasses()
            .that()
            .resideInAPackage("..check..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..backend.cpu..", "..backend.cuda..", "..device..");

    @ArchTest
    static final ArchRule backendsKnowNothingOfTraining = noClasses()
            .that()
            .resideInAPackage("..backend..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..train..", "..cascade..", "..data..", "..picture..");

    @ArchTest
    static final ArchRule onlyTheCpuBackendKnowsJavaCpp = noClasses()
            .that()
            .resideOutsideOfPackage("..backend.cpu..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule onlyTheDriverPackagesKnowJCuda = noClasses()
            .that()
            .resideOutsideOfPackages("..backend.cuda.driver..", "..backend.cuda.cudnn..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jcuda..");

    @ArchTest
    static final ArchRule launchesAreDataThatKnowNoDriver = noClasses()
            .that()
            .resideInAPackage("..backend.cuda.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..backend.cuda.driver..", "..backend.cuda.cudnn..", "..backend.cuda.image..");
}
