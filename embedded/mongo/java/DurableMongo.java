import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A MongoDB-protocol server on one file that never forgets what it has acknowledged.
 *
 * <p>mongo-java-server on an H2 MVStore commits in the background, so a killed process loses its last second. Here a write is
 * answered only after a commit and a sync that began after it: one commit serves all writers that wait (group commit).
 *
 * <p>Arguments: file, host, port. Prints "ready" once it listens. Ends when its standard input ends, if asked to
 * (-Dmusyawarah.guarded=true), so that it can't outlive who started it.
 */
public final class DurableMongo {
  /** The oldest wire version that the present drivers accept; the library reports 8. */
  private static final int WIRE_VERSION = 13;

  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "findandmodify", "create", "createindexes", "drop", "dropindexes", "dropdatabase", "renamecollection");

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
    if (Boolean.getBoolean("musyawarah.guarded")) {
      while (System.in.read() != -1) {
        // Nothing is ever sent; the end of input is the message.
      }
      System.exit(0);
    }
    Thread.currentThread().join();
  }

  private static MVStore open(String file) {
    try {
      MVStore store = new MVStore.Builder().fileName(file).autoCommitDisabled().autoCompactFillRate(0).cacheSize(64).open();
      store.setVersionsToKeep(0);
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
    private boolean committing;
    private long requested;
    private long durable;
    private long compactedAt;
    private RuntimeException failed;

    DurableBackend(MVStore store) {
      super(store);
      this.store = store;
      Thread rest = new Thread(this::compactAtRest, "compaction");
      rest.setDaemon(true);
      rest.start();
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
      String name = command.toLowerCase(Locale.ROOT);
      if (!WRITES.contains(name)) {
        Document response = super.handleCommand(channel, database, command, query);
        if (name.equals("ismaster") || name.equals("hello")) {
          response.put("maxWireVersion", WIRE_VERSION);
        }
        return response;
      }
      Document response;
      whole.readLock().lock();
      try {
        response = super.handleCommand(channel, database, command, query);
      } finally {
        whole.readLock().unlock();
      }
      awaitCommit();
      return response;
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

    /** The file grows with every commit; it is made small again in quiet moments, a little at a time. */
    private void compactAtRest() {
      while (true) {
        try {
          Thread.sleep(2_000);
          long before;
          synchronized (turn) {
            before = requested;
          }
          Thread.sleep(500);
          synchronized (turn) {
            if (before != requested || before == compactedAt) {
              continue;
            }
            compactedAt = before;
          }
          store.compact(70, 16 * 1024 * 1024);
          commitWhole();
        } catch (InterruptedException interrupted) {
          return;
        } catch (RuntimeException closed) {
          return;
        }
      }
    }

    void closeStore() {
      if (!store.isClosed()) {
        store.commit();
        store.sync();
        store.close(2_000);
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
