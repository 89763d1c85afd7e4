package shop.pennywell.k8s;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.k8s.Manifests.FOLDER;
import static shop.pennywell.k8s.Manifests.at;
import static shop.pennywell.k8s.Manifests.documents;
import static shop.pennywell.k8s.Manifests.files;
import static shop.pennywell.k8s.Manifests.map;
import static shop.pennywell.k8s.Manifests.maps;
import static shop.pennywell.k8s.Manifests.strings;

/** Rules that every manifest keeps, checked on what Kustomize would make of them. */
class ManifestsTest {

    private static final Set<String> SERVICES =
            new TreeSet<>(Set.of("gateway", "portal", "commission", "payments", "mailing", "stats"));

    private static final Set<String> WITH_DATABASE = Set.of("portal", "commission", "payments", "mailing");

    /** Whom each service may be called by (docs/architecture.md). */
    private static final Map<String, Set<String>> CALLERS = Map.of(
            "gateway", Set.of(),
            "portal", Set.of("gateway", "commission", "payments", "mailing", "stats"),
            "commission", Set.of("gateway", "portal", "payments"),
            "payments", Set.of("gateway", "portal", "commission"),
            "mailing", Set.of("gateway", "portal", "commission", "payments"),
            "stats", Set.of("gateway", "portal", "commission", "payments", "mailing"));

    static Stream<String> services() {
        return SERVICES.stream();
    }

    @Test
    void everyManifestIsListed() {
        var kustomization = documents(FOLDER.resolve("base/kustomization.yaml")).get(0);
        var listed = new TreeSet<>(strings(kustomization, "resources"));
        maps(kustomization, "patches").forEach(patch -> listed.add((String) patch.get("path")));
        listed.add("kustomization.yaml");

        assertEquals(
                listed,
                files("base").stream()
                        .map(file -> FOLDER.resolve("base").relativize(file).toString())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyDocumentSaysWhatItIs() {
        for (var file : files("")) {
            for (var document : documents(file)) {
                assertNotNull(document.get("apiVersion"), file::toString);
                assertNotNull(document.get("kind"), file::toString);
                if (!document.get("kind").equals("Kustomization")) {
                    assertNotNull(at(document, "metadata", "name"), file::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Deployment", "Service", "ServiceAccount", "HorizontalPodAutoscaler", "PodDisruptionBudget"})
    void everyServiceHasOne(String kind) {
        assertEquals(SERVICES, named(kind).keySet());
    }

    @ParameterizedTest
    @MethodSource("services")
    void replicasSurviveOneLoss(String service) {
        var deployment = named("Deployment").get(service);
        var autoscaler = named("HorizontalPodAutoscaler").get(service);

        assertTrue((int) at(deployment, "spec", "replicas") >= 2);
        assertTrue((int) at(autoscaler, "spec", "minReplicas") >= 2);
        assertTrue((int) at(autoscaler, "spec", "maxReplicas") > (int) at(autoscaler, "spec", "minReplicas"));
        assertEquals(service, at(autoscaler, "spec", "scaleTargetRef", "name"));
        assertEquals(0, at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable"));
        assertEquals(
                2,
                maps(deployment, "spec", "template", "spec", "topologySpreadConstraints")
                        .size());
        assertEquals(1, at(named("PodDisruptionBudget").get(service), "spec", "maxUnavailable"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void selectorsMeetThePodsOfTheirService(String service) {
        var labels = Map.of("app.kubernetes.io/name", service);
        var deployment = named("Deployment").get(service);

        assertEquals(labels, at(deployment, "spec", "template", "metadata", "labels"));
        assertEquals(labels, at(deployment, "spec", "selector", "matchLabels"));
        assertEquals(labels, at(named("Service").get(service), "spec", "selector"));
        assertEquals(labels, at(named("PodDisruptionBudget").get(service), "spec", "selector", "matchLabels"));
        assertEquals(service, at(deployment, "spec", "template", "spec", "serviceAccountName"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void containerIsProbedLimitedAndLocked(String service) {
        var pod = at(named("Deployment").get(service), "spec", "template", "spec");
        var containers = maps(pod, "containers");
        assertEquals(1, containers.size());
        var app = containers.get(0);

        assertEquals("/q/health/live", at(app, "livenessProbe", "httpGet", "path"));
        assertEquals("/q/health/ready", at(app, "readinessProbe", "httpGet", "path"));
        assertEquals("/q/health/started", at(app, "startupProbe", "httpGet", "path"));
        for (var path : new String[][] {{"requests", "cpu"}, {"requests", "memory"}, {"limits", "memory"}}) {
            assertNotNull(at(app, "resources", path[0], path[1]), path[0] + " " + path[1]);
        }
        var image = service.equals("gateway") ? "gateway" : service + "-service";
        assertTrue(((String) app.get("image")).matches("pennywell/" + image + ":\\d+\\.\\d+\\.\\d+"), "not pinned");
        assertEquals(true, at(pod, "securityContext", "runAsNonRoot"));
        assertEquals(true, at(app, "securityContext", "readOnlyRootFilesystem"));
        assertEquals(false, at(app, "securityContext", "allowPrivilegeEscalation"));
        assertEquals(List.of("ALL"), strings(app, "securityContext", "capabilities", "drop"));
        assertEquals("/tmp", at(app, "volumeMounts", 0, "mountPath"));
        assertNotNull(at(pod, "volumes", 0, "emptyDir"));
        int grace = (int) at(pod, "terminationGracePeriodSeconds");
        assertTrue(grace > 30 + (int) at(app, "lifecycle", "preStop", "sleep", "seconds"), "killed while draining");
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceIsToldWhatItNeeds(String service) {
        Set<String> expected = new TreeSet<>();
        if (WITH_DATABASE.contains(service)) {
            expected.addAll(Set.of(
                    "QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD"));
        }
        if (service.equals("gateway")) {
            CALLERS.keySet().stream()
                    .filter(s -> !s.equals("gateway"))
                    .forEach(s -> expected.add("GATEWAY_UPSTREAMS_" + s.toUpperCase(java.util.Locale.ROOT)));
            expected.add("GATEWAY_TRUSTED_PROXIES");
        } else {
            expected.add("SERVICE_SECRET");
        }
        if (Set.of("portal", "commission", "payments").contains(service)) {
            expected.addAll(Set.of("PENNYWELL_S3_BUCKET", "PENNYWELL_ENCRYPTION_KEY"));
        }
        if (service.equals("portal")) {
            SERVICES.stream()
                    .filter(s -> !s.equals("gateway"))
                    .forEach(s -> expected.add("PENNYWELL_CLIENT_SECRETS_" + s.toUpperCase(java.util.Locale.ROOT)));
            expected.addAll(Set.of("PENNYWELL_STAFF_EMAIL", "PENNYWELL_STAFF_PASSWORD"));
        }
        if (service.equals("payments") || service.equals("commission")) {
            expected.add("PENNYWELL_ENCRYPTION_KEY_ID");
        }
        if (service.equals("mailing")) {
            for (var name : List.of("HOST", "PORT", "USERNAME", "PASSWORD", "START_TLS")) {
                expected.add("QUARKUS_MAILER_" + name);
            }
        }
        var told = new TreeSet<>(environment(service).keySet());
        told.removeAll(map(named("ConfigMap").get("platform").get("data")).keySet());

        assertEquals(expected, told);
    }

    /** From the code itself: a list written down beside the manifests forgets what they forget. */
    @ParameterizedTest
    @MethodSource("services")
    void serviceIsToldWhatItsCodeCannotStartWithout(String service) {
        var code = new ServiceCode(service);
        assertFalse(code.isEmpty());
        var missing = new TreeSet<>(code.variablesWithoutDefault());
        missing.removeAll(environment(service).keySet());

        assertEquals(Set.of(), missing);
    }

    @Test
    void platformIsToldToAllAlike() {
        var platform = map(named("ConfigMap").get("platform").get("data"));

        assertTrue(platform.keySet().containsAll(Set.of("PENNYWELL_PUBLIC_URL", "PENNYWELL_ISSUER", "AWS_REGION")));
        for (var service : CALLERS.keySet()) {
            if (!service.equals("gateway")) {
                var name = service.toUpperCase(java.util.Locale.ROOT) + "_URL";
                assertEquals("http://" + service + ":8080", platform.get(name));
                assertEquals(
                        platform.get(name),
                        environment("gateway").get(name.replaceAll("(.*)_URL", "GATEWAY_UPSTREAMS_$1")));
            }
        }
    }

    @Test
    void noSecretHasItsValueHere() {
        for (var file : files("")) {
            for (var document : documents(file)) {
                assertFalse("Secret".equals(document.get("kind")), file::toString);
                if ("ConfigMap".equals(document.get("kind"))) {
                    map(document.get("data"))
                            .keySet()
                            .forEach(key ->
                                    assertFalse(key.matches(".*(PASSWORD|SECRET|ENCRYPTION_KEY)"), file + ": " + key));
                }
            }
        }
        for (var service : SERVICES) {
            var app = at(named("Deployment").get(service), "spec", "template", "spec", "containers", 0);
            maps(app, "env").forEach(variable -> {
                assertNull(variable.get("value"), "in the open: " + variable);
                assertEquals(service, at(variable, "valueFrom", "secretKeyRef", "name"));
                assertEquals(variable.get("name"), at(variable, "valueFrom", "secretKeyRef", "key"));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void networkLetsThroughWhatTheArchitectureSays(String service) {
        var policy = named("NetworkPolicy").get(service);
        Set<String> callers = peers(policy, "ingress", "from");
        Set<String> called = peers(policy, "egress", "to");

        assertEquals(CALLERS.get(service), callers);
        assertEquals(
                CALLERS.entrySet().stream()
                        .filter(e -> e.getValue().contains(service))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()),
                called);
        assertEquals(service, at(policy, "spec", "podSelector", "matchLabels", "app.kubernetes.io/name"));
    }

    @Test
    void onlyTheGatewayIsReachedFromOutside() {
        Map<String, Object> denyAll = named("NetworkPolicy").get("deny-all");
        assertEquals(Map.of(), at(denyAll, "spec", "podSelector"));
        assertEquals(List.of("Ingress", "Egress"), strings(denyAll, "spec", "policyTypes"));

        var open = new HashSet<String>();
        named("NetworkPolicy").forEach((name, policy) -> maps(policy, "spec", "ingress").stream()
                .filter(rule -> !rule.containsKey("from"))
                .forEach(rule -> open.add(name)));
        assertEquals(Set.of("gateway"), open);
        named("Service").forEach((name, service) -> assertNull(at(service, "spec", "type"), name));
        assertEquals(
                "gateway",
                at(
                        named("Ingress").get("pennywell"),
                        "spec",
                        "rules",
                        0,
                        "http",
                        "paths",
                        0,
                        "backend",
                        "service",
                        "name"));
    }

    @Test
    void onlyServicesWithADatabaseReachOne() {
        var policy = named("NetworkPolicy").get("databases");

        assertEquals(
                WITH_DATABASE, Set.copyOf(strings(policy, "spec", "podSelector", "matchExpressions", 0, "values")));
        assertEquals(5432, at(policy, "spec", "egress", 0, "ports", 0, "port"));
    }

    @Test
    void overlayChangesOnlyWhatExists() {
        var known = new HashSet<String>();
        Manifests.base().forEach(document -> known.add(identity(document)));
        var kustomization =
                documents(FOLDER.resolve("overlays/aws/kustomization.yaml")).get(0);
        var patches = new ArrayList<String>();
        for (var patch : maps(kustomization, "patches")) {
            patches.add((String) patch.get("path"));
            documents(FOLDER.resolve("overlays/aws").resolve((String) patch.get("path")))
                    .forEach(document -> assertTrue(known.contains(identity(document)), identity(document)));
        }
        assertEquals(files("overlays/aws/patches").size(), patches.size());
        assertEquals(
                SERVICES.stream()
                        .map(s -> "pennywell/" + (s.equals("gateway") ? s : s + "-service"))
                        .collect(Collectors.toSet()),
                maps(kustomization, "images").stream()
                        .map(image -> (String) image.get("name"))
                        .collect(Collectors.toSet()));
    }

    private static String identity(Map<String, Object> document) {
        return document.get("apiVersion") + " " + document.get("kind") + " " + at(document, "metadata", "name");
    }

    private static Map<String, Map<String, Object>> named(String kind) {
        return Manifests.base().stream()
                .filter(document -> document.get("kind").equals(kind))
                .collect(Collectors.toMap(
                        document -> (String) at(document, "metadata", "name"),
                        document -> document,
                        (a, b) -> {
                            throw new IllegalStateException("twice: " + identity(a));
                        },
                        java.util.TreeMap::new));
    }

    /** Names to values, as the container will see them; null for what comes from a Secret. */
    private static Map<String, Object> environment(String service) {
        var app = at(named("Deployment").get(service), "spec", "template", "spec", "containers", 0);
        Map<String, Object> environment = new HashMap<>();
        for (var from : maps(app, "envFrom")) {
            environment.putAll(map(named("ConfigMap")
                    .get((String) at(from, "configMapRef", "name"))
                    .get("data")));
        }
        maps(app, "env").forEach(variable -> environment.put((String) variable.get("name"), null));
        return environment;
    }

    private static Set<String> peers(Map<String, Object> policy, String direction, String side) {
        return maps(policy, "spec", direction).stream()
                .flatMap(rule -> maps(rule, side).stream())
                .flatMap(peer -> strings(peer, "podSelector", "matchExpressions", 0, "values").stream())
                .collect(Collectors.toSet());
    }
}
