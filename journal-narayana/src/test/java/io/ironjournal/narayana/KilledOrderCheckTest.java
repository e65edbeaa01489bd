package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.narayana.KilledOrder.Participant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check after a kill must find each wrong answer. */
class KilledOrderCheckTest {

    /** In both journals and the database. */
    private static final KilledOrder ORDER = new KilledOrder(1, 2);

    private static final KilledOrder REFUSED = new KilledOrder(1, 5);

    private final Map<Participant, List<KilledOrder>> orders = new EnumMap<>(Participant.class);

    @BeforeEach
    void orderEverywhere() {
        for (Participant participant : ORDER.participants()) {
            orders.put(participant, new ArrayList<>(List.of(ORDER)));
        }
    }

    private List<String> problems(Set<KilledOrder> committed, Set<KilledOrder> rolledBack) {
        return KilledOrderCheck.problems(new KilledOrderOutcomes.Noted(committed, rolledBack), orders);
    }

    @Test
    void orderEverywhere_saidOrNot_isRight() {
        assertEquals(List.of(), problems(Set.of(ORDER), Set.of(REFUSED)));
        assertEquals(List.of(), problems(Set.of(), Set.of()));
    }

    @Test
    void orderNowhere_notSaid_isRight() {
        orders.values().forEach(List::clear);
        assertEquals(List.of(), problems(Set.of(), Set.of(ORDER)));
    }

    @Test
    void orderMissingSomewhere_isSplit() {
        for (Participant participant : ORDER.participants()) {
            orders.get(participant).clear();
            List<String> problems = problems(Set.of(), Set.of());
            assertEquals(1, problems.size(), problems.toString());
            assertEquals(0, problems.get(0).indexOf("1-2 is split"), problems.toString());
            orders.get(participant).add(ORDER);
        }
    }

    @Test
    void committedOrderNowhere_isLost() {
        orders.values().forEach(List::clear);
        assertEquals(List.of("1-2 is lost: its commit had returned"), problems(Set.of(ORDER), Set.of()));
    }

    @Test
    void rolledBackOrderEverywhere_isThere() {
        assertEquals(
                List.of("1-2 is there: its commit had thrown RollbackException"), problems(Set.of(), Set.of(ORDER)));
    }

    @Test
    void refusedOrder_isFoundWhereverItIs() {
        orders.get(Participant.LOG_JOURNAL).add(REFUSED);
        orders.get(Participant.DATABASE).add(REFUSED);
        assertEquals(2, problems(Set.of(), Set.of()).size());
    }

    @Test
    void orderTwice_orWhereItTookNoPart_isFound() {
        orders.get(Participant.DATABASE).add(ORDER);
        orders.get(Participant.DATABASE).add(new KilledOrder(1, 4));
        List<String> problems = problems(Set.of(), Set.of());
        assertEquals("1-2 is twice in DATABASE", problems.get(0));
        assertEquals("1-4 is in DATABASE, which took no part", problems.get(1));
    }

    @Test
    void outcomes_areReadBack_withoutHalfALine(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("outcomes");
        try (KilledOrderOutcomes outcomes = KilledOrderOutcomes.open(file)) {
            outcomes.committed(ORDER);
            outcomes.rolledBack(REFUSED);
            outcomes.committed(new KilledOrder(12, 345));
        }
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 2));
        assertEquals(new KilledOrderOutcomes.Noted(Set.of(ORDER), Set.of(REFUSED)), KilledOrderOutcomes.read(file));
    }
}
