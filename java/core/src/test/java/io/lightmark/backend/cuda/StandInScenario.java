package io.lightmark.backend.cuda;

import static jcuda.driver.JCudaDriver.cuCtxSetCurrent;
import static jcuda.driver.JCudaDriver.cuCtxSynchronize;
import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;
import static jcuda.driver.JCudaDriver.cuInit;
import static jcuda.driver.JCudaDriver.cuLaunchHostFunc;
import static jcuda.driver.JCudaDriver.cuLaunchKernel;
import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadData;
import static jcuda.driver.JCudaDriver.cuStreamCreate;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUhostFn;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;

/** Runs in a child: kernels fault on the stand-in while Java threads live on the faults of their null checks. */
final class StandInScenario {
    private static final int ELEMENTS = 1000;
    private static final int ROUNDS = 30;

    private StandInScenario() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(StandIn.command("version").split(" ")[0]);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger recovered = new AtomicInteger();
        Thread nulls = new Thread(() -> {
            while (!stop.get()) {
                recovered.addAndGet(lengthOfNull());
            }
        });
        nulls.setDaemon(true);
        nulls.start();
        awaitMoreThan(0, recovered);
        int faults = 0;
        for (int round = 0; round < ROUNDS; round++) {
            faults += round() == 700 ? 1 : 0;
        }
        awaitMoreThan(ROUNDS, recovered);
        stop.set(true);
        nulls.join();
        System.out.println("faults " + faults);
    }

    /** A busy machine may take its time until a thread runs. */
    private static void awaitMoreThan(int count, AtomicInteger value) throws InterruptedException {
        while (value.get() <= count) {
            Thread.sleep(1);
        }
    }

    /** The code of a run whose kernel reads far behind its arrays, after a host function that trips over null. */
    private static int round() {
        StandIn.command("reset");
        cuInit(0);
        CUdevice device = new CUdevice();
        cuDeviceGet(device, 0);
        CUcontext context = new CUcontext();
        cuDevicePrimaryCtxRetain(context, device);
        cuCtxSetCurrent(context);
        CUmodule module = new CUmodule();
        cuModuleLoadData(module, new StandInImages().apply("add"));
        CUfunction function = new CUfunction();
        cuModuleGetFunction(function, module, "add_forward");
        CUdeviceptr array = new CUdeviceptr();
        cuMemAlloc(array, 4L * ELEMENTS);
        AtomicInteger called = new AtomicInteger();
        CUhostFn trip = data -> called.addAndGet(lengthOfNull());
        CUstream stream = new CUstream();
        cuStreamCreate(stream, 0);
        cuLaunchHostFunc(stream, trip, null);
        if (cuCtxSynchronize() != 0 || called.get() != 1) {
            return -1;
        }
        Pointer values = Pointer.to(
                Pointer.to(array), Pointer.to(array), Pointer.to(array), Pointer.to(new int[] {1000 * ELEMENTS}));
        cuLaunchKernel(function, 4, 1, 1, 256, 1, 1, 0, null, values, null);
        return cuCtxSynchronize();
    }

    /** Takes the fault of a null check every time: 1. */
    private static int lengthOfNull() {
        String[] nothing = new String[1];
        try {
            return nothing[0].length();
        } catch (NullPointerException e) {
            return 1;
        }
    }
}
