package shop.pennywell.local.launcher;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The merged log on the terminal: {@code time service message}. Coloured only where a terminal shows it. */
final class SuiteLog {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int[] COLOURS = {36, 32, 35, 34, 33, 96, 92, 95, 94};
    private final PrintStream out;
    private final boolean colour;

    SuiteLog(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    static String now() {
        return LocalTime.now(ZoneId.systemDefault()).format(TIME);
    }

    /** What the launcher itself has to say. */
    void say(String message) {
        line("suite", message);
    }

    synchronized void line(String source, String message) {
        String time = now();
        if (!colour) {
            out.println("%s %-12s %s".formatted(time, source, message));
            return;
        }
        int hue = source.equals("suite")
                ? 1
                : COLOURS[Math.floorMod(source.replaceAll("-\\d$", "").hashCode(), COLOURS.length)];
        String shown = message.startsWith("ERROR")
                ? "\033[31m" + message + "\033[0m"
                : message.startsWith("WARN") ? "\033[33m" + message + "\033[0m" : message;
        out.println("\033[2m%s\033[0m \033[%dm%-12s\033[0m %s".formatted(time, hue, source, shown));
    }

    /** Text without time and source: the summary at the end. */
    synchronized void plain(String text) {
        out.println(text);
    }
}
