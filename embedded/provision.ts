/** Finding a service: one link of a chain after the other, until one gives it. */

/** What building needs and this machine lacks; told in the person's language (cli/lib/words.mjs). */
export type Need =
  | { kind: 'missing'; program: string }
  | { kind: 'old'; program: string; has: string; needs: string }
  | { kind: 'failed'; program: string; said: string };

/** A link could not give the service, because building it needs something. */
export class NeedError extends Error {
  constructor(readonly need: Need) {
    super(
      need.kind === 'missing' ? `${need.program} is not installed`
      : need.kind === 'old' ? `${need.program} ${need.has} is too old: ${need.needs} or newer is needed`
      : `${need.program} failed: ${need.said}`,
    );
  }
}

/** What a link found: an address that answers already, or a program that we start ourselves. */
export type Found<Program> = { kind: 'address'; address: string } | { kind: 'program'; program: Program };

export interface Link<Program> {
  name: 'configured' | 'path' | 'cache' | 'download' | 'registry';
  /** What it found, or why it could not. */
  attempt(): Promise<Found<Program> | { kind: 'missing'; why: string }>;
}

export interface Progress {
  (message: string): void;
}

/** Nothing gave the service: the sentence tells the ways to get one. */
export class ProvisionError extends Error {
  /** A person can mend it: it is shown without a stack. */
  readonly plain = true;
  constructor(
    readonly service: ServiceName,
    readonly tried: { link: string; why: string }[],
    ways: string,
    /** Why it could not be built either. */
    readonly need?: Need,
  ) {
    super(`${service}: ${tried.map(({ link, why }) => `${link}: ${why}`).join('; ')}. ${ways}`);
    this.name = 'ProvisionError';
  }
}

export type ServiceName = 'Temporal' | 'MongoDB';

/** Walks the chain in order. A link that throws counts as missing, with its message. */
export async function provision<Program>(
  service: ServiceName,
  links: readonly Link<Program>[],
  ways: string,
  progress: Progress = () => {},
): Promise<Found<Program> & { link: string }> {
  const tried: { link: string; why: string }[] = [];
  let need: Need | undefined;
  for (const link of links) {
    try {
      const found = await link.attempt();
      if (found.kind !== 'missing') return { ...found, link: link.name };
      tried.push({ link: link.name, why: found.why });
    } catch (error) {
      if (error instanceof NeedError) need = error.need;
      tried.push({ link: link.name, why: error instanceof Error ? error.message : String(error) });
    }
    const last = tried.at(-1)!;
    // That nothing is configured or kept is the usual case and no news; a download that fails is.
    if (link.name === 'download' || link.name === 'registry') progress(`${service}: ${last.link}: ${last.why}`);
  }
  throw new ProvisionError(service, tried, ways, need);
}
