package shop.pennywell.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The rules of CONTRIBUTING.md that a machine can check, over the whole repository. */
class TidyTest {

    private static final Path ROOT = Repository.root();
    private static final Pattern SAYS_NOTHING =
            Pattern.compile(".*(Impl|Manager|Helper|Utils?|Dto|DTO)\\.java|Default[A-Z]\\w*\\.java");
    private static final Pattern BANNED_FOLDER =
            Pattern.compile("dto|entity|service|impl|util|utils|common|helper|model");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#\\s]+)");
    /** A constant of an enum of problems: its name, its status, its code where that is not the name, its title. */
    private static final Pattern PROBLEM =
            Pattern.compile("\\b([A-Z][A-Z_]+)\\(\\s*[45]\\d\\d,\\s*\"([^\"]+)\"(,\\s*\")?");

    private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TODO|FIXME)\\b|@Disabled\\b");

    @Test
    void javaFilesStayReadable() {
        assertNone(
                "longer than 400 lines", java("/src/main/"), file -> lines(file).size() > 400);
    }

    @Test
    void servicePomsAndSettingsStayShort() {
        assertNone(
                "longer than 80 lines",
                files(file -> file.endsWith("application.properties")
                        || file.toString().matches(".*(-service|/gateway)/pom\\.xml")),
                file -> lines(file).size() > 80);
    }

    @Test
    void namesSaySomething() {
        assertNone("named after nothing", java("/src/"), file -> SAYS_NOTHING
                .matcher(file.getFileName().toString())
                .matches());
    }

    @Test
    void packagesAreFeatures() {
        assertNone("in a package that is no feature", java("/src/main/"), file -> BANNED_FOLDER
                .matcher(file.getParent().getFileName().toString())
                .matches());
    }

    @Test
    void nothingIsLeftForLater() {
        assertNone(
                "left for later or switched off",
                java("/src/").filter(file -> !file.endsWith("TidyTest.java")),
                file -> lines(file).stream()
                        .anyMatch(line -> LEFT_FOR_LATER.matcher(line).find()));
    }

    @Test
    void linksInDocumentsLeadSomewhere() {
        List<String> dead = new ArrayList<>();
        files(file -> file.toString().endsWith(".md")).forEach(file -> {
            Matcher link = LINK.matcher(read(file));
            while (link.find()) {
                if (!Files.exists(file.getParent().resolve(link.group(1)))) {
                    dead.add(ROOT.relativize(file) + " → " + link.group(1));
                }
            }
        });
        assertEquals(List.of(), dead);
    }

    @Test
    void everyProblemIsDocumented() {
        String documented = read(ROOT.resolve("docs/errors.md"));
        List<String> codes = new ArrayList<>();
        java("/src/main/")
                .filter(file -> file.getFileName().toString().matches(".+Problem\\.java"))
                .forEach(file -> {
                    Matcher problem = PROBLEM.matcher(read(file));
                    assertTrue(problem.find(), "no problem found in " + file + ": has their form changed?");
                    do {
                        String name = problem.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
                        codes.add(problem.group(3) == null ? name : problem.group(2));
                    } while (problem.find());
                });
        codes.removeIf(code -> documented.contains("`" + code + "`"));
        assertEquals(List.of(), codes, "not in docs/errors.md");
    }

    private static void assertNone(String what, Stream<Path> files, Predicate<Path> bad) {
        List<String> found = files.filter(bad)
                .map(file -> ROOT.relativize(file).toString())
                .sorted()
                .toList();
        assertEquals(List.of(), found, what);
    }

    private static Stream<Path> java(String within) {
        return files(
                file -> file.toString().endsWith(".java") && file.toString().contains(within));
    }

    private static Stream<Path> files(Predicate<Path> wanted) {
        try (Stream<Path> tree = Files.walk(ROOT)) {
            return tree
                    .filter(file -> !ROOT.relativize(file)
                            .toString()
                            .matches("(.*/)?(target|\\.git|\\.suite|node_modules)(/.*)?"))
                    .filter(Files::isRegularFile)
                    .filter(wanted)
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(file.toString(), failure);
        }
    }
}
