// The second formatter: FOP, one process for all documents of a build. It is run from this source (`java driver.java`), so that
// nothing has to be compiled for a formatter that few ask for; the archive of classes that the JVM keeps in the cache holds
// the compiler's too.
//
//   java -cp JARS driver.java
//
// It speaks as driver.mjs does: a greeting, then for each line of JSON one line of JSON. A job is flat:
//
//   {"fo": "a.fo", "pdf": "a.pdf", "standard": "ua-1 a-2a", "timestamp": 1714600000}
//
// The formatting objects come from the theme's style sheet. Attributes of the namespace g in them say what an element is; after
// FOP has laid out the pages, it is asked on which of them each id came to be, and what has no page was not printed.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.SAXParserFactory;
import org.apache.fop.Version;
import org.apache.fop.apps.FOUserAgent;
import org.apache.fop.apps.Fop;
import org.apache.fop.apps.FopConfParser;
import org.apache.fop.apps.FopFactory;
import org.apache.fop.apps.MimeConstants;
import org.apache.fop.area.AreaTreeHandler;
import org.apache.fop.area.PageViewport;
import org.apache.fop.events.Event;
import org.apache.fop.events.EventFormatter;
import org.apache.fop.events.model.EventSeverity;
import org.apache.fop.fonts.FontInfo;
import org.apache.fop.fonts.FontTriplet;
import org.apache.fop.fonts.LazyFont;
import org.apache.fop.fonts.Typeface;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.XMLFilterImpl;

class Driver {
    static final String OURS = "urn:gloss:print";

    /** What cannot be printed, in a sentence for the person whose essay it is. */
    static class Refusal extends RuntimeException {
        final List<Object> letters = new ArrayList<>(); // that no font has

        Refusal(String message) {
            super(message);
        }
    }

    private final Map<String, Fonts.Family> fonts;
    private final FopFactory factory;

    Driver() throws Exception {
        fonts = Fonts.installed();
        factory = configure();
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Nothing on a page depends on where it is printed.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        Locale.setDefault(Locale.ROOT);
        // What a library prints is no answer.
        System.setOut(System.err);
        Driver driver;
        try {
            driver = new Driver();
        } catch (Throwable error) {
            out.println(Json.of(Map.of("ok", false, "ready", false, "message", reason(error))));
            System.exit(1);
            return;
        }
        out.println(Json.of(Map.of("ok", true, "ready", true, "engine", "FOP " + Version.getVersion())));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null;)
            if (!line.isBlank())
                out.println(Json.of(driver.answer(line)));
    }

    private Map<String, Object> answer(String line) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            Map<String, String> job = Json.read(line);
            if (job.get("fo") == null || job.get("pdf") == null)
                throw new Refusal("a job names `fo` and `pdf`");
            answer.put("ok", true);
            answer.putAll(print(job));
        } catch (Throwable error) {
            answer.clear();
            answer.put("ok", false);
            answer.put("message", reason(error));
            if (error instanceof Refusal && !((Refusal) error).letters.isEmpty())
                answer.put("letters", ((Refusal) error).letters);
        }
        return answer;
    }

    static String reason(Throwable error) {
        Throwable cause = error;
        while (!(cause instanceof Refusal) && cause.getCause() != null && cause.getCause() != cause)
            cause = cause.getCause();
        if (cause instanceof OutOfMemoryError)
            return "the formatter has not enough memory for it";
        String message = cause.getMessage();
        return cause instanceof Refusal && message != null ? message : String.valueOf(cause).replaceAll("\\s+", " ");
    }

    // ---- FOP

    private FopFactory configure() throws Exception {
        StringBuilder xml = new StringBuilder("<fop version='1.0'><accessibility>true</accessibility>"
            + "<source-resolution>96</source-resolution><renderers><renderer mime='application/pdf'><fonts>");
        for (Fonts.Family family : fonts.values())
            family.describe(xml);
        xml.append("</fonts></renderer></renderers></fop>");
        return new FopConfParser(new ByteArrayInputStream(xml.toString().getBytes(StandardCharsets.UTF_8)), new URI("file:///"))
            .getFopFactoryBuilder().build();
    }

    private static final Map<String, String> ACCESSIBLE = Map.of("ua-1", "PDF/UA-1");
    private static final Map<String, String> ARCHIVES = Map.of("a-1a", "PDF/A-1a", "a-1b", "PDF/A-1b", "a-2a", "PDF/A-2a", "a-2b", "PDF/A-2b",
        "a-2u", "PDF/A-2u", "a-3a", "PDF/A-3a", "a-3b", "PDF/A-3b", "a-3u", "PDF/A-3u");

    private static void setStandards(FOUserAgent agent, String standards) {
        for (String standard : standards.split("\\s+")) {
            if (ACCESSIBLE.containsKey(standard))
                put(agent, "pdf-ua-mode", ACCESSIBLE.get(standard));
            else if (ARCHIVES.containsKey(standard))
                put(agent, "pdf-a-mode", ARCHIVES.get(standard));
            else if (!standard.isEmpty() && !standard.equals("none"))
                throw new Refusal("FOP writes no PDF of the standard " + standard);
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(FOUserAgent agent, String option, String value) {
        if (agent.getRendererOptions().put(option, value) != null)
            throw new Refusal("a PDF is of one version of PDF/A");
    }

    /** One run of FOP over a document: what it said, and where each id is. */
    private class Run {
        private final Set<String> others = new LinkedHashSet<>();
        private int overflows;
        final Set<String> faults = new LinkedHashSet<>();
        final Set<String> letters = new LinkedHashSet<>();
        AreaTreeHandler pages;

        void print(Path fo, Objects objects, Map<String, String> job, Date date, OutputStream out) throws Exception {
            FOUserAgent agent = factory.newFOUserAgent();
            setStandards(agent, job.getOrDefault("standard", "none"));
            agent.setCreationDate(date);
            agent.setProducer("gloss, with Apache FOP " + Version.getVersion());
            agent.getEventBroadcaster().addEventListener(this::hear);
            pages = new AreaTreeHandler(agent, MimeConstants.MIME_PDF, out);
            agent.setFOEventHandlerOverride(pages);
            withoutLigatures(pages.getFontInfo());
            Fop fop = factory.newFop(MimeConstants.MIME_PDF, agent, out);
            objects.parse(fo, fop.getDefaultHandler());
        }

        /**
         * In the PDF of FOP nothing says which letters a ligature is, so that “first” could neither be found nor read aloud: only fonts of
         * scripts that cannot be read without keep theirs. The configuration has no word for that.
         */
        private void withoutLigatures(FontInfo known) throws ReflectiveOperationException {
            Field advanced = LazyFont.class.getDeclaredField("useAdvanced");
            advanced.setAccessible(true);
            for (Map.Entry<FontTriplet, String> entry : known.getFontTriplets().entrySet()) {
                Fonts.Family family = fonts.get(entry.getKey().getName());
                Typeface font = known.getFonts().get(entry.getValue());
                if (family != null && !family.isShaped && font instanceof LazyFont)
                    advanced.setBoolean(font, false);
            }
        }

        private void hear(Event event) {
            String key = event.getEventKey();
            String text = EventFormatter.format(event).replaceAll("\\s+", " ");
            if (key.equals("glyphNotAvailable"))
                letters.add(String.valueOf(event.getParam("ch")));
            else if (key.startsWith("image") || event.getSeverity() == EventSeverity.ERROR)
                faults.add(text);
            else if (key.toLowerCase().contains("overflow"))
                overflows++;
            else if (event.getSeverity() == EventSeverity.WARN && !key.startsWith("font") && !key.startsWith("hyphenation"))
                others.add(text);
        }

        /** FOP names places in the formatting objects, which nobody sees: how often it happened is said. That a font has no such cut, or a language no hyphens, is known. */
        List<String> warnings() {
            List<String> warnings = new ArrayList<>(others);
            if (overflows > 0)
                warnings.add(overflows == 1 ? "a line is wider than its place" : overflows + " lines are wider than their place");
            return warnings;
        }

        /** The page of an id, counted from 1; 0 where it is on none. */
        int pageOf(String id) {
            PageViewport page = pages.getIDTracker().getFirstPageViewportContaining(id);
            return page == null ? 0 : page.getPageIndex() + 1;
        }

        int count() {
            return pages.getResults().getPageCount();
        }
    }

    // ---- one document

    private Map<String, Object> print(Map<String, String> job) throws Exception {
        Path fo = Path.of(job.get("fo"));
        Objects objects = new Objects(fonts.keySet());
        // The pages of a term's uses are known only when all pages are laid out. Which of them stand twice is then taken out.
        if (Files.readString(fo).contains("g:use=")) {
            Run draft = new Run();
            draft.print(fo, objects, job, new Date(0), OutputStream.nullOutputStream());
            objects = new Objects(fonts.keySet(), draft::pageOf);
        }
        Run run = new Run();
        Date date = dateOf(job, fo);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        run.print(fo, objects, job, date, pdf);
        check(run, objects);
        writeWhole(Path.of(job.get("pdf")), timeless(pdf.toByteArray(), date));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("pages", run.count());
        answer.putAll(objects.report(run::pageOf));
        answer.put("warnings", run.warnings());
        return answer;
    }

    /** A PDF comes into being by a rename: what lies there after a failure is what lay there before. */
    private static void writeWhole(Path file, byte[] bytes) throws IOException {
        Path part = Path.of(file + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static final Pattern HOUR = Pattern.compile("(?<=<xmp:MetadataDate>)[^<]{20}(?=<)");
    private static final Pattern NAMES = Pattern.compile("(?<=/ID \\[<)[0-9A-F]{32}> <[0-9A-F]{32}(?=>\\])");

    /** The same document gives the same bytes: FOP puts the hour of printing into two places, one of them as a hash. */
    private static byte[] timeless(byte[] pdf, Date date) throws Exception {
        String text = HOUR.matcher(new String(pdf, StandardCharsets.ISO_8859_1)).replaceAll(date.toInstant().toString());
        byte[] hash = MessageDigest.getInstance("MD5").digest(NAMES.matcher(text).replaceAll("").getBytes(StandardCharsets.ISO_8859_1));
        String name = String.format("%032X", new BigInteger(1, hash));
        return NAMES.matcher(text).replaceAll(name + "> <" + name).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final Pattern OWN_DATE = Pattern.compile("g:date=\"(\\d{4}-\\d{2}-\\d{2})\"");

    /** The job's timestamp; else the essay's own last date. */
    private static Date dateOf(Map<String, String> job, Path fo) throws IOException {
        if (job.get("timestamp") != null)
            return new Date(Long.parseLong(job.get("timestamp")) * 1000);
        Matcher own = OWN_DATE.matcher(Files.readString(fo));
        return own.find() ? Date.from(java.time.Instant.parse(own.group(1) + "T00:00:00Z")) : new Date(0);
    }

    private static void check(Run run, Objects objects) {
        if (!run.letters.isEmpty())
            throw withoutFont(run.letters, objects.rare);
        if (!run.faults.isEmpty())
            throw new Refusal(String.join("; ", run.faults));
        for (String id : objects.destinations)
            if (run.pageOf(id) == 0)
                throw new Refusal("a link leads to `" + id + "`, which is on no page");
        for (String id : objects.expected)
            if (objects.items.stream().noneMatch(it -> it.kind.equals("notes") && it.field("id").equals(id)))
                throw new Refusal("no passage leads to: " + id);
        for (Item item : objects.items)
            if (run.pageOf(item.id) == 0)
                throw new Refusal("this is on no page: " + item.kind + " " + item.field("id"));
    }

    private static final int MOST_LETTERS = 12;

    /** FOP names a rare letter by one of its halves, or by its last sixteen bits. */
    private static Refusal withoutFont(Set<String> said, Set<Integer> rare) {
        Map<String, String> letters = new LinkedHashMap<>();
        for (String it : said) {
            String letter = rare.stream().filter(code -> Character.toString(code).contains(it) || (char) (int) code == it.charAt(0))
                .findFirst().map(Character::toString).orElse(it);
            letters.put(letter, String.format("U+%04X", letter.codePointAt(0)));
        }
        String first = letters.entrySet().stream().limit(MOST_LETTERS).map(it -> it.getKey() + " (" + it.getValue() + ")").collect(Collectors.joining(", "));
        String more = letters.size() > MOST_LETTERS ? " and " + (letters.size() - MOST_LETTERS) + " more" : "";
        Refusal refusal = new Refusal("no installed font of the page has the letters " + first + more);
        letters.entrySet().stream().limit(MOST_LETTERS).forEach(it -> refusal.letters.add(Map.of("letter", it.getKey(), "code", it.getValue())));
        return refusal;
    }
}

/** Something of the essay that the pages carry: its kind, the id of its element, and what is to be said of it. */
class Item {
    final String kind, id;
    final Map<String, String> fields = new LinkedHashMap<>();

    Item(String kind, String id) {
        this.kind = kind;
        this.id = id;
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }
}

/** The formatting objects on their way to FOP: read, noted down, and made ready letter by letter. */
class Objects {
    interface Pages {
        int of(String id);
    }

    final List<Item> items = new ArrayList<>();
    final Set<String> destinations = new LinkedHashSet<>();
    final Set<String> expected = new LinkedHashSet<>();
    final Set<Integer> rare = new LinkedHashSet<>(); // letters beyond the first 65536
    private final Set<String> fonts;
    private final Pages pages;

    Objects(Set<String> fonts) {
        this(fonts, null);
    }

    /** With `pages`, each page of a term's uses is kept once. */
    Objects(Set<String> fonts, Pages pages) {
        this.fonts = fonts;
        this.pages = pages;
    }

    void parse(Path fo, ContentHandler to) throws Exception {
        SAXParserFactory parsers = SAXParserFactory.newInstance();
        parsers.setNamespaceAware(true);
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        XMLReader reader = parsers.newSAXParser().getXMLReader();
        Filter filter = new Filter();
        filter.setParent(reader);
        filter.setContentHandler(to);
        filter.parse(new InputSource(fo.toUri().toString()));
    }

    /** What was printed, list by list, as driver.mjs says it. */
    Map<String, Object> report(Pages pages) {
        Map<String, Object> report = new LinkedHashMap<>();
        for (String kind : List.of("marks", "notes", "terms", "figures", "sections", "bridgeheads", "references"))
            report.put(kind, new ArrayList<>());
        for (Item item : items) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("page", pages.of(item.id));
            item.fields.forEach((name, value) -> row.put(name, plain(name, value)));
            @SuppressWarnings("unchecked")
            List<Object> list = (List<Object>) report.get(item.kind);
            list.add(row);
        }
        return report;
    }

    private static final Set<String> SWITCHES = Set.of("nested", "whole", "counted");

    private static Object plain(String name, String value) {
        if (SWITCHES.contains(name))
            return value.equals("true");
        return name.equals("level") ? (Object) Integer.valueOf(value) : value;
    }

    private class Filter extends XMLFilterImpl {
        private static final String FO = "http://www.w3.org/1999/XSL/Format";
        private final Deque<Boolean> breakable = new ArrayDeque<>();
        private final Deque<String> families = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private final Set<Integer> listed = new TreeSet<>();
        private int dropped; // elements that are open in a part that is taken out
        private boolean isInFlow;

        @Override
        public void startElement(String uri, String name, String qualified, Attributes given) throws SAXException {
            flush();
            if (dropped > 0 || isDropped(given)) {
                dropped++;
                return;
            }
            AttributesImpl own = new AttributesImpl();
            for (int i = 0; i < given.getLength(); i++)
                if (!given.getURI(i).equals(Driver.OURS))
                    own.addAttribute(given.getURI(i), given.getLocalName(i), given.getQName(i), "CDATA", value(given, i));
            note(given);
            String destination = given.getValue("internal-destination");
            if (destination != null)
                destinations.add(destination);
            isInFlow |= name.equals("flow");
            boolean keeps = "preserve".equals(given.getValue("linefeed-treatment"));
            boolean anew = "treat-as-space".equals(given.getValue("linefeed-treatment"));
            families.push(own.getValue("font-family") != null ? own.getValue("font-family") : families.isEmpty() ? "" : families.peek());
            breakable.push(anew || !keeps && (breakable.isEmpty() || breakable.peek()));
            super.startElement(uri, name, qualified, own);
        }

        @Override
        public void endElement(String uri, String name, String qualified) throws SAXException {
            flush();
            if (dropped > 0) {
                dropped--;
                return;
            }
            breakable.pop();
            families.pop();
            super.endElement(uri, name, qualified);
        }

        @Override
        public void characters(char[] letters, int start, int length) {
            if (dropped == 0)
                text.append(letters, start, length);
        }

        private void flush() throws SAXException {
            if (text.length() == 0)
                return;
            text.codePoints().filter(Character::isSupplementaryCodePoint).forEach(rare::add);
            String ready = isInFlow ? Letters.ready(text.toString(), breakable.peek()) : text.toString();
            text.setLength(0);
            int at = 0;
            for (Matcher run = Letters.RIGHT_TO_LEFT.matcher(ready); isInFlow && run.find(); at = run.end()) {
                put(ready.substring(at, run.start()));
                putRightToLeft(run.group());
            }
            put(ready.substring(at));
        }

        private void put(String letters) throws SAXException {
            super.characters(letters.toCharArray(), 0, letters.length());
        }

        /** FOP lifts words of this direction off the line where their font is not the first of its list. */
        private void putRightToLeft(String words) throws SAXException {
            String font = Letters.HEBREW.matcher(words).find() ? "Noto Serif Hebrew" : "Noto Naskh Arabic";
            if (!fonts.contains(font) || families.peek().startsWith(font)) {
                put(words);
                return;
            }
            AttributesImpl own = new AttributesImpl();
            own.addAttribute("", "font-family", "font-family", "CDATA", font + ", " + families.peek());
            super.startElement(FO, "inline", "fo:inline", own);
            put(words);
            super.endElement(FO, "inline", "fo:inline");
        }

        private String value(Attributes given, int i) {
            String value = given.getValue(i);
            return given.getLocalName(i).equals("font-family") ? installed(value) : value;
        }

        private String installed(String families) {
            String found = Stream.of(families.split(", *")).filter(fonts::contains).collect(Collectors.joining(", "));
            if (found.isEmpty())
                throw new Driver.Refusal("none of these fonts is installed as TrueType: " + families);
            return found;
        }

        private void note(Attributes given) {
            String font = given.getValue(Driver.OURS, "font");
            if (font != null && !fonts.contains(font))
                throw new Driver.Refusal("the font “" + font + "” is not installed as TrueType, which FOP needs");
            String notes = given.getValue(Driver.OURS, "notes");
            if (notes != null)
                Collections.addAll(expected, notes.trim().split("\\s+"));
            expected.remove("");
            String kind = given.getValue(Driver.OURS, "kind");
            if (kind == null)
                return;
            Item item = new Item(kind, given.getValue("id"));
            for (int i = 0; i < given.getLength(); i++)
                if (given.getURI(i).equals(Driver.OURS) && !given.getLocalName(i).equals("kind"))
                    item.fields.put(given.getLocalName(i), given.getValue(i));
            items.add(item);
        }

        // ---- pages of use

        private boolean isDropped(Attributes given) {
            if (given.getValue(Driver.OURS, "uses") != null)
                begin(given.getValue(Driver.OURS, "uses"));
            String use = given.getValue(Driver.OURS, "use");
            String words = given.getValue(Driver.OURS, "pages");
            if (words != null)
                return words.equals("one") == isMany;
            if (pages == null || use == null)
                return false;
            return !listed.add(pages.of(use));
        }

        private boolean isMany = true;

        private void begin(String term) {
            listed.clear();
            isMany = pages == null || usedOn(term) > 1;
        }
    }

    private Map<String, Set<Integer>> used;

    private int usedOn(String term) {
        Set<Integer> found = new TreeSet<>();
        for (Item item : items)
            if (item.kind.equals("terms") && item.field("id").equals(term))
                found.add(pages.of(item.id));
        return found.size();
    }
}

/** Where a line may break, and where not. */
class Letters {
    // A run of so many letters without a space is broken anywhere: no hyphenation can be relied on to help. Scripts written
    // without spaces are left alone.
    private static final int LONGEST_WORD = 48;
    private static final int LONGEST_HANGUL_WORD = 12;
    private static final String UNSPACED = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}\\p{IsKhmer}\\p{IsLao}\\p{IsMyanmar}\\u3000-\\u303F\\uFF00-\\uFFEF";
    private static final Pattern UNWIELDY =
        Pattern.compile("(?:https?://|ftp://|www\\.)[^\\s" + UNSPACED + "]+|[^\\s\\p{Pd}" + UNSPACED + "]{" + LONGEST_WORD + ",}");
    private static final Pattern JOINT = Pattern.compile("(?<=[/.?&=_:#-])(?![/.?&=_:#-])");
    static final Pattern HEBREW = Pattern.compile("\\p{IsHebrew}");
    static final Pattern RIGHT_TO_LEFT = Pattern.compile("[\\p{IsHebrew}\\p{IsArabic}](?:[\\p{IsHebrew}\\p{IsArabic}\\p{M}\\s\\p{P}]*[\\p{IsHebrew}\\p{IsArabic}\\p{M}])?");
    private static final Pattern HANGUL = Pattern.compile("[\\p{L}\\p{N}\\p{P}]*\\p{IsHangul}[\\p{L}\\p{N}\\p{P}]*");
    private static final String CJK = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\u3000-\\u303F\\uFF00-\\uFFEF]";
    private static final Pattern LINE_END = Pattern.compile("(" + CJK + ")[ \\t]*\\r?\\n[ \\t]*(?=" + CJK + ")");
    private static final String BREAK = "\u200B", JOINER = "\u2060";

    static String ready(String text, boolean isRunning) {
        String joined = isRunning ? LINE_END.matcher(text).replaceAll("$1") : text;
        String broken = UNWIELDY.matcher(joined).replaceAll(it -> Matcher.quoteReplacement(broken(it.group())));
        return isRunning ? HANGUL.matcher(broken).replaceAll(it -> Matcher.quoteReplacement(whole(it.group()))) : broken;
    }

    private static String broken(String word) {
        return Stream.of(JOINT.split(word)).map(it -> it.length() > LONGEST_WORD ? anywhere(it) : it).collect(Collectors.joining(BREAK));
    }

    private static String anywhere(String word) {
        return word.codePoints().mapToObj(Character::toString).collect(Collectors.joining(BREAK));
    }

    /** Hangul is spaced between words, yet Unicode lets a line break between any two syllables. */
    private static String whole(String word) {
        return word.codePointCount(0, word.length()) > LONGEST_HANGUL_WORD ? word
            : word.codePoints().mapToObj(Character::toString).collect(Collectors.joining(JOINER));
    }
}

/** The TrueType fonts of the machine by the names that they give themselves. FOP cannot use the other kind so that its text can be taken out again. */
class Fonts {
    static class Family {
        final String name;
        final Map<String, Path> cuts = new TreeMap<>(); // by "normal 400" and the like
        boolean isShaped; // for a script whose letters change beside one another

        Family(String name) {
            this.name = name;
        }

        private static final List<String> WANTED = List.of("normal 400", "normal 700", "italic 400", "italic 700");

        /** The file of a cut, or of the nearest that there is: for FOP a family has no letters in a cut that it lacks. */
        private Path nearest(String cut) {
            String upright = "normal " + cut.split(" ")[1];
            Path any = cuts.getOrDefault("normal 400", cuts.values().iterator().next());
            return cuts.getOrDefault(cut, cuts.getOrDefault(upright, any));
        }

        void describe(StringBuilder xml) {
            Map<String, Path> all = new TreeMap<>(cuts);
            WANTED.forEach(cut -> all.put(cut, nearest(cut)));
            all.forEach((cut, file) -> xml.append("<font kerning='yes' embed-url='").append(escape(file.toUri().toString()))
                .append("'><font-triplet name='").append(escape(name)).append("' style='").append(cut.split(" ")[0])
                .append("' weight='").append(cut.split(" ")[1]).append("'/></font>"));
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }

    static Map<String, Family> installed() {
        Map<String, Family> families = new TreeMap<>();
        for (String folder : folders())
            for (Path file : files(folder))
                read(file, families);
        return families;
    }

    private static List<String> folders() {
        List<String> folders = new ArrayList<>(List.of("/usr/share/fonts", "/usr/local/share/fonts"));
        String home = System.getenv("HOME"), data = System.getenv("XDG_DATA_HOME");
        if (home != null)
            Collections.addAll(folders, home + "/.fonts", home + "/.local/share/fonts");
        if (data != null)
            folders.add(data + "/fonts");
        return folders;
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> walk = Files.walk(Path.of(folder), 8, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(it -> it.toString().toLowerCase().endsWith(".ttf")).sorted().collect(Collectors.toList());
        } catch (IOException | RuntimeException error) {
            return List.of();
        }
    }

    private static final int TRUE_TYPE = 0x00010000;

    /** A file that cannot be read is a font that is not there. */
    private static void read(Path path, Map<String, Family> families) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.readInt() != TRUE_TYPE)
                return;
            Map<String, Long> tables = tables(file);
            String name = name(file, tables.get("name"));
            String cut = cut(file, tables.get("OS/2"));
            if (name == null)
                return;
            Family family = families.computeIfAbsent(name, Family::new);
            family.cuts.putIfAbsent(cut, path);
            family.isShaped |= !name.startsWith("DejaVu") && isShaped(file, tables.get("OS/2"));
        } catch (IOException | RuntimeException error) {
            return;
        }
    }

    private static Map<String, Long> tables(RandomAccessFile file) throws IOException {
        int count = file.readUnsignedShort();
        byte[] directory = new byte[16 * count];
        file.skipBytes(6);
        file.readFully(directory);
        Map<String, Long> tables = new HashMap<>();
        for (int i = 0; i < count; i++)
            tables.put(new String(directory, 16 * i, 4, StandardCharsets.ISO_8859_1), unsigned(directory, 16 * i + 8, 4));
        return tables;
    }

    private static long unsigned(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++)
            value = value << 8 | bytes[at + i] & 0xFF;
        return value;
    }

    private static final int FAMILY = 1, TYPOGRAPHIC_FAMILY = 16, WINDOWS = 3, ENGLISH = 0x409;

    /** The family in English, by its typographic name where it has one. */
    private static String name(RandomAccessFile file, long table) throws IOException {
        file.seek(table + 2);
        int count = file.readUnsignedShort(), strings = file.readUnsignedShort();
        byte[] records = new byte[12 * count];
        file.readFully(records);
        String found = null;
        for (int i = 0; i < count; i++) {
            int at = 12 * i, id = (int) unsigned(records, at + 6, 2);
            boolean isEnglish = unsigned(records, at, 2) == WINDOWS && unsigned(records, at + 4, 2) == ENGLISH;
            if (!isEnglish || id != TYPOGRAPHIC_FAMILY && (id != FAMILY || found != null))
                continue;
            byte[] letters = new byte[(int) unsigned(records, at + 8, 2)];
            file.seek(table + strings + unsigned(records, at + 10, 2));
            file.readFully(letters);
            found = new String(letters, StandardCharsets.UTF_16BE);
        }
        return found;
    }

    // Bits of the table for scripts: Hebrew, Arabic, and those of India with Thai and Lao after them.
    private static final int HEBREW = 11, ARABIC = 13, DEVANAGARI = 15, LAO = 25;

    private static boolean isShaped(RandomAccessFile file, long table) throws IOException {
        file.seek(table + 42);
        int scripts = file.readInt();
        for (int script = DEVANAGARI; script <= LAO; script++)
            if ((scripts >> script & 1) != 0)
                return true;
        return (scripts >> HEBREW & 1) != 0 || (scripts >> ARABIC & 1) != 0;
    }

    private static final int ITALIC = 1, OBLIQUE = 1 << 9;

    private static String cut(RandomAccessFile file, long table) throws IOException {
        file.seek(table + 4);
        int weight = file.readUnsignedShort();
        file.seek(table + 62);
        int selection = file.readUnsignedShort();
        return ((selection & (ITALIC | OBLIQUE)) != 0 ? "italic " : "normal ") + (weight + 50) / 100 * 100;
    }
}

/** Lines of JSON: flat objects in, nested lists out. */
class Json {
    private static final Pattern FIELD = Pattern.compile("\\G\\s*[{,]\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?\\d+))");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    static Map<String, String> read(String line) {
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(line);
        int end = 0;
        for (; field.find(); end = field.end())
            fields.put(plain(field.group(1)), field.group(3) != null ? field.group(3) : plain(field.group(2)));
        if (!line.substring(end).strip().equals("}"))
            throw new Driver.Refusal("a job is a line of JSON with strings and numbers");
        return fields;
    }

    private static String plain(String text) {
        return ESCAPE.matcher(text).replaceAll(it -> Matcher.quoteReplacement(
            it.group(1) != null ? String.valueOf((char) Integer.parseInt(it.group(1), 16)) : letter(it.group(2))));
    }

    private static String letter(String escaped) {
        switch (escaped) {
            case "n": return "\n";
            case "t": return "\t";
            case "r": return "\r";
            case "b": return "\b";
            case "f": return "\f";
            default: return escaped;
        }
    }

    static String of(Object value) {
        if (value instanceof Map)
            return ((Map<?, ?>) value).entrySet().stream().map(it -> of(it.getKey()) + ":" + of(it.getValue())).collect(Collectors.joining(",", "{", "}"));
        if (value instanceof List)
            return ((List<?>) value).stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
        return value instanceof String ? quoted((String) value) : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char letter : text.toCharArray())
            if (letter == '"' || letter == '\\')
                out.append('\\').append(letter);
            else if (letter < ' ')
                out.append(String.format("\\u%04x", (int) letter));
            else
                out.append(letter);
        return out.append('"').toString();
    }
}
