/** A MongoDB-protocol store for this machine: MongoDB itself where it can be had, else our durable fallback. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, type Effects } from '../effects';
import { NeedError, provision, type Found, type Link, type Progress } from '../provision';

export const JAVA_SERVER_VERSION = '1.47.0';

/** What is downloaded where it can be. */
export const MONGOD_VERSION = '8.0.4';
const JAVA_NEEDED = 17;

/** mongod's folder in the cache. */
export const mongodFolder = (): string => `mongod-${MONGOD_VERSION}`;

/** A program to start: MongoDB's own server, or the wrapper around mongo-java-server. */
export type MongoProgram = { type: 'mongod'; path: string } | { type: 'java'; java: string; classPath: string };

const WAYS =
  'Set MONGODB_URI to a running MongoDB, put `mongod` on PATH, or install a Java 17 JDK with Maven so that the embedded store can be built.';

const KEPT: Record<MongoProgram['type'], string> = {
  mongod: 'The data folder was written by MongoDB (its subfolder `mongodb`), so `mongod` is needed again.',
  java: 'The data folder was written by the embedded store (its subfolder `store`), so Java is needed again.',
};

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>musyawarah</groupId><artifactId>store</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>de.bwaldvogel</groupId><artifactId>mongo-java-server-h2-backend</artifactId><version>${JAVA_SERVER_VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
`;

/** Named by what it is made of, so that a build of an older wrapper isn't taken from the cache. */
export function storeFolder(wrapperSource: string): string {
  const made = createHash('sha256').update(POM).update(readFileSync(wrapperSource)).digest('hex').slice(0, 8);
  return `store-${JAVA_SERVER_VERSION}-${made}`;
}

export interface FindMongo {
  effects: Effects;
  /** Path of DurableMongo.java. */
  wrapperSource: string;
  download: () => Promise<string>;
  write: (path: string, text: string) => Promise<void>;
  progress: Progress;
  /**
   * What wrote the data that is there already. Another program would begin with an empty store, as if all were forgotten;
   * so only this one is looked for.
   */
  kept?: MongoProgram['type'] | undefined;
}

/** The chain of design, in order. */
export function mongoLinks({ effects, wrapperSource, download, write, progress, kept }: FindMongo): Link<MongoProgram>[] {
  const folder = join(cacheFolder(effects.env), storeFolder(wrapperSource));
  const links: (Link<MongoProgram> & { gives?: MongoProgram['type'] })[] = [
    {
      name: 'configured',
      attempt: async () => {
        const address = effects.env['MONGODB_URI'];
        return address ? { kind: 'address', address } : { kind: 'missing', why: 'MONGODB_URI is not set' };
      },
    },
    {
      name: 'path',
      gives: 'mongod',
      attempt: async () => {
        const path = await effects.which('mongod');
        return path ? { kind: 'program', program: { type: 'mongod', path } } : { kind: 'missing', why: 'no `mongod` on PATH' };
      },
    },
    {
      name: 'cache',
      gives: 'mongod',
      attempt: async () => {
        const mongod = join(cacheFolder(effects.env), mongodFolder(), 'mongod');
        if (await effects.exists(mongod)) return { kind: 'program', program: { type: 'mongod', path: mongod } };
        return { kind: 'missing', why: 'nothing kept from before' };
      },
    },
    {
      name: 'cache',
      gives: 'java',
      attempt: async () => {
        const java = await effects.which('java');
        if (!java || !(await effects.exists(join(folder, 'DurableMongo.class')))) return { kind: 'missing', why: 'nothing kept from before' };
        return { kind: 'program', program: javaProgram(java, folder) };
      },
    },
    {
      name: 'download',
      gives: 'mongod',
      attempt: async () => {
        if (effects.env['MUSYAWARAH_OFFLINE']) return { kind: 'missing', why: 'MUSYAWARAH_OFFLINE is set' };
        progress('MongoDB: downloading the official server');
        return { kind: 'program', program: { type: 'mongod', path: await download() } };
      },
    },
    { name: 'registry', gives: 'java', attempt: () => build(effects, folder, wrapperSource, write, progress) },
  ];
  return links.filter(({ gives }) => kept === undefined || gives === undefined || gives === kept);
}

const javaProgram = (java: string, folder: string): MongoProgram => ({ type: 'java', java, classPath: `${folder}:${join(folder, 'lib')}/*` });

async function build(
  effects: Effects,
  folder: string,
  wrapperSource: string,
  write: (path: string, text: string) => Promise<void>,
  progress: Progress,
): Promise<Found<MongoProgram>> {
  const [java, javac, maven] = await Promise.all(['java', 'javac', 'mvn'].map((program) => effects.which(program)));
  if (!java || !javac) throw new NeedError({ kind: 'missing', program: `Java ${JAVA_NEEDED} (JDK)` });
  if (!maven) throw new NeedError({ kind: 'missing', program: 'Maven' });
  const old = await tooOldJava(effects, java);
  if (old) throw new NeedError({ kind: 'old', program: 'Java', has: old, needs: String(JAVA_NEEDED) });
  progress('MongoDB: building the embedded store with Maven and Java (once)');
  await effects.folder(folder, async (temporary) => {
    await write(join(temporary, 'pom.xml'), POM);
    const onLine = (line: string): void => progress(`MongoDB: ${line}`);
    const fetched = await effects.exec(
      maven,
      ['-q', '-B', '-f', join(temporary, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${join(temporary, 'lib')}`],
      { onLine },
    );
    if (fetched.code !== 0) throw new NeedError({ kind: 'failed', program: 'Maven', said: lastLine(fetched.output) });
    const compiled = await effects.exec(javac, ['-encoding', 'UTF-8', '-d', temporary, '-cp', `${join(temporary, 'lib')}/*`, wrapperSource], { onLine });
    if (compiled.code !== 0) throw new NeedError({ kind: 'failed', program: 'javac', said: lastLine(compiled.output) });
  });
  return { kind: 'program', program: javaProgram(java, folder) };
}

async function tooOldJava(effects: Effects, java: string): Promise<string | undefined> {
  const [, version] = /version "([\d.]+)/.exec((await effects.exec(java, ['-version'])).output) ?? [];
  // Java 8 called itself 1.8.
  return version !== undefined && Number(version.replace(/^1\./, '').split('.')[0]) < JAVA_NEEDED ? version : undefined;
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';

export const findMongo = (options: FindMongo): Promise<Found<MongoProgram> & { link: string }> =>
  provision('MongoDB', mongoLinks(options), options.kept ? `${KEPT[options.kept]} ${WAYS}` : WAYS, options.progress);

/** Program and arguments that serve the store in `folder`. */
export function mongoCommand(program: MongoProgram, options: { folder: string; host: string; port: number }): { program: string; args: string[] } {
  if (program.type === 'mongod') {
    return {
      program: program.path,
      args: ['--dbpath', options.folder, '--bind_ip', options.host, '--port', String(options.port), '--replSet', 'musyawarah', '--quiet'],
    };
  }
  return {
    program: program.java,
    args: [
      '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', program.classPath, 'DurableMongo',
      join(options.folder, 'store.h2'), options.host, String(options.port),
    ],
  };
}
