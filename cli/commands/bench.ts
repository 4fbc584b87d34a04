/** `npm run bench [-- --quick] [-- --out=FILE]`: the benchmark of the engine. */
import { main } from '../../bench/run';

export const summary = 'measures acts, whole instances beside a bare workflow, an outage of Temporal, and the inbox';

export const run = (args: string[]): Promise<number> => main(process.env['MUSYAWARAH_ROOT'] || process.cwd(), args);
