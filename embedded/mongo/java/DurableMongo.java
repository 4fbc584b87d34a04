import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A MongoDB-protocol server on one file that never forgets what it has acknowledged.
 *
 * <p>mongo-java-server on an H2 MVStore commits in the background, so a killed process loses its last second. Here nothing is
 * answered from what is not on the disk yet: a write, also a refused one, waits for a commit and a sync that began after it, and
 * one commit serves all who wait (group commit). A read waits only while a write is on its way.
 *
 * <p>Arguments: file, host, port. Prints "ready" once it listens. Exit codes: 3 the file is in use, 4 the port is in use, 5 the
 * disk failed.
 */
public final class DurableMongo {
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
      return store;
    } catch (MVStoreException failure) {
      boolean locked = failure.getErrorCode() == 7;
      System.err.println(locked ? "the file is in use by another process: " + file : "cannot open " + file + ": " + failure.getMessage());
      System.exit(locked ? 3 : 1);
      throw failure;
    }
  }

  /** Answers writes only once they are on the disk. */
  private static final class DurableBackend extends H2Backend {
    private final MVStore store;
    private final Object turn = new Object();
    /** Writers share it, a commit has it alone: a document and its index entries are never committed apart. */
    private final ReadWriteLock whole = new ReentrantReadWriteLock(true);
    /** Writes that began and are not on the disk yet. */
    private final AtomicInteger underWay = new AtomicInteger();
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

    private Document write(Channel channel, String database, String command, Document query) {
      underWay.incrementAndGet();
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
        underWay.decrementAndGet();
      }
    }

    private Document read(Channel channel, String database, String command, Document query) {
      Document response = super.handleCommand(channel, database, command, query);
      if (underWay.get() > 0 && !name(command).equals("ping")) {
        awaitCommit();
      }
      return response;
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
}
