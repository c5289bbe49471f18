package io.lightmark.backend.cpu;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * The functions of {@code native/jni/lightmark.h}, one to one; the header says what each does and how it fails. JavaCPP
 * generates the JNI code from this class at build time.
 *
 * <p>Nothing here checks an argument or loads the library: call NativeLibrary.load() first, pass only handles
 * that are alive, and only direct buffers that outlive the plan.
 */
@Platform(include = "lightmark.h", library = "jnilightmark")
@NoException
final class NativeLightmark {
    private NativeLightmark() {}

    @Name("lm_fingerprint")
    static native String fingerprint();

    @Name("lm_last_error")
    static native String lastError();

    @Name("lm_simd_level")
    static native int simdLevel();

    @Name("lm_live_bytes")
    static native long liveBytes();

    @Name("lm_pool_create")
    static native long poolCreate(int threads);

    @Name("lm_pool_destroy")
    static native void poolDestroy(long pool);

    @Name("lm_plan_create")
    static native long planCreate(
            long pool,
            int simd,
            @Cast("const int64_t*") long[] program,
            long words,
            @Cast("void*") ByteBuffer host,
            long hostBytes,
            long arenaBytes);

    @Name("lm_plan_run")
    static native int planRun(long plan);

    @Name("lm_plan_destroy")
    static native void planDestroy(long plan);

    @Name("lm_plan_write")
    static native int planWrite(long plan, long offset, @Const float[] data, long count);

    @Name("lm_plan_read")
    static native int planRead(long plan, long offset, float[] data, long count);

    @Name("lm_plan_damaged_guard")
    static native long planDamagedGuard(long plan);

    @Name("lm_plan_poison")
    static native void planPoison(long plan);
}
