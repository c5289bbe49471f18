package io.lightmark.backend.cuda;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.device.Devices;
import io.lightmark.error.DeviceException;
import java.lang.reflect.Method;

/**
 * Runs in a child: takes each argument in turn and prints one line for it. {@code profile …} changes what the loaded
 * stand-in claims to be; {@code load} loads the system's driver; anything else is a device to open, {@code stand-in:N} the
 * stand-in's of this number.
 */
final class OpenDevice {
    private OpenDevice() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        for (String argument : arguments) {
            try {
                System.out.println(answer(argument));
            } catch (DeviceException e) {
                System.out.println("refused " + e.getMessage());
            }
        }
    }

    private static String answer(String argument) throws ReflectiveOperationException {
        if (argument.equals("load")) {
            return "loaded " + LoadedDriver.load(LoadedDriver.Kind.NVIDIA).origin();
        }
        if (argument.startsWith("profile ")) {
            return "profile " + control(argument);
        }
        try (Backend backend = open(argument)) {
            return "opened " + backend.name() + " " + backend.properties();
        }
    }

    private static Backend open(String name) {
        return name.startsWith("stand-in:")
                ? CudaBackend.open(new CudaOptions(
                        LoadedDriver.Kind.STAND_IN, Integer.parseInt(name.substring("stand-in:".length())), false))
                : Devices.open(name, 1).backend();
    }

    /** Past {@link StandIn#command}, which would refuse a stand-in that was loaded as if it were the system's driver. */
    private static Object control(String command) throws ReflectiveOperationException {
        Method control = StandIn.class.getDeclaredMethod("control", String.class);
        control.setAccessible(true);
        return control.invoke(null, command);
    }
}
