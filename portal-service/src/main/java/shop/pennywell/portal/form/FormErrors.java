package shop.pennywell.portal.form;

import java.util.LinkedHashMap;
import java.util.Map;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.problem.Problem;

/** What to say about a form that was not accepted, and beside which of its fields. */
public final class FormErrors {

    private static final FormErrors NONE = new FormErrors(null, Map.of());

    private final String general;
    private final Map<String, String> fields;

    private FormErrors(String general, Map<String, String> fields) {
        this.general = general;
        this.fields = fields;
    }

    public static FormErrors none() {
        return NONE;
    }

    public static FormErrors saying(String general) {
        return new FormErrors(general, Map.of());
    }

    /** The problem's own places; where it has none, its title and detail. */
    public static FormErrors of(Problem problem) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (FieldError error : problem.errors()) {
            fields.putIfAbsent(error.pointer().substring(error.pointer().lastIndexOf('/') + 1), error.reason());
        }
        if (!fields.isEmpty()) {
            return new FormErrors(null, fields);
        }
        String detail = problem.getMessage();
        return saying(problem.type().title() + "." + (detail == null ? "" : " " + detail));
    }

    public static FormErrors of(Map<String, String> fields) {
        return new FormErrors(null, fields);
    }

    public boolean isAny() {
        return general != null || !fields.isEmpty();
    }

    /** Null when every error belongs to a field. */
    public String getGeneral() {
        return general;
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    public String at(String field) {
        return fields.get(field);
    }
}
