import type words from './tasks.id';

export default {
} satisfies Record<keyof typeof words, string>;
