package shop.pennywell.payments.bankfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An element of a bank's file: names without namespaces, because versions differ in little else. */
final class XmlElement {

    private final String name;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    XmlElement(String name) {
        this.name = name;
    }

    void attribute(String key, String value) {
        attributes.put(key, value);
    }

    void append(String characters) {
        text.append(characters);
    }

    void add(XmlElement child) {
        children.add(child);
    }

    String name() {
        return name;
    }

    String attribute(String key) {
        return attributes.get(key);
    }

    String text() {
        return text.toString().strip();
    }

    /** Every element at the end of this path. */
    List<XmlElement> all(String... path) {
        var found = Stream.of(this);
        for (var step : path) {
            found = found.flatMap(element -> element.children.stream()).filter(child -> child.name.equals(step));
        }
        return found.toList();
    }

    /** The first element at the end of this path; null if there is none. */
    XmlElement first(String... path) {
        var found = all(path);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The text at the end of this path; null if there is none. */
    String at(String... path) {
        var found = first(path);
        return found == null || found.text().isEmpty() ? null : found.text();
    }

    boolean has(String... path) {
        return first(path) != null;
    }
}
