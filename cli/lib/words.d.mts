/** Types of `words.mjs`, for commands that start what `npm start` starts. */
import type { Words } from '../../embedded/supervisor';

export declare function wordsFor(env?: NodeJS.ProcessEnv): Words & { language: 'id' | 'en' };
