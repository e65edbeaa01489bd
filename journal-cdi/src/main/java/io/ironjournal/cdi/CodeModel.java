package io.ironjournal.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Named;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the container's model of the application's code.
 *
 * <p>A container cannot describe some code: the injection point of a synthetic bean has no declaration, and a type may
 * refer to a missing class. Most code has nothing to do with journals. Therefore each method returns a default result
 * instead of failing the deployment.
 */
final class CodeModel {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.cdi");

    private CodeModel() {}

    private static <T> T ask(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.DEBUG, "The container cannot describe a part of the application", e);
            return otherwise;
        }
    }

    /** Returns the injection points of a bean; none if the container cannot describe them. */
    static Collection<InjectionPointInfo> injectionPoints(BeanInfo bean) {
        return ask(bean::injectionPoints, List.of());
    }

    /** Returns the qualifiers of an injection point; none if the container cannot describe them. */
    static Collection<AnnotationInfo> qualifiers(InjectionPointInfo point) {
        return ask(point::qualifiers, List.of());
    }

    /** Returns whether a bean is declared in a class. */
    static boolean isDeclaredIn(BeanInfo bean, Class<?> wanted) {
        return ask(() -> !bean.isSynthetic() && bean.declaringClass().name().equals(wanted.getName()), false);
    }

    /** Returns whether a bean has a type. */
    static boolean hasType(BeanInfo bean, Class<?> wanted) {
        return ask(() -> bean.types().stream().anyMatch(type -> is(type, wanted)), false);
    }

    /** Returns whether an injection point has a type, or a type such as {@code Instance} of it. */
    static boolean concerns(Supplier<Type> type, Class<?> wanted) {
        return ask(() -> concerns(type.get(), wanted), false);
    }

    private static boolean concerns(Type type, Class<?> wanted) {
        if (type.isParameterizedType()) {
            return type.asParameterizedType().typeArguments().stream().anyMatch(of -> concerns(() -> of, wanted));
        }
        return is(type, wanted);
    }

    /** Returns whether a type is a class without type arguments. */
    static boolean is(Supplier<Type> type, Class<?> wanted) {
        return ask(() -> is(type.get(), wanted), false);
    }

    private static boolean is(Type type, Class<?> wanted) {
        return ask(() -> type.isClass() && type.asClass().declaration().name().equals(wanted.getName()), false);
    }

    /** Returns whether there is an annotation of a type. */
    static boolean has(Collection<AnnotationInfo> annotations, Class<? extends Annotation> wanted) {
        return annotations.stream().anyMatch(annotation -> annotation.name().equals(wanted.getName()));
    }

    /** Returns whether there is an annotation whose name begins with a prefix. */
    static boolean hasAny(Collection<AnnotationInfo> annotations, String prefix) {
        return annotations.stream().anyMatch(annotation -> annotation.name().startsWith(prefix));
    }

    /** Returns the annotation with a name, or null. */
    static @Nullable AnnotationInfo annotation(Collection<AnnotationInfo> annotations, String wanted) {
        return annotations.stream()
                .filter(annotation -> annotation.name().equals(wanted))
                .findFirst()
                .orElse(null);
    }

    /** Returns whether these qualifiers request the default bean. */
    static boolean isPlain(Collection<AnnotationInfo> qualifiers) {
        return qualifiers.stream().allMatch(qualifier -> qualifier.name().equals(Default.class.getName()));
    }

    /**
     * Returns whether a bean is injected at injection points without qualifiers: it has {@code @Default} or no
     * qualifier.
     */
    static boolean isDefault(BeanInfo bean) {
        Collection<AnnotationInfo> qualifiers = ask(bean::qualifiers, List.of());
        return has(qualifiers, Default.class)
                || qualifiers.stream()
                        .map(AnnotationInfo::name)
                        .allMatch(Set.of(Any.class.getName(), Named.class.getName())::contains);
    }

    /** Returns the {@code value} of one of our annotations, if it is present. */
    static Optional<String> value(Collection<AnnotationInfo> annotations, Class<? extends Annotation> ours) {
        return annotations.stream()
                .filter(annotation -> annotation.name().equals(ours.getName()))
                .map(annotation -> annotation.value().asString())
                .findFirst();
    }

    /** Returns whether qualifiers name a cursor of a shard. */
    static boolean isOfShard(Collection<AnnotationInfo> qualifiers) {
        return qualifiers.stream()
                .filter(qualifier -> qualifier.name().equals(CursorName.class.getName()))
                .anyMatch(qualifier -> qualifier.hasMember("shard")
                        && qualifier.member("shard").asInt() >= 0);
    }

    /** Returns where an injection point is, for a message; the bean if the container cannot describe it. */
    static String place(InjectionPointInfo point, BeanInfo bean) {
        return ask(() -> place(point.declaration()), place(bean));
    }

    /** Returns the class of a bean, for a message. */
    static String place(BeanInfo bean) {
        return ask(() -> bean.declaringClass().name(), "A synthetic bean");
    }

    /** Returns where a method is, for a message. */
    static String place(MethodInfo method) {
        return method.declaringClass().name() + (method.isConstructor() ? "'s constructor" : "." + method.name());
    }

    private static String place(DeclarationInfo declaration) {
        if (declaration.isField()) {
            return declaration.asField().declaringClass().name() + "."
                    + declaration.asField().name();
        }
        if (declaration.isParameter()) {
            return place(declaration.asParameter().declaringMethod());
        }
        return declaration.isMethod() ? place(declaration.asMethod()) : declaration.toString();
    }
}
