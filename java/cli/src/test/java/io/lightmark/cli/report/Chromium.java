package io.lightmark.cli.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium without a window, told what to do over its own debugging protocol, with what the JDK has: what a page writes
 * to the console and what it fetches is heard from the browser itself.
 */
final class Chromium implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> received;
    private final List<Map<String, Object>> events = new ArrayList<>();
    private String session = "";
    private int number;

    private Chromium(Process process, WebSocket socket, BlockingQueue<String> received) {
        this.process = process;
        this.socket = socket;
        this.received = received;
    }

    /** A browser of this machine: one on the path, or one that Playwright has fetched. */
    static Optional<Path> find() {
        List<Path> folders = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        Stream<Path> installed = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)));
        return Stream.concat(installed, fetched().stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> fetched() {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "ms-playwright");
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(
                cache,
                4,
                (path, attributes) -> attributes.isRegularFile()
                        && List.of("chrome", "headless_shell", "chrome-headless-shell")
                                .contains(String.valueOf(path.getFileName())))) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Starts a browser.
     *
     * @param profile an empty folder for what it writes
     */
    static Chromium start(Path executable, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address(process), new Collecting(received))
                    .join();
            Chromium browser = new Chromium(process, socket, received);
            browser.openPage();
            return browser;
        } catch (IOException | RuntimeException | Error e) {
            end(process);
            throw e;
        }
    }

    private static URI address(Process process) throws IOException {
        BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher matcher = ADDRESS.matcher(line);
            if (matcher.find()) {
                Thread drain = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium's messages");
                drain.setDaemon(true);
                drain.start();
                return URI.create(matcher.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new IOException("the browser ended before it listened: " + seen);
    }

    private void openPage() throws IOException, InterruptedException {
        String target = (String)
                call("Target.createTarget", Map.of("url", "about:blank")).get("targetId");
        session = (String) call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId");
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Loads a page in a window of this size and waits until it is drawn; what happens meanwhile is kept as events. */
    void load(Path page, int width, int height, boolean dark) throws IOException, InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        String scheme = dark ? "dark" : "light";
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        events.clear();
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        while (events.stream().noneMatch(event -> "Page.loadEventFired".equals(event.get("method")))) {
            receive();
        }
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    /** The value of an expression within the page; a promise is waited for. */
    @Nullable
    Object evaluate(String expression) throws IOException, InterruptedException {
        Map<String, Object> answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        return map(answer, "result").get("value");
    }

    /** Errors and warnings that the page has caused since it was loaded. */
    List<String> complaints() {
        return events.stream()
                .filter(event -> switch (String.valueOf(event.get("method"))) {
                    case "Runtime.exceptionThrown" -> true;
                    case "Runtime.consoleAPICalled" ->
                        List.of("error", "warning", "assert")
                                .contains(map(event, "params").get("type"));
                    case "Log.entryAdded" ->
                        !"verbose".equals(map(map(event, "params"), "entry").get("level"));
                    default -> false;
                })
                .map(String::valueOf)
                .toList();
    }

    /** Addresses that the page has asked for, but for the file itself and what it holds. */
    List<String> fetches() {
        return events.stream()
                .filter(event -> "Network.requestWillBeSent".equals(event.get("method")))
                .map(event ->
                        String.valueOf(map(map(event, "params"), "request").get("url")))
                .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
                .toList();
    }

    private Map<String, Object> call(String method, Map<String, Object> parameters)
            throws IOException, InterruptedException {
        int id = ++number;
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(JSON.std.asString(message), true).join();
        while (true) {
            Map<String, Object> answer = receive();
            if (Integer.valueOf(id).equals(answer.get("id"))) {
                if (answer.containsKey("error")) {
                    throw new IOException(method + ": " + answer.get("error"));
                }
                return map(answer, "result");
            }
        }
    }

    private Map<String, Object> receive() throws IOException, InterruptedException {
        String text = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (text == null || text.isEmpty()) {
            throw new IOException("the browser said nothing more");
        }
        Map<String, Object> message = JSON.std.mapFrom(text);
        if (message.containsKey("method")) {
            events.add(message);
        }
        return message;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> message, String key) {
        return (Map<String, Object>) message.getOrDefault(key, Map.of());
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Puts whole messages into a queue, and an empty one at the end. */
    private static final class Collecting implements WebSocket.Listener {
        private final BlockingQueue<String> received;
        private final StringBuilder partial = new StringBuilder();

        Collecting(BlockingQueue<String> received) {
            this.received = received;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                received.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            received.add("");
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            received.add("");
        }
    }
}
