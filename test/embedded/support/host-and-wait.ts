/** Starts one child as the supervisor does, says its id, and waits to be killed. */
import { join } from 'node:path';
import { Child } from '../../../embedded/child';

const child = new Child({ name: 'part', program: '/bin/sh', args: ['-c', 'exec sleep 600'], logFile: join(process.argv[2]!, 'hosted.log') }).start();
process.stdout.write(`pid ${child.pid}\n`);
setInterval(() => {}, 1_000);
