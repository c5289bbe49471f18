package io.lightmark.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    @ParameterizedTest(name = "{2} family {3} model {4}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "amd-epyc-zen4-2c,AuthenticAMD,AMD EPYC,25,17",
                "amd-epyc-zen3-2c,AuthenticAMD,AMD EPYC,25,1",
                "amd-epyc-7571-zen-2c,AuthenticAMD,AMD EPYC 7571,23,1",
                "amd-ryzen-9-9950x-16-core-zen5-2c,AuthenticAMD,AMD Ryzen 9 9950X 16-Core Processor,26,68",
                "intel-xeon-platinum-8375c-2c,GenuineIntel,Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz,6,106",
            })
    void slugNamesTheArchitecture(String expected, String vendor, String name, String family, String model) {
        String cpuInfo = "processor\t: 0\nvendor_id\t: " + vendor + "\ncpu family\t: " + family + "\nmodel\t\t: "
                + model + "\nmodel name\t: " + name + "\nstepping\t: 1\n";
        assertEquals(expected, new Machine(Machine.model(cpuInfo), 2).slug(), cpuInfo);
    }

    @Test
    void textWithoutFieldsIsUnknown() {
        assertEquals("unknown-1c", new Machine(Machine.model("nothing here\n"), 1).slug(), "no fields");
        assertFalse(Machine.detect().slug().isBlank(), "this machine has a name");
    }
}
