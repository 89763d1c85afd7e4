package shop.pennywell.commission.rate;

import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/** The terms of a receipt, found by their group: a store may have hundreds, and an order asks for each of its lines. */
final class TermList extends AbstractList<Term> implements RandomAccess {
    private final List<Term> terms;
    private final Map<String, Term> byGroup;

    TermList(Collection<Term> terms) {
        this.terms = List.copyOf(terms);
        this.byGroup = new HashMap<>(2 * this.terms.size());
        this.terms.forEach(term -> byGroup.putIfAbsent(term.group(), term));
    }

    static TermList of(Collection<Term> terms) {
        return terms instanceof TermList already ? already : new TermList(terms);
    }

    /** Null if there is none. */
    Term of(String group) {
        return byGroup.get(group);
    }

    @Override
    public Term get(int index) {
        return terms.get(index);
    }

    @Override
    public int size() {
        return terms.size();
    }
}
