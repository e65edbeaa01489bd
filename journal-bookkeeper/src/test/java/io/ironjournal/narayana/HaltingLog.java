package io.ironjournal.narayana;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** A log that crashes the process when it has sent a group. The bookies may have the group or not. */
record HaltingLog(LogProvider log, HaltingWrites writes) implements LogProvider {

    @Override
    public String describe() {
        return log.describe();
    }

    @Override
    public boolean survivesDirectory() {
        return log.survivesDirectory();
    }

    @Override
    public Optional<LogIdentity> find(LogContext context) throws IOException {
        return log.find(context);
    }

    @Override
    public OpenedLog create(LogContext context, LogIdentity identity) throws IOException {
        return halting(log.create(context, identity));
    }

    @Override
    public OpenedLog open(LogContext context, LogIdentity identity) throws IOException {
        return halting(log.open(context, identity));
    }

    @Override
    public LogReader read(long from) throws IOException {
        return log.read(from);
    }

    private OpenedLog halting(OpenedLog opened) {
        CommitLog halting = (CommitLog) Proxy.newProxyInstance(
                CommitLog.class.getClassLoader(),
                new Class<?>[] {CommitLog.class},
                (self, called, arguments) -> write(opened.log(), called, arguments));
        return (OpenedLog) Proxy.newProxyInstance(
                OpenedLog.class.getClassLoader(),
                new Class<?>[] {OpenedLog.class},
                (self, called, arguments) ->
                        called.getName().equals("log") ? halting : call(opened, called, arguments));
    }

    private Object write(CommitLog target, Method called, Object[] arguments) throws Throwable {
        boolean dying = called.getName().equals("commit") && writes.isLast();
        Object result = call(target, called, arguments);
        if (dying) {
            HaltPoint.halt();
        }
        return result;
    }

    private static Object call(Object target, Method called, Object[] arguments) throws Throwable {
        try {
            return called.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
