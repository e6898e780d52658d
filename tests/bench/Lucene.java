/*
 * Lucene, for comparison with irindex and irsearch.
 *
 * Lucene add DIR FILE              index the articles of FILE
 * Lucene search DIR [WAY WORDS]    answer one query, or those of standard
 *                                  input, a line "WAY<TAB>WORDS" each
 *
 * English analysis, BM25, the text stored and indexed with positions.  Each
 * answer is one line, with snippets by UnifiedHighlighter.
 */
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

public class Lucene {
    static final int HITS = 10;
    static final int PASSAGES = 3;
    static final double MEMORY_MB = 256; // as irindex by default

    static final Analyzer analyzer = new EnglishAnalyzer();

    static String until(BufferedReader in, char end) throws IOException {
        StringBuilder out = new StringBuilder();
        int c;

        while ((c = in.read()) >= 0 && c != end)
            out.append((char) c);
        return c < 0 ? null : out.toString();
    }

    static void add(Directory dir, String file) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer);
        String id;

        config.setRAMBufferSizeMB(MEMORY_MB);
        try (IndexWriter writer = new IndexWriter(dir, config);
             BufferedReader in = Files.newBufferedReader(Paths.get(file))) {
            while ((id = until(in, '\u001f')) != null) {
                Document d = new Document();

                d.add(new StringField("id", id, Field.Store.YES));
                d.add(new TextField("text", until(in, '\u001e'),
                                    Field.Store.YES));
                writer.addDocument(d);
            }
        }
    }

    static String quoted(String s) {
        return '"' + s.replace("\\", "\\\\").replace("\"", "\\\"")
                      .replaceAll("\\p{Cntrl}", " ") + '"';
    }

    static String answer(IndexSearcher searcher, UnifiedHighlighter lights,
                         String way, String words) throws IOException {
        QueryBuilder builder = new QueryBuilder(analyzer);
        Query query = way.equals("phrase")
            ? builder.createPhraseQuery("text", words)
            : builder.createBooleanQuery("text", words,
                way.equals("any") ? Occur.SHOULD : Occur.MUST);
        StringBuilder out = new StringBuilder();

        if (query == null)
            query = new MatchNoDocsQuery();
        TopDocs top = searcher.search(query, HITS);
        String[] snippets = lights.highlight("text", query, top, PASSAGES);

        for (int i = 0; i < top.scoreDocs.length; i++) {
            String id = searcher.doc(top.scoreDocs[i].doc).get("id");

            out.append(i > 0 ? "," : "").append("{\"id\":").append(quoted(id))
               .append(",\"text\":").append(quoted(snippets[i])).append('}');
        }
        return "[" + out + "]\n";
    }

    static void put(String line) throws IOException {
        System.out.write(line.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    static void search(Directory dir, String[] args) throws IOException {
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(dir));
        UnifiedHighlighter lights = new UnifiedHighlighter(searcher, analyzer);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in));
        String line;

        if (args.length == 4)
            put(answer(searcher, lights, args[2], args[3]));
        else
            while ((line = in.readLine()) != null) {
                String[] parts = line.split("\t");

                put(answer(searcher, lights, parts[0], parts[1]));
            }
    }

    public static void main(String[] args) throws IOException {
        try (Directory dir = FSDirectory.open(Paths.get(args[1]))) {
            if (args[0].equals("add"))
                add(dir, args[2]);
            else
                search(dir, args);
        }
    }
}
