import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * A MongoDB-protocol server on one file that never forgets what it has acknowledged.
 *
 * <p>mongo-java-server on an H2 MVStore commits in the background, so a killed process loses its last second. Here nothing is
 * answered from what is not on the disk yet: a write, also a refused one, waits for a commit and a sync that began after it, and
 * one commit serves all who wait (group commit). A read waits only while a write to the same collection is on its way.
 *
 * <p>Also, mongo-java-server looks a document up by its unique key only where the query names nothing else, and ignores all other
 * indexes, so that most queries would read the whole collection. Here `_id` together with more is a look-up too, and a
 * plain index serves equality and `$in` on its first field. Documents are kept as BSON and keys as what they are: by Java's
 * serialization, which the library uses, a commit and each comparison of two keys cost several times as much.
 *
 * <p>Arguments: file, host, port. Prints "ready" once it listens. Exit codes: 3 the file is in use, 4 the port is in use, 5 the
 * disk failed, 6 the file has another format.
 */
public final class DurableMongo {
  /** Of what is in the file: BSON documents, typed keys. */
  private static final String FORMAT = "2";

  /** The oldest wire version that the present drivers accept; the library reports 8. */
  private static final int WIRE_VERSION = 13;

  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "findandmodify", "create", "createindexes", "drop", "dropindexes", "dropdatabase", "renamecollection");

  private static final long QUIET_MILLIS = 2_000;
  private static final int COMPACT_MILLIS = 100;
  private static final int FRUITLESS_MAX = 4;
  private static final int CLOSE_MILLIS = 2_000;
  /** Percent of a file or of its chunks that are in use. */
  private static final int COMPACT_BELOW = 90;
  private static final int COMPACT_BUSY_BELOW = 40;
  private static final int COMPACT_BYTES = 4 * 1024 * 1024;
  private static final long COMPACT_BUSY_ABOVE = 64L * 1024 * 1024;

  private static final Set<String> READS_OF_ONE_COLLECTION = Set.of("find", "count", "distinct");
  /** Stands for a collection where a command may write to any. */
  private static final String ANYWHERE = "$";

  private static final Set<String> HANDSHAKES = Set.of("ismaster", "hello");

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: DurableMongo FILE HOST PORT");
      System.exit(2);
    }
    MVStore store = open(args[0]);
    DurableBackend backend = new DurableBackend(store);
    MongoServer server = new MongoServer(backend);
    try {
      // Many worker threads, because a writer waits for its commit on the thread of its connection.
      server.bind(new InetSocketAddress(args[1], Integer.parseInt(args[2])), 1, 64);
    } catch (Exception failure) {
      System.err.println("cannot listen on " + args[1] + ":" + args[2] + ": " + failure.getMessage());
      store.closeImmediately();
      System.exit(failure instanceof BindException ? 4 : 1);
    }
    Thread closing = new Thread(() -> {
      server.shutdownNow();
      backend.closeStore();
    });
    Runtime.getRuntime().addShutdownHook(closing);
    System.out.println("ready");
    Thread.currentThread().join();
  }

  private static MVStore open(String file) {
    try {
      // No commit but ours: neither by time nor by the amount of changes, or half a command could reach the disk alone.
      MVStore store =
          new MVStore.Builder().fileName(file).autoCommitDisabled().autoCommitBufferSize(0).autoCompactFillRate(COMPACT_BELOW).cacheSize(64).open();
      store.setVersionsToKeep(0);
      // Space may be used again at once, because every commit is on the disk before the next one begins.
      store.setRetentionTime(0);
      refuseOtherFormat(store, file);
      return store;
    } catch (MVStoreException failure) {
      boolean locked = failure.getErrorCode() == 7;
      System.err.println(locked ? "the file is in use by another process: " + file : "cannot open " + file + ": " + failure.getMessage());
      System.exit(locked ? 3 : 1);
      throw failure;
    }
  }

  private static void refuseOtherFormat(MVStore store, String file) {
    boolean isNew = store.getMapNames().isEmpty();
    MVMap<String, String> about = store.openMap("format");
    if (isNew) {
      about.put("format", FORMAT);
    } else if (!FORMAT.equals(about.get("format"))) {
      System.err.println("the file has another format than " + FORMAT + ": " + file + " (export it with the version that wrote it)");
      store.closeImmediately();
      System.exit(6);
    }
  }

  /** Answers writes only once they are on the disk. */
  private static final class DurableBackend extends H2Backend {
    private final MVStore store;
    private final Object turn = new Object();
    /** Writers share it, a commit has it alone: a document and its index entries are never committed apart. */
    private final ReadWriteLock whole = new ReentrantReadWriteLock(true);
    /** Writes that began and are not on the disk yet: in all, and by collection. */
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<String, AtomicInteger> underWayIn = new ConcurrentHashMap<>();
    private boolean committing;
    private long requested;
    private long durable;
    private RuntimeException failed;

    DurableBackend(MVStore store) {
      super(store);
      this.store = store;
      Thread rest = new Thread(this::keepSmall, "compaction");
      rest.setDaemon(true);
      rest.start();
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
      String name = name(command);
      if (HANDSHAKES.contains(name)) {
        Document response = super.handleCommand(channel, database, "ismaster", query);
        response.put("maxWireVersion", WIRE_VERSION);
        return response;
      }
      return writes(name, query) ? write(channel, database, command, query) : read(channel, database, command, query);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
      return new IndexedDatabase(name);
    }

    /**
     * A database whose indexes are used, and whose maps know what they hold. It has no fields of its own, because the library's
     * constructors open what is in the file already.
     */
    private final class IndexedDatabase extends H2Database {
      IndexedDatabase(String name) {
        super(name, getMvStore(), getCursorRegistry());
      }

      /** Under the names that the library gives to its maps, because it also drops them. */
      @Override
      protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        String full = getDatabaseName() + "." + collection;
        MVMap<Object, Document> documents =
            getMvStore().openMap("databases." + full, new MVMap.Builder<Object, Document>().keyType(new ObjectDataType()).valueType(new DocumentType()));
        return new H2Collection(this, collection, options, documents, getMvStore().openMap("meta." + full), getCursorRegistry());
      }

      @Override
      protected Index<Object> openOrCreateUniqueIndex(String collection, String index, List<IndexKey> keys, boolean sparse) {
        String map = getDatabaseName() + "." + collection + "._index_" + index;
        MVMap<KeyValue, Object> places =
            getMvStore().openMap(map, new MVMap.Builder<KeyValue, Object>().keyType(new KeyType()).valueType(new ObjectDataType()));
        return new LookUpIndex(places, index, keys, sparse);
      }

      @Override
      protected Index<Object> openOrCreateSecondaryIndex(String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new EqualityIndex(index, keys);
      }
    }

    private Document write(Channel channel, String database, String command, Document query) {
      AtomicInteger here = writersOf(database, name(command).equals("aggregate") ? ANYWHERE : query.get(command));
      underWay.incrementAndGet();
      here.incrementAndGet();
      try {
        whole.readLock().lock();
        try {
          return super.handleCommand(channel, database, command, query);
        } finally {
          whole.readLock().unlock();
          // A refusal waits too: "exists already" must not be said of a document that a crash would take back.
          awaitCommit();
        }
      } finally {
        here.decrementAndGet();
        underWay.decrementAndGet();
      }
    }

    private Document read(Channel channel, String database, String command, Document query) {
      Document response = super.handleCommand(channel, database, command, query);
      if (mayHaveSeenAWrite(database, command, query)) {
        awaitCommit();
      }
      return response;
    }

    /** A writer is counted before it changes anything, so what a read has seen is on the disk, or its writer is counted. */
    private boolean mayHaveSeenAWrite(String database, String command, Document query) {
      String name = name(command);
      if (name.equals("ping") || underWay.get() == 0) {
        return false;
      }
      if (!READS_OF_ONE_COLLECTION.contains(name)) {
        return true;
      }
      return writersOf(database, query.get(command)).get() > 0 || writersOf(database, ANYWHERE).get() > 0;
    }

    private AtomicInteger writersOf(String database, Object collection) {
      return underWayIn.computeIfAbsent(database + "." + collection, key -> new AtomicInteger());
    }

    private static boolean writes(String name, Document query) {
      return WRITES.contains(name) || (name.equals("aggregate") && endsInWriting(query.get("pipeline")));
    }

    private static boolean endsInWriting(Object pipeline) {
      if (!(pipeline instanceof Collection<?> stages)) {
        return false;
      }
      return stages.stream().anyMatch(stage -> stage instanceof Document document && (document.containsKey("$out") || document.containsKey("$merge")));
    }

    private static String name(String command) {
      return command.toLowerCase(Locale.ROOT);
    }

    /** Waits for a commit that began after this call: it leads one itself, or is served by the next leader. */
    private void awaitCommit() {
      long mine;
      synchronized (turn) {
        mine = ++requested;
        while (true) {
          if (failed != null) {
            throw failed;
          }
          if (durable >= mine) {
            return;
          }
          if (!committing) {
            committing = true;
            break;
          }
          waitOn(turn);
        }
      }
      lead();
    }

    private void lead() {
      long upTo;
      synchronized (turn) {
        upTo = requested;
      }
      RuntimeException failure = null;
      try {
        commitWhole();
        store.sync();
      } catch (RuntimeException thrown) {
        failure = thrown;
      }
      synchronized (turn) {
        committing = false;
        if (failure == null) {
          durable = Math.max(durable, upTo);
        } else {
          failed = failure;
        }
        turn.notifyAll();
      }
      if (failure != null) {
        // Nothing may be acknowledged any more: end, so that the supervisor opens the file again.
        failure.printStackTrace();
        Runtime.getRuntime().halt(5);
      }
    }

    private void commitWhole() {
      whole.writeLock().lock();
      try {
        store.commit();
      } finally {
        whole.writeLock().unlock();
      }
    }

    /**
     * Every commit leaves pages behind that nobody needs, so the file grows. In quiet moments it is made small again, a
     * little at a time; and without waiting for one when it has become many times what it holds.
     */
    private void keepSmall() {
      long settledAt = -1;
      int fruitless = 0;
      while (!store.isClosed()) {
        try {
          long before = requests();
          Thread.sleep(QUIET_MILLIS);
          long now = requests();
          boolean quiet = now == before;
          fruitless = quiet ? fruitless : 0;
          if (now == settledAt || (!quiet && store.getFileStore().size() < COMPACT_BUSY_ABOVE)) {
            continue;
          }
          if (quiet) {
            // What one round frees can be given back only in a later one.
            fruitless = compactWhole() ? 0 : fruitless + 1;
            settledAt = fruitless < FRUITLESS_MAX ? -1 : now;
          } else if (store.compact(COMPACT_BUSY_BELOW, COMPACT_BYTES)) {
            // Through the same turn as every commit: freed space is written over only after this is on the disk.
            awaitCommit();
          }
        } catch (InterruptedException | RuntimeException closing) {
          return;
        }
      }
    }

    private long requests() {
      synchronized (turn) {
        return requested;
      }
    }

    /** Compacts for a moment while nobody writes; true if the file became smaller. */
    private boolean compactWhole() {
      whole.writeLock().lock();
      try {
        long size = store.getFileStore().size();
        store.compactFile(COMPACT_MILLIS);
        return store.getFileStore().size() < size - size / 20;
      } finally {
        whole.writeLock().unlock();
      }
    }

    void closeStore() {
      if (!store.isClosed()) {
        store.commit();
        store.sync();
        store.close(CLOSE_MILLIS);
      }
    }

    @Override
    public void close() {
      // The store is closed once, by the shutdown hook, after the last answer.
    }

    private static void waitOn(Object monitor) {
      try {
        monitor.wait();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the commit", interrupted);
      }
    }
  }

  /** A unique index that serves a query also when that names more than its key: what it finds is compared with the whole query. */
  private static final class LookUpIndex extends AbstractUniqueIndex<Object> {
    private final MVMap<KeyValue, Object> places;
    private final String only;

    LookUpIndex(MVMap<KeyValue, Object> places, String name, List<IndexKey> keys, boolean sparse) {
      super(name, keys, sparse);
      this.places = places;
      this.only = keys.size() == 1 && !sparse ? keys.get(0).getKey() : null;
    }

    @Override
    public synchronized boolean canHandle(Document query) {
      return only != null && query.containsKey(only) ? super.canHandle(ofKey(query)) : super.canHandle(query);
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
      return super.getPositions(only != null ? ofKey(query) : query);
    }

    private Document ofKey(Document query) {
      return query.size() == 1 ? query : new Document(only, query.get(only));
    }

    @Override
    protected Object removeDocument(KeyValue key) {
      return places.remove(key);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
      return places.putIfAbsent(key, Missing.ofNullable(position)) == null;
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
      return places.entrySet();
    }

    @Override
    protected Object getPosition(KeyValue key) {
      return places.get(key);
    }

    @Override
    public long getCount() {
      return places.sizeAsLong();
    }

    @Override
    public boolean isEmpty() {
      return places.isEmpty();
    }

    @Override
    public long getDataSize() {
      return getCount();
    }
  }

  /**
   * A plain index in memory, made again when the file is opened: from each string or boolean of its first field (each element,
   * where that is an array) to where the documents are. Everything else it leaves to a walk through the collection.
   */
  private static final class EqualityIndex extends Index<Object> {
    private final String field;
    private final Map<Object, Set<Object>> positions = new HashMap<>();

    EqualityIndex(String name, List<IndexKey> keys) {
      super(name, keys, false);
      this.field = keys.get(0).getKey();
    }

    @Override
    public synchronized boolean canHandle(Document query) {
      Object wanted = query.get(field);
      if (wanted instanceof Document condition) {
        return condition.keySet().equals(Set.of("$in")) && condition.get("$in") instanceof Collection<?> all && all.stream().allMatch(EqualityIndex::isKept);
      }
      return isKept(wanted);
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
      Object wanted = query.get(field);
      Collection<?> values = wanted instanceof Document condition ? (Collection<?>) condition.get("$in") : List.of(wanted);
      Set<Object> found = new LinkedHashSet<>();
      for (Object value : values) {
        found.addAll(positions.getOrDefault(value, Set.of()));
      }
      return found;
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
      for (Object value : valuesOf(document)) {
        positions.computeIfAbsent(value, any -> new LinkedHashSet<>()).add(position);
      }
    }

    @Override
    public synchronized void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
      Set<Object> old = valuesOf(before);
      Set<Object> now = valuesOf(after);
      if (!old.equals(now)) {
        old.forEach(value -> forget(value, position));
        add(after, position, collection);
      }
    }

    /** The unique index of `_id` comes first in every collection and says where the document was; a document is kept under its `_id`. */
    @Override
    public synchronized Object remove(Document document) {
      Object position = document.get("_id");
      valuesOf(document).forEach(value -> forget(value, position));
      return position;
    }

    private void forget(Object value, Object position) {
      Set<Object> places = positions.get(value);
      if (places != null && places.remove(position) && places.isEmpty()) {
        positions.remove(value);
      }
    }

    private Set<Object> valuesOf(Document document) {
      Object value = Utils.getSubdocumentValueCollectionAware(document, field);
      Set<Object> values = new LinkedHashSet<>();
      if (value instanceof Collection<?> all) {
        all.stream().filter(EqualityIndex::isKept).forEach(values::add);
      } else if (isKept(value)) {
        values.add(value);
      }
      return values;
    }

    private static boolean isKept(Object value) {
      return value instanceof String || value instanceof Boolean;
    }

    /** Only a unique index knows the one place of a document. */
    @Override
    public Object getPosition(Document document) {
      return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
      // Nothing that it could refuse.
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
      // Nothing that it could refuse.
    }

    @Override
    public synchronized long getCount() {
      return positions.values().stream().mapToLong(Set::size).sum();
    }

    @Override
    public synchronized boolean isEmpty() {
      return positions.isEmpty();
    }

    @Override
    public long getDataSize() {
      return 0;
    }

    @Override
    public synchronized void drop() {
      positions.clear();
    }
  }

  /** Documents as BSON, which begins with its own length. */
  private static final class DocumentType extends BasicDataType<Document> {
    private static final int OVERHEAD = 64;

    @Override
    public int getMemory(Document document) {
      return roughly(document);
    }

    /** Only to decide when a page is full. */
    private static int roughly(Object value) {
      if (value instanceof String text) {
        return OVERHEAD + text.length();
      }
      if (value instanceof byte[] bytes) {
        return OVERHEAD + bytes.length;
      }
      int sum = OVERHEAD;
      if (value instanceof Document document) {
        for (Object one : document.values()) {
          sum += roughly(one);
        }
      } else if (value instanceof Collection<?> all) {
        for (Object one : all) {
          sum += roughly(one);
        }
      }
      return sum;
    }

    @Override
    public void write(WriteBuffer buffer, Document document) {
      ByteBuf bytes = Unpooled.buffer(1024);
      BsonEncoder.encodeDocument(document, bytes);
      buffer.put(bytes.array(), 0, bytes.readableBytes());
    }

    @Override
    public Document read(ByteBuffer buffer) {
      int length = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt();
      byte[] bytes = new byte[length];
      buffer.get(bytes);
      return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public Document[] createStorage(int size) {
      return new Document[size];
    }
  }

  /** Keys of unique indexes: by kind, then by value. What isn't a text, a number or a truth value is rare, and is compared by its bytes. */
  private static final class KeyType extends BasicDataType<KeyValue> {
    private static final int MISSING = 0;
    private static final int NULL = 1;
    private static final int TEXT = 2;
    private static final int NUMBER = 3;
    private static final int TRUTH = 4;
    private static final int OTHER = 5;
    private static final int MEMORY = 100;

    private static int kindOf(Object value) {
      if (value == null) {
        return NULL;
      }
      if (value instanceof Missing) {
        return MISSING;
      }
      if (value instanceof String) {
        return TEXT;
      }
      if (value instanceof Double) {
        return NUMBER;
      }
      return value instanceof Boolean ? TRUTH : OTHER;
    }

    @Override
    public int compare(KeyValue a, KeyValue b) {
      int bySize = Integer.compare(a.size(), b.size());
      for (int n = 0; bySize == 0 && n < a.size(); n++) {
        int byValue = compareValues(a.get(n), b.get(n));
        if (byValue != 0) {
          return byValue;
        }
      }
      return bySize;
    }

    private static int compareValues(Object a, Object b) {
      int kind = kindOf(a);
      int byKind = Integer.compare(kind, kindOf(b));
      if (byKind != 0) {
        return byKind;
      }
      return switch (kind) {
        case TEXT -> ((String) a).compareTo((String) b);
        case NUMBER -> Double.compare((Double) a, (Double) b);
        case TRUTH -> Boolean.compare((Boolean) a, (Boolean) b);
        case OTHER -> Arrays.compareUnsigned(ObjectDataType.serialize(a), ObjectDataType.serialize(b));
        default -> 0;
      };
    }

    @Override
    public int getMemory(KeyValue key) {
      return MEMORY;
    }

    @Override
    public void write(WriteBuffer buffer, KeyValue key) {
      buffer.putVarInt(key.size());
      for (Object value : key) {
        int kind = kindOf(value);
        buffer.put((byte) kind);
        if (kind == TEXT) {
          byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
          buffer.putVarInt(bytes.length).put(bytes);
        } else if (kind == NUMBER) {
          buffer.putLong(Double.doubleToLongBits((Double) value));
        } else if (kind == TRUTH) {
          buffer.put((byte) ((Boolean) value ? 1 : 0));
        } else if (kind == OTHER) {
          byte[] bytes = ObjectDataType.serialize(value);
          buffer.putVarInt(bytes.length).put(bytes);
        }
      }
    }

    @Override
    public KeyValue read(ByteBuffer buffer) {
      int size = DataUtils.readVarInt(buffer);
      List<Object> values = new ArrayList<>(size);
      for (int n = 0; n < size; n++) {
        values.add(switch (buffer.get()) {
          case MISSING -> Missing.getInstance();
          case TEXT -> new String(bytesOf(buffer), StandardCharsets.UTF_8);
          case NUMBER -> Double.longBitsToDouble(buffer.getLong());
          case TRUTH -> buffer.get() == 1;
          case OTHER -> ObjectDataType.deserialize(bytesOf(buffer));
          default -> null;
        });
      }
      return new KeyValue(values);
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
      byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
      buffer.get(bytes);
      return bytes;
    }

    @Override
    public KeyValue[] createStorage(int size) {
      return new KeyValue[size];
    }
  }
}
