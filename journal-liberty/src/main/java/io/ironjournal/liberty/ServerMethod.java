package io.ironjournal.liberty;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A public method of the server, called by reflection.
 *
 * @param method the method, of a public class or interface
 */
record ServerMethod(Method method) {

    /**
     * Finds a method.
     *
     * @throws IllegalStateException when the server has no such method
     */
    static ServerMethod of(Class<?> type, String name, Class<?>... parameters) {
        try {
            return new ServerMethod(type.getMethod(name, parameters));
        } catch (NoSuchMethodException missing) {
            throw new IllegalStateException(
                    "Cannot use this version of Liberty, because " + type + " has no method " + name, missing);
        }
    }

    /**
     * Calls the method.
     *
     * @param target the object; null for a static method
     * @return the result of the method
     * @throws RollbackException when the method throws it
     * @throws SystemException when the method throws it, or another checked exception, which is then the cause
     */
    Object call(@Nullable Object target, Object... arguments) throws RollbackException, SystemException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            if (cause instanceof RollbackException rollback) {
                throw rollback;
            }
            if (cause instanceof SystemException failure) {
                throw failure;
            }
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw failure(cause);
        } catch (IllegalAccessException inaccessible) {
            throw failure(inaccessible);
        }
    }

    private SystemException failure(Throwable cause) {
        SystemException failure = new SystemException("Liberty's method " + method.getName() + " failed: " + cause);
        failure.initCause(cause);
        return failure;
    }
}
