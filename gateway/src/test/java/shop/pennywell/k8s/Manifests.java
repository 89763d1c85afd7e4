package shop.pennywell.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Reads the manifests, and merges patches as Kustomize does: maps by key, lists of named things by name, others replaced. */
final class Manifests {

    static final Path FOLDER = Path.of("../k8s");

    private Manifests() {}

    static List<Path> files(String below) {
        try (var files = Files.walk(FOLDER.resolve(below))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Map<String, Object>> documents(Path file) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (var in = Files.newBufferedReader(file)) {
            return StreamSupport.stream(new Yaml(options).loadAll(in).spliterator(), false)
                    .map(Manifests::map)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in base, with its patch for every Deployment applied. */
    static List<Map<String, Object>> base() {
        var patch = documents(FOLDER.resolve("base/patches/deployment.yaml")).get(0);
        List<Map<String, Object>> all = new ArrayList<>();
        for (var resource :
                strings(documents(FOLDER.resolve("base/kustomization.yaml")).get(0), "resources")) {
            for (var document : documents(FOLDER.resolve("base").resolve(resource))) {
                boolean deployment = document.get("kind").equals("Deployment");
                all.add(deployment ? withoutName(patch, document) : document);
            }
        }
        return all;
    }

    /** What stands at the path of keys, numbers being positions in lists; null if there is nothing. */
    static Object at(Object from, Object... path) {
        var here = from;
        for (var step : path) {
            if (here instanceof List<?> list && step instanceof Integer index && index < list.size()) {
                here = list.get(index);
            } else if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else {
                return null;
            }
        }
        return here;
    }

    static List<String> strings(Object from, Object... path) {
        var found = at(from, path);
        return found instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    static List<Map<String, Object>> maps(Object from, Object... path) {
        var found = at(from, path);
        return found instanceof List<?> list ? list.stream().map(Manifests::map).toList() : List.of();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static Map<String, Object> withoutName(Map<String, Object> patch, Map<String, Object> document) {
        var merged = merged(document, patch);
        merged.put("metadata", document.get("metadata"));
        return merged;
    }

    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> patch) {
        var result = new LinkedHashMap<>(base);
        patch.forEach((key, value) -> {
            var old = result.get(key);
            if (old instanceof Map && value instanceof Map) {
                result.put(key, merged(map(old), map(value)));
            } else if (old instanceof List<?> a && value instanceof List<?> b && isNamed(a) && isNamed(b)) {
                result.put(key, mergedByName(a, b));
            } else {
                result.put(key, value);
            }
        });
        return result;
    }

    private static boolean isNamed(List<?> list) {
        return list.stream().allMatch(e -> e instanceof Map<?, ?> map && map.containsKey("name"));
    }

    private static List<Object> mergedByName(List<?> base, List<?> patch) {
        Map<Object, Map<String, Object>> byName = new LinkedHashMap<>();
        base.forEach(e -> byName.put(map(e).get("name"), map(e)));
        patch.forEach(e -> byName.merge(map(e).get("name"), map(e), Manifests::merged));
        return List.copyOf(byName.values());
    }
}
