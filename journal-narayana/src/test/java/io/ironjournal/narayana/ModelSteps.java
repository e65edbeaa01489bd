package io.ironjournal.narayana;

/** Takes the steps that are possible in a state of {@link DecisionModel}. */
interface ModelSteps {

    /** The number of a step that belongs to no transaction. */
    int ALL = -1;

    void add(int transaction, Object what, String how, ModelState next);
}
