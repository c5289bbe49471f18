package io.lightmark.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.cascade.CascadeListener;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a training tells, both listeners of a pair hear it. */
final class ListenerPairTest {
    private static CascadeListener noting(List<String> heard) {
        return (CascadeListener) Proxy.newProxyInstance(
                ListenerPairTest.class.getClassLoader(),
                new Class<?>[] {CascadeListener.class},
                (proxy, method, arguments) -> {
                    heard.add(method.getName() + Arrays.toString(arguments));
                    return null;
                });
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == int.class ? (Object) 3 : type == long.class ? (Object) 4L : null)
                .toArray();
    }

    @Test
    void everythingIsPassedOn() throws ReflectiveOperationException {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        ListenerPair pair = new ListenerPair(noting(first), noting(second));
        List<String> told = new ArrayList<>();
        for (Method method : CascadeListener.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                method.invoke(pair, arguments(method));
                told.add(method.getName() + Arrays.toString(arguments(method)));
            }
        }
        assertTrue(told.size() >= 10, told.toString());
        assertEquals(told, first);
        assertEquals(told, second);
    }
}
