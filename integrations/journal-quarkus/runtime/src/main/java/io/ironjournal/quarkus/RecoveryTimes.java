package io.ironjournal.quarkus;

import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * How often Narayana's recovery scans. Quarkus has no keys for that, and by Narayana's defaults an application waits for more
 * than two minutes after a crash until branches without a decision are rolled back.
 */
final class RecoveryTimes {

    /** Between two scans, in seconds. */
    private static final Time PERIOD = new Time("periodicRecoveryPeriod", 120, 10);

    /** Between the two passes of a scan, in seconds. */
    private static final Time BACKOFF = new Time("recoveryBackoffPeriod", 10, 2);

    private RecoveryTimes() {}

    /** Shortens the times that the application has not set. Call it before recovery starts. */
    static void shorten(RecoveryEnvironmentBean recovery) {
        PERIOD.shorten(recovery::getPeriodicRecoveryPeriod, recovery::setPeriodicRecoveryPeriod);
        BACKOFF.shorten(recovery::getRecoveryBackoffPeriod, recovery::setRecoveryBackoffPeriod);
    }

    /**
     * One of these times.
     *
     * @param property the property of the bean
     * @param usual Narayana's default
     * @param shorter what replaces it
     */
    private record Time(String property, int usual, int shorter) {

        void shorten(IntSupplier current, IntConsumer change) {
            if (current.getAsInt() == usual && !isSystemProperty()) {
                change.accept(shorter);
            }
        }

        /** Narayana accepts the bean's short and full name. */
        private boolean isSystemProperty() {
            Class<?> bean = RecoveryEnvironmentBean.class;
            return System.getProperty(bean.getSimpleName() + "." + property) != null
                    || System.getProperty(bean.getName() + "." + property) != null;
        }
    }
}
