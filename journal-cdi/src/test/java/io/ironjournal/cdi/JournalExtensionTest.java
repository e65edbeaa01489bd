package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationMember;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests containers that cannot describe a part of an application. Quarkus cannot describe its own synthetic beans. */
class JournalExtensionTest {

    private final NamesInUse inUse = new NamesInUse();

    @Test
    void look_injectionPointThatTheContainerCannotDescribe_isLeftAlone() {
        InjectionPointInfo point = answering(InjectionPointInfo.class, Map.of("qualifiers", List.of()));
        BeanInfo bean = answering(BeanInfo.class, Map.of("injectionPoints", List.of(point), "isSynthetic", true));
        new JournalExtension().look(bean);
        inUse.injected(point, bean);
        assertTrue(inUse.names().isEmpty());
    }

    @Test
    void look_beanThatTheContainerCannotDescribe_isLeftAlone() {
        BeanInfo bean = answering(BeanInfo.class, Map.of());
        new JournalExtension().look(bean);
        inUse.offered(bean);
        assertTrue(inUse.names().isEmpty());
    }

    @Test
    void look_asynchronousObserver_isNotAskedForTheEventParameterThatWeldCannotFind() {
        MethodInfo method = answering(MethodInfo.class, Map.of("parameters", List.of()));
        ObserverInfo observer = answering(
                ObserverInfo.class,
                Map.of(
                        "observerMethod",
                        method,
                        "qualifiers",
                        List.of(),
                        "isSynthetic",
                        false,
                        "transactionPhase",
                        TransactionPhase.IN_PROGRESS));
        new JournalExtension().look(observer);
    }

    @Test
    void look_journalInjectedWhereTheContainerKnowsNoPlace_isRefusedWithTheBean() {
        AnnotationInfo name = answering(
                AnnotationInfo.class,
                Map.of(
                        "name",
                        JournalName.class.getName(),
                        "value",
                        answering(AnnotationMember.class, Map.of("asString", "audti"))));
        InjectionPointInfo point = answering(InjectionPointInfo.class, Map.of("qualifiers", List.of(name)));
        ClassInfo type = answering(ClassInfo.class, Map.of("name", "com.example.Pool"));
        inUse.injected(point, answering(BeanInfo.class, Map.of("declaringClass", type)));
        assertEquals(
                List.of("com.example.Pool uses the journal \"audti\", but there is no journal with this name:"
                        + " journal.names is not set. Correct the name, or add it to the key"),
                inUse.unknownAmong(List.of(), JournalConfiguration.whileBuilding()));
    }

    /** Returns a part of the model that answers some calls and throws an exception from all others. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new IllegalStateException("Unknown: " + method);
                    }
                    return answer;
                }));
    }
}
