package io.ironjournal.cdi.torture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Named;
import jakarta.inject.Qualifier;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Qualifiers, an interceptor binding and a stereotype. */
public final class Annotations {

    private Annotations() {}

    /** A qualifier with members of every kind. */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Kind {

        String value() default "";

        int number() default 7;

        Class<?> type() default Void.class;

        @Nonbinding
        String[] texts() default {"a", "b"};

        @Nonbinding
        Place place() default @Place;
    }

    /** An annotation that is a member of another. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Place {

        long[] coordinates() default {1, 2};
    }

    /** A repeatable qualifier. */
    @Qualifier
    @Repeatable(Labels.class)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Label {

        String value();
    }

    /** The container annotation of the repeatable qualifier. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Labels {

        Label[] value();
    }

    /** Counts calls. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Counted {

        @Nonbinding
        String value() default "";
    }

    /** A scope, a name and an interceptor binding. */
    @Stereotype
    @Named
    @Counted("by stereotype")
    @ApplicationScoped
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Service {}

    /** {@link Kind} with its default values. */
    static final class KindLiteral extends AnnotationLiteral<Kind> implements Kind {

        private static final long serialVersionUID = 1L;

        @Override
        public String value() {
            return "looked up";
        }

        @Override
        public int number() {
            return 7;
        }

        @Override
        public Class<?> type() {
            return Void.class;
        }

        @Override
        public String[] texts() {
            return new String[0];
        }

        @Override
        public Place place() {
            return DefaultPlace.class.getAnnotation(Place.class);
        }
    }

    @Place
    private static final class DefaultPlace {}
}
