package io.ironjournal.narayana;

import io.ironjournal.narayana.KilledOrder.Participant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares the orders of all participants with each other, and with what callers were told. */
final class KilledOrderCheck {

    private final List<String> problems = new ArrayList<>();
    private final Map<Participant, Set<KilledOrder>> found = new EnumMap<>(Participant.class);

    private KilledOrderCheck() {}

    /** Returns what is wrong; an empty list if nothing is. */
    static List<String> problems(KilledOrderOutcomes.Noted noted, Map<Participant, List<KilledOrder>> orders) {
        KilledOrderCheck check = new KilledOrderCheck();
        for (Participant participant : Participant.values()) {
            check.found.put(participant, check.distinct(participant, orders.getOrDefault(participant, List.of())));
        }
        check.requireSameOutcome();
        check.requireWhatWasSaid(noted);
        return check.problems;
    }

    private Set<KilledOrder> distinct(Participant participant, List<KilledOrder> orders) {
        Set<KilledOrder> distinct = new HashSet<>();
        for (KilledOrder order : orders) {
            if (!distinct.add(order)) {
                problems.add(order + " is twice in " + participant);
            }
            if (!order.participants().contains(participant)) {
                problems.add(order + " is in " + participant + ", which took no part");
            }
        }
        return distinct;
    }

    private void requireSameOutcome() {
        Set<KilledOrder> all = new HashSet<>();
        found.values().forEach(all::addAll);
        for (KilledOrder order : all) {
            Map<Participant, Boolean> there = new TreeMap<>();
            for (Participant participant : order.participants()) {
                there.put(participant, isIn(participant, order));
            }
            if (there.containsValue(false)) {
                problems.add(order + " is split: " + there);
            }
        }
    }

    private void requireWhatWasSaid(KilledOrderOutcomes.Noted noted) {
        for (KilledOrder order : noted.committed()) {
            if (order.participants().stream().noneMatch(participant -> isIn(participant, order))) {
                problems.add(order + " is lost: its commit had returned");
            }
        }
        for (KilledOrder order : noted.rolledBack()) {
            if (order.participants().stream().anyMatch(participant -> isIn(participant, order))) {
                problems.add(order + " is there: its commit had thrown RollbackException");
            }
        }
        for (Set<KilledOrder> orders : found.values()) {
            orders.stream()
                    .filter(KilledOrder::isRefused)
                    .forEach(order -> problems.add(order + " is there, but a participant had refused it"));
        }
    }

    private boolean isIn(Participant participant, KilledOrder order) {
        return found.getOrDefault(participant, Set.of()).contains(order);
    }
}
